"""Waves on a sandy shore: swell, crash, wash, foam and backwash, each a noise of its own colour."""

from typing import NamedTuple

import numpy as np

from asmr_cli.synth.canvas import RATE_OF_TICKS, TICK, Curve, Stereo, seconds_from, slow, smoothstep, ticks
from asmr_cli.synth.ears import spread
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import bubble, poisson, renewal, sizes
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, turbulence
from asmr_cli.types import RATE

_HZ = np.array([20, 60, 120, 250, 500, 1000, 2000, 4000, 7000, 12000, 20000], dtype=float)
_COLOURS = np.array(
    [
        [-36, -13, -5, -6, -14, -24, -34, -44, -54, -64, -80],  # swell
        [-36, -20, -12, -6, -6, -9.5, -16, -23, -30, -38, -60],  # crash
        [-40, -30, -22, -15, -11, -11, -14, -19, -25, -33, -55],  # wash
        [-60, -50, -40, -30, -22, -17, -14.5, -15, -19, -26, -45],  # foam
        [-50, -40, -26, -16, -13, -15, -21, -28, -35, -44, -60],  # backwash
        [-36, -24, -16, -11, -12.5, -17, -24, -33, -42, -52, -70],  # the sea beyond
    ]
) - np.minimum(2 * np.maximum(np.log2(_HZ / 900), 0), 6)
"""Power density in dB of each part of a wave at `_HZ`."""


_FOAM, _BEYOND = 3, 5
"""Of these parts: the foam, in which bubbles burst, and the sea beyond, which is always there."""


class _Wave(NamedTuple):
    """One wave: when it breaks (s), how high (power), from where, and the shape of its parts (s)."""

    at: float
    height: float
    azimuth: float
    cross: float
    rise: float
    build: float
    wash: float
    foam: float


def waves(frames: int, rng: np.random.Generator) -> Stereo:
    """Irregular waves in groups, each passing from one side to the other."""
    sea = _sea(rng, frames)
    foam = np.zeros(ticks(frames))
    ears = []
    stir = (1.7 * slow(rng, frames, 0.4, 8, 0.7) + 1.0 * slow(rng, frames, 0.25, 0.9, 1.0))[:, None]
    for side in (-1.0, 1.0):
        powers = np.full((ticks(frames), len(_COLOURS)), 1e-6)
        powers[:, _BEYOND] = 0.09 * 10 ** (0.12 * slow(rng, frames, 1 / 60, 0.15, 1.0))
        for wave in sea:
            powers += _parts(seconds_from(frames, wave.at + side * wave.azimuth * wave.cross), wave, side)
        foam += powers[:, _FOAM] / 2
        own = 1.4 * turbulence(rng, frames, _HZ.size, 0.5, 9, 0.8)
        ears.append(10 * np.log10(powers @ 10 ** (_COLOURS / 10)) + stir + own)
    out = coloured(rng, frames, _HZ, ears[0], ears[1])
    return finish(out + _foam(rng, frames, foam), lufs=-25, even=0.6)


def _sea(rng: np.random.Generator, frames: int) -> list[_Wave]:
    """Breaking times with log-normal intervals; heights follow wave groups and chance."""
    times = renewal(rng, frames, 6.2, 0.45) / RATE
    group = slow(rng, frames, 1 / 70, 1 / 22, 0.5)
    return [
        _Wave(
            at,
            10 ** (np.clip(-2 + 1.6 * group[int(at * RATE_OF_TICKS) % group.size] + rng.normal(0, 1.5), -8, 2) / 10),
            rng.uniform(-1, 1),
            rng.uniform(0.1, 0.45),
            rng.uniform(1.4, 2.6),
            rng.uniform(0.6, 1.2),
            rng.uniform(1.0, 2.0),
            rng.uniform(1.4, 2.6),
        )
        for at in times.tolist()
    ]


def _parts(x: Curve, wave: _Wave, side: float) -> Curve:
    """Powers (ticks, 6) of a wave's parts at `x` seconds after it broke."""
    fall = np.exp(-np.maximum(x, 0)[:, None] / np.array([1.2, 0.45 * wave.wash, 0.75 * wave.wash, wave.foam, 1.3]))
    swell = 0.8 * smoothstep((x + wave.rise) / (wave.rise - 0.2)) * fall[:, 0]
    crash = smoothstep((x + wave.build) / wave.build) * fall[:, 1]
    wash = smoothstep((x + 0.5 * wave.build) / (0.5 * wave.build + 0.5)) * fall[:, 2]
    foam = 0.5 * smoothstep((x + 0.1) / 1.3) * fall[:, 3]
    back = 0.16 * smoothstep((x - 2) / 2.2) * np.exp(-np.maximum(x - 4.2, 0) / 1.3)
    parts = np.stack([swell, crash, wash, foam, back, np.zeros_like(x)], axis=1)
    return np.asarray(parts * (wave.height * 10 ** (0.28 * wave.azimuth * side)))


def _foam(rng: np.random.Generator, frames: int, foam: Curve) -> Stereo:
    """Bubbles bursting in the foam, for the ears only: spectra and levels do not need them."""
    starts = poisson(rng, frames, 900 * np.minimum(foam, 1.0))
    bank = [bubble(rng, hz) for hz in np.clip(3200 * np.exp(0.5 * rng.standard_normal(200)), 900, 9000)]
    size = 0.02 * sizes(rng, starts.size, 0.8, 6.0) * np.sqrt(np.minimum(foam, 1.0)[starts // TICK % foam.size])
    return spread(frames, starts, bank, rng.integers(0, len(bank), starts.size), size, rng.uniform(-1, 1, starts.size))


RECIPES = (Recipe("waves", waves),)
