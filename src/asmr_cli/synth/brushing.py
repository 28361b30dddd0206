"""Brushes: drawn through long hair, and a soft one over the microphone."""

from collections.abc import Sequence

import numpy as np

from asmr_cli.synth.canvas import Curve, Stereo
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Stroke, friction, speed, strokes, travel, wobble
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, hum
from asmr_cli.types import RATE

_HAIR = (
    Band(80, -14, 0.3),
    Band(250, -7, 0.6, 300),
    Band(700, -4, 0.75, 450),
    Band(1700, -6, 0.85, 700),
    Band(4000, -10, 0.95, 1400),
    Band(9000, -15, 0.95, 2500),
)
_MICROPHONE = (
    Band(75, -9, 0.2),
    Band(220, 0, 0.5, 250),
    Band(600, -9, 0.6, 350),
    Band(1300, -13, 0.7, 450),
    Band(3000, -25, 0.6),
    Band(7500, -31, 0.4),
)


def hair(frames: int, rng: np.random.Generator) -> Stereo:
    """Long strokes from the crown to the tips, the brush moving round the head."""
    moves = strokes(rng, frames / RATE, (0.6, 1.6), (0.1, 0.5), pause=0.04)
    path = drift(rng, frames, 30, 0.05) + 15 * travel(moves, frames)
    sound = friction(rng, frames, _pace(rng, moves, frames), _HAIR, path, rough=0.6, floor=0.085)
    return finish(room(rng, sound + hum(rng, frames, -40), wet=0.12), -26, jump=9.0, soften=7.0)


def microphone(frames: int, rng: np.random.Generator) -> Stereo:
    """Short soft strokes, very near and dark."""
    moves = strokes(rng, frames / RATE, (0.35, 1.1), (0.05, 0.35), pause=0.04)
    path = drift(rng, frames, 35, 0.05) + 15 * travel(moves, frames)
    sound = friction(rng, frames, _pace(rng, moves, frames), _MICROPHONE, path, rough=0.55, floor=0.045)
    return finish(sound + hum(rng, frames, -38), -26, jump=9.0, soften=7.0)


def _pace(rng: np.random.Generator, moves: Sequence[Stroke], frames: int) -> Curve:
    """The speed of a hand whose weight comes and goes over ten seconds."""
    return np.asarray(speed(moves, frames) * np.exp(0.2 * wobble(rng, frames, 0.1)))


RECIPES = (Recipe("hair-brushing", hair), Recipe("mic-brushing", microphone))
