"""Where a sound is: level, delay and shadow between the ears, slow movement, and a small room."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, at_rate
from asmr_cli.synth.filters import colour, convolve
from asmr_cli.synth.grains import Bank, Starts, scatter
from asmr_cli.types import RATE

FULL_DELAY = 29
"""Frames by which the far ear is late for a sound at the side: 0.6 ms."""
CLOSE_DELAY = 11.5
"""For low, continuous, moving streams: more would comb the mono sum (0.24 ms)."""
_ILD_DB = 5.0
_SHADOW_HZ = (20, 500, 1500, 4000, 9000, 20000)
_SHADOW_DB = (0, -0.6, -2.6, -5.6, -8.6, -10)


def aside(degrees: ArrayLike) -> Curve:
    """Azimuths from -1 (left) to 1 (right) of directions in degrees."""
    return np.asarray(np.sin(np.deg2rad(degrees)))


def gains(azimuth: ArrayLike, ild: float = _ILD_DB) -> tuple[Curve, Curve]:
    """Left and right gains of constant power for azimuths -1 (left) .. 1 (right)."""
    ratio = 10 ** (ild * np.asarray(azimuth, dtype=np.float64) / 20)
    return 1 / np.sqrt(1 + ratio**2), ratio / np.sqrt(1 + ratio**2)


def place(out: Stereo, bus: Mono, azimuth: float, ild: float = _ILD_DB) -> None:
    """Add a bus to a stereo ring at a fixed azimuth, with level difference and delay of the far ear."""
    place_both(out, (bus, bus), azimuth, ild)


def place_both(out: Stereo, buses: tuple[Mono, Mono], azimuth: float, ild: float = _ILD_DB) -> None:
    """The same for a sound of which each ear has its own version."""
    late = round(FULL_DELAY * abs(azimuth))
    for ear, (bus, gain, away) in enumerate(zip(buses, gains(azimuth, ild), (azimuth > 0, azimuth < 0), strict=True)):
        out[:, ear] += float(gain) * (np.roll(bus, late) if away else bus)


def spread(
    frames: int, starts: Starts, bank: Bank, which: NDArray[np.int64], amps: Curve, azimuth: Curve, places: int = 9
) -> Stereo:
    """Scatter grains over a stereo ring, each at the nearest of `places` azimuths from -1 to 1."""
    out = np.zeros((frames, 2), dtype=np.float32)
    slots = np.rint((np.clip(azimuth, -1, 1) + 1) / 2 * (places - 1)).astype(np.int64)
    for slot in range(places):
        at = slots == slot
        if at.any():
            place(out, scatter(frames, starts[at], bank, which[at], amps[at]), 2 * slot / (places - 1) - 1)
    return out


def moving(ring: Mono, azimuth: Curve, delay: float = CLOSE_DELAY, ild: float = 8.0) -> Stereo:
    """A close source that moves: level, shadow and delay of the far ear follow `azimuth` (ticks, -1..1)."""
    frames = ring.size
    shadow = colour(ring, _SHADOW_HZ, _SHADOW_DB)
    out = np.empty((frames, 2), dtype=np.float32)
    for ear, side in enumerate((-1.0, 1.0)):
        away = np.clip(-side * azimuth, 0, 1)
        share = at_rate(0.85 * away, frames)
        heard = ring + share * (shadow - ring)
        out[:, ear] = _delayed(heard, at_rate(delay * away, frames)) * at_rate(gains(azimuth, ild)[ear], frames)
    out *= np.float32(np.sqrt(2))
    return out


def room(rng: np.random.Generator, sound: Stereo, wet: float = 0.16, t60: float = 0.25, top: float = 3200.0) -> Stereo:
    """The sound with a small room round it: nine early reflections an ear and a diffuse tail, dark above `top` Hz."""
    common = _impulse(rng, t60, top)
    send = (sound.sum(axis=1) * 0.5).astype(np.float32)
    out = sound.copy()
    for ear in range(2):
        echo = (0.5 * common + 0.866 * _impulse(rng, t60, top)).astype(np.float32)
        out[:, ear] += wet * convolve((0.6 * sound[:, ear] + 0.4 * send).astype(np.float32), echo)
    return out


def echoes(rng: np.random.Generator, sound: Stereo, count: int = 3, db: tuple[float, float] = (-24, -17)) -> Stereo:
    """The sound with a few early reflections of 4-25 ms, others at each ear."""
    out = sound.copy()
    for ear in range(2):
        for _ in range(count):
            late, gain = round(rng.uniform(0.004, 0.025) * RATE), 10 ** (rng.uniform(*db) / 20)
            out[:, ear] += np.float32(gain) * np.roll(sound[:, ear], late)
    return out


def _impulse(rng: np.random.Generator, t60: float, top: float) -> Mono:
    """Unit-energy response of a small room from 60 Hz to `top`, starting 1.8 ms after the direct sound."""
    t = np.arange(round(1.1 * t60 * RATE)) / RATE
    tail = rng.standard_normal(t.size) * np.exp(-6.91 * t / t60) * (t > 0.012) * 0.05
    for k in range(9):
        at = rng.uniform(0.0018, 0.024)
        tail[round(at * RATE)] += (-1) ** k * np.exp(-at / 0.02)
    spectrum = np.fft.rfft(tail)
    hz = np.maximum(np.fft.rfftfreq(t.size, 1 / RATE), 1.0)
    spectrum *= 1 / np.sqrt(1 + (60 / hz) ** 4) / np.sqrt(1 + (hz / top) ** 4)
    wave = np.fft.irfft(spectrum, t.size)
    return np.asarray(wave / np.sqrt((wave**2).sum()), dtype=np.float32)


def _delayed(ring: Mono, late: Mono) -> Mono:
    """The ring later by a changing number of frames (>= 0), by cubic interpolation, around the ring."""
    frames = ring.size
    out = np.empty(frames, dtype=np.float32)
    for start in range(0, frames, 512 * TICK):
        stop = min(start + 512 * TICK, frames)
        at = np.arange(start, stop) - late[start:stop].astype(np.float64)
        whole = np.floor(at).astype(np.int64)
        x = (at - whole).astype(np.float32)
        a, b, c, d = (ring[(whole + k) % frames] for k in (-1, 0, 1, 2))
        out[start:stop] = (
            -x * (x - 1) * (x - 2) / 6 * a
            + (x + 1) * (x - 1) * (x - 2) / 2 * b
            - (x + 1) * x * (x - 2) / 2 * c
            + (x + 1) * x * (x - 1) / 6 * d
        )
    return out
