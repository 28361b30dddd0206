"""Brushes: drawn through long hair, and a soft one over the microphone."""

from dataclasses import replace

import numpy as np

from asmr_cli.synth.canvas import Curve, Stereo, of_unit_spread
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.rattle import HARD, rattle
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, stillness
from asmr_cli.synth.strokes import CELL, speed, strokes, travel, wobble
from asmr_cli.types import RATE

_PULL = Rubbed(
    (
        Band(80, -16, 0.4, 480, 0.8),
        Band(160, -13, 0.53, 960, 0.8),
        Band(310, -7, 0.65, 1900, 0.8),
        Band(560, -7, 0.76, 3400, 0.8),
        Band(1100, -2, 0.89, 6600, 0.8),
    ),
    rough=0.28,
    floor=0.05,
)
_BRISTLES = Rubbed(
    (
        Band(1850, -8, 0.98, 11_000, 0.8),
        Band(3200, -1, 1.08, 19_000, 0.8),
        Band(5600, -6, 1.19, 34_000, 0.8),
        Band(10_000, -14, 1.3, 60_000, 0.8),
    ),
    rough=0.28,
    floor=0.05,
)
"""Bristles by the hundred, each over strand after strand: so dense that no single contact is heard. Sparse ones are
a fire. The bands leave gaps between them, no two alike, as the hollow body of a brush does: closed ranks are steam
from a spray can."""
_LATE = 1.6
"""How much later (as a power) the pull of the hair comes than the hiss of the bristles that go in: highs and lows
that rise and fall together are a file on wood."""
_MICROPHONE = Rubbed(
    (
        Band(75, -8, 0.45, 120),
        Band(210, 0, 0.6, 260, 1.0),
        Band(560, -11, 0.6, 400),
        Band(1300, -13, 0.65, 600),
        Band(3000, -25, 0.5),
        Band(7500, -30, 0.35),
    ),
    rough=0.35,
    floor=0.05,
    bristles=30,
    mix=(0.71, 0.71),
)
_HOLES = 160.0
"""Holes of the grille that a tuft crosses in a second at full speed: without that rattle the strokes are gusts of
wind, with as many catches at random they are a fire."""


def hair(frames: int, rng: np.random.Generator) -> Stereo:
    """Strokes through the hair that begin with a hiss and end in a pull, the brush moving round the head."""
    moves = strokes(rng, frames / RATE, (0.35, 0.8), (0.02, 0.15), pause=0.05, skew=(0.6, 1.8), bell=1.0)
    path = drift(rng, frames, 30, 0.05) + 15 * travel(moves, frames)
    weight = _weight(rng, frames)
    sound = np.zeros((frames, 2), dtype=np.float32)
    for what, late in ((_PULL, _LATE), (_BRISTLES, 1 / _LATE)):
        pace = weight * speed([replace(move, skew=late * move.skew) for move in moves], frames)
        sound += friction(rng, frames, pace, what, path)
    still = stillness(rng, frames, -40)
    return finish(room(rng, of_unit_spread(sound) + still, wet=0.3), lufs=-26, jump=9.0, soften=7.0)


def microphone(frames: int, rng: np.random.Generator) -> Stereo:
    """Soft strokes in small circles from ear to ear, near and dark: what touches a microphone has no room."""
    moves = strokes(rng, frames / RATE, (0.7, 2.6), (0.1, 0.6), pause=0.06, skew=(0.6, 1.3), bell=0.9)
    path = np.clip(drift(rng, frames, 35, 0.05) + 40 * travel(moves, frames), -80, 80)
    pace = speed(moves, frames) * _weight(rng, frames) * _circles(rng, frames)
    hairs = of_unit_spread(friction(rng, frames, pace, _MICROPHONE, path))
    catches = of_unit_spread(rattle(rng, frames, pace, path, HARD, _HOLES))
    return finish(hairs + 0.22 * catches + stillness(rng, frames, -38), lufs=-26, jump=9.0, soften=7.0)


def _circles(rng: np.random.Generator, frames: int) -> Curve:
    """Two small circles a second, each of which crosses the grille twice: factors of the speed."""
    turned = np.cumsum(2 * np.pi * 2.0 * np.exp(0.25 * wobble(rng, frames, 0.4))) * CELL / RATE
    return np.asarray(0.6 + 0.52 * np.abs(np.sin(turned)))


def _weight(rng: np.random.Generator, frames: int) -> Curve:
    """The weight of a hand, coming and going over ten seconds: factors of its speed."""
    return np.asarray(np.exp(0.2 * wobble(rng, frames, 0.1)))


RECIPES = (Recipe("hair-brushing", hair), Recipe("mic-brushing", microphone))
