"""Brushes: drawn through long hair, and a soft one over the microphone."""

from collections.abc import Sequence

import numpy as np

from asmr_cli.synth.canvas import Curve, Stereo, of_unit_spread
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, friction
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, stillness
from asmr_cli.synth.strokes import Stroke, speed, strokes, travel, wobble
from asmr_cli.types import RATE

_HAIR = (
    Band(80, -19, 0.45, 480),
    Band(160, -16, 0.55, 960),
    Band(320, -12, 0.7, 1900),
    Band(640, -8, 0.75, 3800),
    Band(1280, -4, 0.95, 7700),
    Band(2560, -1, 1.0, 15_000),
    Band(5120, -5, 1.2, 30_000),
    Band(9500, -11, 1.3, 57_000),
)
"""Bristles by the hundred, each over strand after strand: so dense that no single contact is heard. Sparse ones are
a fire."""
_MICROPHONE = (
    Band(75, -8, 0.45, 120),
    Band(210, 0, 0.6, 260, 1.0),
    Band(560, -11, 0.6, 400),
    Band(1300, -13, 0.65, 600),
    Band(3000, -25, 0.5),
    Band(7500, -30, 0.35),
)


def hair(frames: int, rng: np.random.Generator) -> Stereo:
    """Even strokes through the hair, the brush moving round the head."""
    moves = strokes(rng, frames / RATE, (0.5, 0.95), (0.05, 0.2), pause=0.05, skew=(0.7, 1.1), bell=0.9)
    path = drift(rng, frames, 30, 0.05) + 15 * travel(moves, frames)
    sound = of_unit_spread(friction(rng, frames, _pace(rng, moves, frames), _HAIR, path, rough=0.2, floor=0.08))
    return finish(room(rng, sound + stillness(rng, frames, -40), wet=0.3), lufs=-26, jump=9.0, soften=7.0)


def microphone(frames: int, rng: np.random.Generator) -> Stereo:
    """Short soft strokes, very near and dark."""
    moves = strokes(rng, frames / RATE, (0.4, 1.9), (0.03, 0.4), pause=0.06, skew=(0.5, 1.2), bell=1.4)
    path = drift(rng, frames, 35, 0.05) + 15 * travel(moves, frames)
    sound = friction(rng, frames, _pace(rng, moves, frames), _MICROPHONE, path, rough=0.5, floor=0.08)
    return finish(room(rng, sound + stillness(rng, frames, -38), wet=0.3), lufs=-26, jump=9.0, soften=7.0)


def _pace(rng: np.random.Generator, moves: Sequence[Stroke], frames: int) -> Curve:
    """The speed of a hand whose weight comes and goes over ten seconds."""
    return np.asarray(speed(moves, frames) * np.exp(0.2 * wobble(rng, frames, 0.1)))


RECIPES = (Recipe("hair-brushing", hair), Recipe("mic-brushing", microphone))
