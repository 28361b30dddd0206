"""Short sounds by the thousand: a bank drawn once, Poisson times, and their scattering over the ring."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from asmr_cli.synth.canvas import TICK, Curve, Mono, smoothstep, ticks
from asmr_cli.types import RATE

Starts = NDArray[np.int64]
Bank = Sequence[Mono]


def poisson(rng: np.random.Generator, frames: int, rate: float | Curve) -> Starts:
    """Frames at which events of a Poisson process happen, in order; `rate` per second, steady or over ticks."""
    flow = np.broadcast_to(np.asarray(rate, dtype=np.float64), (ticks(frames),)) * (TICK / RATE)
    total = np.concatenate([[0.0], np.cumsum(flow)])
    drawn = np.sort(rng.uniform(0, total[-1], rng.poisson(total[-1])))
    return np.asarray(np.interp(drawn, total, np.arange(total.size)) * TICK, dtype=np.int64)


def renewal(rng: np.random.Generator, frames: int, period: float, spread: float, walk: float = 0.0) -> Starts:
    """Frames of a ring's irregular beats: log-normal intervals of this median period (s) and log spread.

    `walk` is the log spread of a pace that changes over some eight beats. The intervals are stretched by a hair so
    that a whole number of them fills the ring; their phase is forgotten after a few.
    """
    seconds = frames / RATE
    count = max(1, round(seconds / (period * np.exp(spread**2 / 2))))
    pace = np.fft.irfft(np.fft.rfft(rng.standard_normal(count)) * np.fft.rfft(np.hanning(18), count), count)
    gaps = np.exp(spread * rng.standard_normal(count) + walk * pace / max(float(pace.std()), 1e-9))
    edges = np.concatenate([[0.0], np.cumsum(gaps)[:-1]]) / gaps.sum()
    return np.sort(((edges + rng.uniform()) % 1.0 * frames).astype(np.int64))


def sizes(rng: np.random.Generator, count: int, spread: float, cap: float) -> Curve:
    """Amplitudes of median 1 and this log spread, capped: the cap is what keeps an event from startling."""
    return np.minimum(np.exp(spread * rng.standard_normal(count)), cap)


def pareto(rng: np.random.Generator, count: int, tail: float, cap: float) -> Curve:
    """Energies from 1 up to `cap` with survival function E^-tail (crackle: tail about 0.9)."""
    return np.minimum(rng.uniform(1e-9, 1, count) ** (-1 / tail), cap)


def burst(rng: np.random.Generator, hz: float, width: float, decay: float, seconds: float, attack: float) -> Mono:
    """Decaying noise round `hz` with relative band width `width`; decay in 1/s, attack in s; unit energy."""
    size = max(16, round(seconds * RATE))
    spectrum = np.fft.rfft(rng.standard_normal(size))
    bins = np.fft.rfftfreq(size, 1 / RATE)
    ratio = np.maximum(bins, 1.0) / hz
    spectrum *= 1 / np.sqrt(1 + (np.abs(ratio - 1 / ratio) / width) ** 4)
    t = np.arange(size) / RATE
    shape = np.exp(-decay * t) * smoothstep(t / attack) * smoothstep((t[-1] - t) / (0.2 * seconds))
    return unit(np.fft.irfft(spectrum, size) * shape)


def modes(hz: ArrayLike, decay: ArrayLike, gain: ArrayLike, phase: ArrayLike, seconds: float) -> Mono:
    """A struck body: damped sines (decay in 1/s), ending in a short ramp to zero."""
    t = np.arange(round(seconds * RATE)) / RATE
    f, d, a, p = (np.atleast_1d(np.asarray(x, dtype=np.float64))[:, None] for x in (hz, decay, gain, phase))
    wave = (a * np.exp(-d * t) * np.sin(2 * np.pi * f * t + p)).sum(axis=0)
    return np.asarray(wave * smoothstep((t[-1] - t) / 0.002), dtype=np.float32)


def bubble(rng: np.random.Generator, hz: float) -> Mono:
    """A bubble in water (Minnaert): a damped sine that rises a little in half of the cases; peak about 1."""
    decay = (0.10 * hz + 0.0055 * hz**1.5) * rng.uniform(0.7, 1.6)
    t = np.arange(round(min(5 / decay, 0.09) * RATE)) / RATE
    rise = rng.uniform(0.02, 0.14) * decay if rng.uniform() < 0.5 else 0.0
    phase = 2 * np.pi * (hz * (t + rise * t * t / 2) + rng.uniform())
    wave = np.sin(phase) * np.exp(-decay * t) * smoothstep(t * hz / 1.2) * smoothstep((t[-1] - t) / 0.001)
    return np.asarray(wave, dtype=np.float32)


def unit(grain: ArrayLike) -> Mono:
    """The grain scaled to unit energy."""
    values = np.asarray(grain, dtype=np.float64)
    return (values / max(float(np.sqrt((values**2).sum())), 1e-12)).astype(np.float32)


def scatter(frames: int, starts: Starts, bank: Bank, which: NDArray[np.int64], gains: Curve) -> Mono:
    """A ring of `frames` with grain `bank[which[i]]` times `gains[i]` added at `starts[i]`."""
    longest = max((g.size for g in bank), default=0)
    line = np.zeros(frames + longest, dtype=np.float32)
    for start, index, gain in zip((starts % frames).tolist(), which.tolist(), gains.tolist(), strict=True):
        grain = bank[index]
        line[start : start + grain.size] += gain * grain
    ring = line[:frames]
    for at in range(frames, line.size, frames):
        tail = line[at : at + frames]
        ring[: tail.size] += tail
    return ring
