"""Fingernails over a coarse fabric: four nails that run over its ribs, above the dark rub of the hand."""

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Stereo, of_unit_spread
from asmr_cli.synth.crackle import Sheet, facet
from asmr_cli.synth.ears import room, spread
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, friction
from asmr_cli.synth.grains import lognormal
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, stillness
from asmr_cli.synth.strokes import CELL, speed, strokes, travel, wobble
from asmr_cli.types import RATE

_FABRIC = (
    Band(70, -14, 0.35, 500),
    Band(160, -1, 0.45, 1000, 0.9),
    Band(420, -12, 0.5, 1300),
    Band(900, -15, 0.5, 1500),
    Band(2000, -27, 0.55, 1500),
    Band(6500, -39, 0.3),
)
"""Dense, dark and with gaps: sparse knocks are hooves, and what fills 250 and 600 Hz is a car."""
_NAIL = Sheet(1200, 0.4, partials=3, ring=(0.0003, 0.0008), noise=1.0)
_RIBS = 160.0
"""Ribs a nail crosses in a second at full speed: a weave of half a millimetre under a hand at 8 cm/s."""
_NAILS = 4
_FACETS = 160
"""Different catches of a nail on a rib, of which each is one."""


def scratching(frames: int, rng: np.random.Generator) -> Stereo:
    """Three to seven strokes a second, set down and lifted in motion, wandering across the fabric."""
    moves = strokes(
        rng, frames / RATE, (0.13, 0.42), (0.0, 0.05), pause=0.05, resting=(0.3, 0.9), skew=(0.6, 1.5), bell=0.8
    )
    pace = speed(moves, frames) * np.exp(0.25 * wobble(rng, frames, 0.25))
    path = drift(rng, frames, 32, 0.05) + 10 * travel(moves, frames)
    rub = friction(rng, frames, pace, _FABRIC, path, rough=0.75, floor=0.05)
    nails = _nails(rng, frames, pace, path)
    sound = of_unit_spread(rub) + 0.22 * nails / nails.std()
    return finish(room(rng, sound + stillness(rng, frames, -40), wet=0.25), lufs=-27, jump=9.0, soften=7.0)


def _nails(rng: np.random.Generator, frames: int, pace: Curve, path: Curve) -> Stereo:
    """Nails catching rib after rib, so that the pitch of their rattle follows the hand; `path` in degrees."""
    bank = [facet(rng, _NAIL, float(rng.uniform(0, 1))) for _ in range(_FACETS)]
    out = np.zeros((frames, 2), dtype=np.float32)
    for nail in range(_NAILS):
        slack = np.exp(0.12 * wobble(rng, frames, 3.0) + rng.normal(0, 0.1))
        crossed = np.concatenate([[0.0], np.cumsum(np.maximum(pace, 0) * slack) * _RIBS * CELL / RATE])
        ribs = np.arange(1, int(crossed[-1])) + np.clip(rng.normal(0, 0.22, int(crossed[-1]) - 1), -0.9, 0.9)
        starts = (np.interp(ribs, crossed, np.arange(crossed.size)) * CELL).astype(np.int64) % frames
        force = np.sqrt(np.maximum(pace[starts // CELL], 0)) * lognormal(rng, starts.size, 0.4, 2.0)
        place = path[starts // TICK] + 4 * (nail - 1.5) + 3 * rng.standard_normal(starts.size)
        side = np.sin(np.deg2rad(np.clip(place, -80, 80)))
        out += spread(frames, starts, bank, rng.integers(0, _FACETS, starts.size), force, side)
    return out


RECIPES = (Recipe("scratching", scratching),)
