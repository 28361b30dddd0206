"""A stream over stones: quiet noise below, nine spots of bubbles, and sparse tinkles that make its highs."""

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, rms, slow
from asmr_cli.synth.ears import place
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import bubble, poisson, scatter, sizes
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, nodes, turbulence
from asmr_cli.types import RATE

_HZ, _BED = nodes(
    (20, -70), (80, -42), (180, -30), (350, -21), (600, -14.5), (1000, -13), (1600, -17.6), (2600, -25),
    (4000, -30.5), (6500, -34), (10000, -39), (15000, -46),
)  # fmt: skip
_PER_OCTAVE = 24
_COPIES = 4
_LOWEST = 200.0
_OCTAVES = 6
"""The bank of bubbles: quarter tones from 200 Hz on, four of each."""
_SPOTS = 9
"""Places where water falls, left to right."""


def stream(frames: int, rng: np.random.Generator) -> Stereo:
    """Water running past, left to right."""
    weather = 0.7 * slow(rng, frames, 1 / 60, 0.2, 1.0)
    tilt = 0.8 * slow(rng, frames, 1 / 60, 0.2, 1.0)[:, None] * np.clip(np.log2(_HZ / 1000) / 3, -1, 1)
    ears = [
        _BED + weather[:, None] + tilt
        + 0.8 * turbulence(rng, frames, _HZ.size, 0.1, 1.5, 0.8) + 1.0 * turbulence(rng, frames, _HZ.size, 1.5, 12, 0.4)
        for _ in range(2)
    ]  # fmt: skip
    out = coloured(rng, frames, _HZ, ears[0], ears[1])
    level = rms(out)
    out *= np.float32(10 ** (-8 / 20))
    bank = [
        bubble(rng, _LOWEST * 2 ** (k / _PER_OCTAVE)) for k in range(_OCTAVES * _PER_OCTAVE) for _ in range(_COPIES)
    ]
    for azimuth in np.linspace(-1, 1, _SPOTS):
        place(out, _spot(rng, frames, bank, level), float(azimuth))
    return finish(out, lufs=-26, even=0.6)


def _spot(rng: np.random.Generator, frames: int, bank: list[Mono], level: float) -> Mono:
    """One place where water falls: bubbles round its own pitch, tinkles, and now and then a gurgle."""
    home = 1150 * 2 ** rng.normal(0, 0.4)
    near = 1 - 0.5 * rng.uniform()
    flow = np.exp(
        0.5 * slow(rng, frames, 1 / 40, 0.3, 1.0)
        + 0.5 * slow(rng, frames, 0.3, 3, 0.7)
        + 0.6 * slow(rng, frames, 3, 14, 0.3)
    )
    pitch = 2 ** (0.2 * slow(rng, frames, 0.15, 2.5, 1.0) + 0.1 * slow(rng, frames, 2.5, 8, 1.0))
    starts = poisson(rng, frames, 330 / _SPOTS * flow)
    hz = home * sizes(rng, starts.size, 0.5, 4.0) * pitch[starts // TICK]
    size = 0.62 * level * sizes(rng, starts.size, 0.95, 8.0)
    out = _bubbles(rng, frames, bank, starts, hz, near * size)
    starts = poisson(rng, frames, 210 / _SPOTS * flow)
    hz = 2900 * 2 ** rng.normal(0, 0.3) * sizes(rng, starts.size, 0.5, 3.0)
    size = 1.15 * level * sizes(rng, starts.size, 0.9, 8.0)
    out += _bubbles(rng, frames, bank, starts, hz, near * size)
    starts = poisson(rng, frames, 170 / _SPOTS * flow)
    hz = 6500 * sizes(rng, starts.size, 0.3, 1.6)
    size = 0.75 * level * sizes(rng, starts.size, 0.85, 8.0)
    out += _bubbles(rng, frames, bank, starts, hz, near * size)
    return out + _gurgles(rng, frames, bank, near * level)


def _gurgles(rng: np.random.Generator, frames: int, bank: list[Mono], level: float) -> Mono:
    """Runs of a few rising bubbles."""
    starts, hz, size = [], [], []
    for start in poisson(rng, frames, 0.6 / _SPOTS).tolist():
        count = int(rng.integers(2, 9))
        starts.append(start + np.cumsum(rng.uniform(0.018, 0.075, count) * RATE).astype(np.int64))
        hz.append(rng.uniform(380, 600) * 1.06 ** np.arange(count) * np.exp(0.05 * rng.standard_normal(count)))
        size.append(level * rng.uniform(0.2, 0.6, count))
    if not starts:
        return np.zeros(frames, dtype=np.float32)
    return _bubbles(rng, frames, bank, np.concatenate(starts), np.concatenate(hz), np.concatenate(size))


def _bubbles(
    rng: np.random.Generator, frames: int, bank: list[Mono], starts: np.ndarray, hz: Curve, size: Curve
) -> Mono:
    """Bubbles of the nearest pitches in the bank; small streams have weak lows."""
    step = np.rint(np.log2(np.clip(hz, _LOWEST, 11_000) / _LOWEST) * _PER_OCTAVE).astype(np.int64)
    which = np.minimum(step, _OCTAVES * _PER_OCTAVE - 1) * _COPIES + rng.integers(0, _COPIES, starts.size)
    return scatter(frames, starts, bank, which, size * np.minimum(1, (hz / 700) ** 1.5))


RECIPES = (Recipe("stream", stream),)
