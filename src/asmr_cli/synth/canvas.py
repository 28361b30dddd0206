"""The ring every sound is painted on: its end runs into its beginning, so that it has no seam.

Control curves hold one value every `TICK` frames and are periodic in the ring.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from asmr_cli.types import RATE

TICK = 960
"""Frames between two values of a control curve: 20 ms, 50 values a second."""

RATE_OF_TICKS = RATE / TICK
"""Values of a control curve a second."""

Curve = NDArray[np.float64]
"""Values over ticks (or, in tables, over bands)."""
Mono = NDArray[np.float32]
"""Samples of one channel, shape (frames,)."""
Stereo = NDArray[np.float32]
"""Samples of two channels, shape (frames, 2), 48 kHz."""


def ticks(frames: int) -> int:
    """How many values a control curve has on a ring of so many frames."""
    return frames // TICK


def slow(rng: np.random.Generator, frames: int, lo: float, hi: float, slope: float = 1.0) -> Curve:
    """A wandering curve of unit standard deviation, power density f^-slope between `lo` and `hi` Hz.

    A ring too short to hold one cycle at `hi` gets a constant instead of a hurried cycle.
    """
    count = ticks(frames)
    seconds = frames / RATE
    if hi * seconds < 1:
        return np.full(count, float(np.clip(rng.standard_normal(), -1, 1)))
    hz = np.arange(1, count // 2 + 1) / seconds
    weight = hz ** (-slope / 2) / np.sqrt(1 + (hz / hi) ** 8) / np.sqrt(1 + (0.7 * lo / hz) ** 8)
    spectrum = np.zeros(count // 2 + 1, dtype=np.complex128)
    spectrum[1:] = weight * (rng.standard_normal(hz.size) + 1j * rng.standard_normal(hz.size))
    curve = np.fft.irfft(spectrum, count)
    return np.asarray(curve / curve.std())


def restless(rng: np.random.Generator, count: int, step: int, hz: float) -> Curve:
    """A random curve of unit spread, one value every `step` frames, with nothing much above `hz`."""
    f = np.fft.rfftfreq(count, step / RATE)
    spectrum = (rng.standard_normal(f.size) + 1j * rng.standard_normal(f.size)) / np.sqrt(1 + (f / hz) ** 4)
    spectrum[0] = 0
    curve = np.fft.irfft(spectrum, count)
    return np.asarray(curve / curve.std())


def at_rate(curve: NDArray[np.floating], frames: int) -> Mono:
    """A curve of any even step at one value a frame, straight lines between its values, around the ring."""
    step = frames // curve.size
    closed = np.append(curve, curve[0])
    out = np.empty((curve.size, step), dtype=np.float32)
    out[:] = closed[:-1, None]
    out += np.diff(closed).astype(np.float32)[:, None] * (np.arange(step, dtype=np.float32) / step)
    return out.reshape(-1)


def through(frames: int, moments: Sequence[float], values: Sequence[float]) -> Curve:
    """A control curve in straight lines through values at some moments (in seconds), around the ring."""
    return np.interp(np.arange(ticks(frames)) * TICK / RATE, moments, values, period=frames / RATE)


def rms(sound: NDArray[np.floating]) -> float:
    """Root mean square over everything."""
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))


def of_unit_spread(sound: Stereo) -> Stereo:
    """The sound at a standard deviation of 1, to be mixed by plain gains."""
    return np.asarray(sound / np.float32(sound.std() + 1e-12))


def seconds_from(frames: int, moment: float) -> Curve:
    """For each tick the time in seconds since a moment (also in seconds), the short way around the ring."""
    total = frames / RATE
    at = np.arange(ticks(frames)) * (TICK / RATE)
    return np.asarray((at - moment + total / 2) % total - total / 2)


def tone(frames: int, hz: float, wobble: Curve, rate: int = RATE) -> Mono:
    """A sine with a whole number of cycles in the ring, its phase moved by `wobble` (radians over ticks)."""
    cycles = round(hz * frames / rate)
    phase = np.arange(frames, dtype=np.float64) * (cycles / frames) % 1.0
    return np.asarray(np.sin(2 * np.pi * phase.astype(np.float32) + at_rate(wobble, frames)), dtype=np.float32)


def upsample(ring: Mono, factor: int) -> Mono:
    """The ring at `factor` times its rate, exactly: tones of a few hundred Hz cost an eighth at 6 kHz."""
    spectrum = np.fft.rfft(ring)
    spectrum[-1] /= 2
    return np.asarray(np.fft.irfft(spectrum, ring.size * factor) * factor, dtype=np.float32)


def smoothstep(x: ArrayLike) -> Curve:
    """0 below 0, 1 above 1, and a smooth S between."""
    y = np.clip(x, 0.0, 1.0)
    return np.asarray(y * y * (3 - 2 * y))


def shift_ticks(curve: Curve, seconds: float) -> Curve:
    """The curve later by so many seconds (to the nearest tick), around the ring."""
    return np.roll(curve, round(seconds * RATE / TICK), axis=0)


def add_at(ring: Mono, start: int, grain: NDArray[np.floating]) -> None:
    """Add a grain to the ring from frame `start` on; what passes the end comes in at the beginning."""
    start %= ring.size
    head = min(grain.size, ring.size - start)
    ring[start : start + head] += grain[:head]
    if head < grain.size:
        ring[: grain.size - head] += grain[head:]
