"""Leaves of five trees, each rustling as the same gust reaches it, over a breath of wind."""

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Stereo, rms, shift_ticks, slow
from asmr_cli.synth.ears import spread
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import burst, poisson, sizes
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, nodes, power_sum, turbulence
from asmr_cli.types import RATE

_HZ, _FOLIAGE = nodes(
    (20, -70), (50, -58), (90, -48), (200, -34), (450, -26), (1000, -20), (2000, -19.5), (3500, -23.5), (6000, -26.5),
    (9000, -25.5), (13000, -29), (17000, -38), (20000, -48),
)  # fmt: skip
_AIR = np.interp(
    np.log(_HZ), np.log([20, 50, 90, 200, 450, 1000, 4000, 20000]), [-24, -11, -8, -11, -15, -23, -47, -79]
)
"""A breath of wind under the leaves; 8 dB more of it are the sea."""
_TREES = np.linspace(-1, 1, 5)
"""Azimuth of each, left to right."""
_PITCH = np.array([3000, 900, 10_000, 1650, 5500])
"""Hz round which each tree rustles: broad leaves low, needles high. Alike, all bands would rise and fall together."""
_KINDS = 300


def leaves(frames: int, rng: np.random.Generator) -> Stereo:
    """A light wind that walks through the trees from one side to the other."""
    wind = (
        0.5 * slow(rng, frames, 1 / 60, 0.1, 1.0)
        + 0.8 * slow(rng, frames, 0.1, 0.5, 0.7)
        + 0.3 * slow(rng, frames, 0.5, 3, 1.0)
    )
    trees = [_strength(rng, frames, shift_ticks(wind, 0.5 * k)) for k in range(_TREES.size)]
    air = _AIR + 16 * np.log10(np.exp(0.3 * wind))[:, None]
    bodies = [_rustle(rng, strength, hz) for strength, hz in zip(trees, _PITCH, strict=True)]
    ears = []
    for side in (-1.0, 1.0):
        heard = [body + 4 * azimuth * side for body, azimuth in zip(bodies, _TREES, strict=True)]
        ears.append(power_sum(air, *heard) + 1.6 * turbulence(rng, frames, _HZ.size, 0.8, 12, 0.7))
    out = coloured(rng, frames, _HZ, ears[0], ears[1])
    return finish(out + _leaves(rng, frames, trees) * np.float32(rms(out)), lufs=-26, even=0.6)


def _strength(rng: np.random.Generator, frames: int, wind: Curve) -> Curve:
    """How strongly one tree moves, median about 1: hardly less than this and leaves are taken for rain."""
    own = 0.4 * slow(rng, frames, 0.1, 1.0, 1.0) + 0.35 * slow(rng, frames, 0.8, 5, 0.7)
    return np.asarray(np.exp(0.82 * (0.8 * wind + own)))


def _rustle(rng: np.random.Generator, strength: Curve, hz: float) -> Curve:
    """Foliage noise of one tree in dB over (ticks, nodes): louder and brighter as it moves."""
    own = 3 - 2 * np.log2(_HZ / (hz * 2 ** rng.uniform(-0.3, 0.3))) ** 2
    level = 20 * np.log10(strength)[:, None]
    brighter = 1.6 / 6.02 * level * np.clip(np.log2(_HZ / 500) / np.log2(40), 0, 1)
    return np.asarray(_FOLIAGE + own + rng.normal(0, 1.5, _HZ.size) + level + brighter)


def _leaves(rng: np.random.Generator, frames: int, trees: list[Curve]) -> Stereo:
    """Single leaves touching, each a few times as it flutters, 12 dB under a bed of unit rms: more of them are rain."""
    bank = [
        burst(
            rng, hz, rng.uniform(0.4, 1), rng.uniform(800, 2600), rng.uniform(0.003, 0.008), rng.uniform(2e-4, 1.5e-3)
        )
        for hz in 5800 * sizes(rng, _KINDS, 0.4, 2.0)
    ]
    out = np.zeros((frames, 2), dtype=np.float32)
    for azimuth, strength in zip(_TREES, trees, strict=True):
        leaf = poisson(rng, frames, 25 * strength**1.3)
        touches = rng.geometric(0.3, leaf.size)
        which = np.repeat(rng.integers(0, _KINDS, leaf.size), touches)
        turn = np.arange(which.size) - np.repeat(np.cumsum(touches) - touches, touches)
        flutter = np.repeat(rng.uniform(0.012, 0.060, leaf.size), touches) * (
            turn + rng.uniform(-0.35, 0.35, turn.size)
        )
        starts = (np.repeat(leaf, touches) + flutter * RATE).astype(np.int64) % frames
        force = np.sqrt(strength[leaf // TICK]) * sizes(rng, leaf.size, 0.8, 3.5)
        amps = np.repeat(force, touches) * sizes(rng, turn.size, 0.6, 2.5)
        place = np.repeat(azimuth + 0.2 * rng.standard_normal(leaf.size), touches)
        out += spread(frames, starts, bank, which, amps, place)
    return np.asarray(out * np.float32(10 ** (-12 / 20) / rms(out)))


RECIPES = (Recipe("leaves", leaves),)
