"""Wind: one gusty strength moves level, brightness and a faint howl, late at one ear; each ear is buffeted alone."""

from typing import NamedTuple

import numpy as np

from asmr_cli.synth.canvas import Curve, Stereo, shift_ticks, slow
from asmr_cli.synth.finish import finish
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, power_sum, turbulence

_HZ = np.geomspace(20, 20_000, 61)
_OCTAVES = np.log2(_HZ)
_BUFFET_DB = 5.0 * np.clip(1.5 - 0.5 * np.log2(_HZ / 150), 0, 1)
"""How deep the eddies at an ear are: all of the bass, nothing above 1.2 kHz, as wind is heard at a bare microphone."""


class _Howl(NamedTuple):
    """A faint resonance of some edge: Hz, width in octaves, azimuth; wander in octaves and level in dB over ticks."""

    hz: float
    width: float
    azimuth: float
    pitch: Curve
    level: Curve


def wind(frames: int, rng: np.random.Generator) -> Stereo:
    """Gusts that cross the head."""
    gusts = 0.45 * slow(rng, frames, 1 / 60, 0.08, 1.0) + 0.85 * slow(rng, frames, 0.08, 0.4, 0.7)
    gusts += 0.25 * slow(rng, frames, 0.4, 3, 1.7)
    gusts /= gusts.std()
    late = rng.choice([-1, 1]) * rng.uniform(0.2, 0.6)
    howls = [_howl(rng, frames, k) for k in range(4)]
    ears = []
    for side in (-1.0, 1.0):
        seen = shift_ticks(gusts, late * (side + 1) / 2)
        strength = np.exp(0.38 * seen + 0.1 * slow(rng, frames, 0.1, 3, 1.3))
        stir = turbulence(rng, frames, 14, 0.8, 14, 0.8) @ _spread_over(14)
        buffets = _BUFFET_DB * (turbulence(rng, frames, 5, 3, 25, 0.5) @ _spread_over(5))
        howled = [_heard(h, strength, side) for h in howls]
        ears.append(power_sum(_body(strength) + buffets, *howled) + 1.1 * stir)
    return finish(coloured(rng, frames, _HZ, ears[0], ears[1]), lufs=-26, even=0.6)


def _body(strength: Curve) -> Curve:
    """Broad noise whose corner rises with strength, and a thin layer of air; dB over (ticks, nodes)."""
    level = np.log10(strength)[:, None]
    corner = 330 * strength[:, None] ** 0.35
    fall = 9.5 * 0.5 * np.log2(1 + (_HZ / corner) ** 2)
    low = 6 * np.maximum(np.log2(55 / _HZ), 0)
    tilt = 1.5 * np.maximum(np.log2(_HZ / 180), 0)
    air = -46 - 2.2 * (_OCTAVES - np.log2(3000)) ** 2 + 12 * level
    return power_sum(15 * level - fall - low - tilt, air)


def _spread_over(count: int) -> Curve:
    """Weights (bands, nodes) that carry band curves to the nodes, straight over log f."""
    centres = np.linspace(_OCTAVES[0], _OCTAVES[-1], count)
    return np.stack([np.interp(_OCTAVES, centres, row) for row in np.eye(count)])


def _howl(rng: np.random.Generator, frames: int, number: int) -> _Howl:
    """One howl; low ones are louder, as the wind beside them is."""
    hz = rng.uniform(260, 760) * (1.7 if number == 3 else 1.0)
    return _Howl(
        hz=hz,
        width=rng.uniform(0.12, 0.2),
        azimuth=rng.uniform(-1, 1),
        pitch=0.14 * slow(rng, frames, 1 / 20, 0.7, 1.0),
        level=-8 - 4 * np.log2(hz / 400) + 4 * np.clip(slow(rng, frames, 1 / 30, 0.4, 1.0), -1.5, 0.7),
    )


def _heard(howl: _Howl, strength: Curve, side: float) -> Curve:
    """Density of a howl at one ear in dB over (ticks, nodes): its pitch and level follow the wind."""
    centre = np.log2(howl.hz * strength**0.45) + howl.pitch
    bump = 2.17 * ((_OCTAVES - centre[:, None]) / howl.width) ** 2
    level = howl.level + 15 * np.log10(strength) + 2.5 * howl.azimuth * side
    return np.asarray(np.maximum(level[:, None] - bump, -120))


RECIPES = (Recipe("wind", wind),)
