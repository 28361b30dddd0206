"""Brushes: drawn through long hair, and a soft one over the microphone."""

from collections.abc import Sequence

import numpy as np

from asmr_cli.synth.canvas import Curve, Stereo
from asmr_cli.synth.crackle import Sheet, avalanche, crackle
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Stroke, friction, speed, strokes, travel, wobble
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, hum
from asmr_cli.types import RATE

_HAIR = (
    Band(80, -14, 0.4, 150),
    Band(250, -7, 0.6, 300),
    Band(700, -4, 0.7, 450),
    Band(1700, -6, 0.75, 800),
    Band(4000, -9, 0.75, 1500),
    Band(9000, -14, 0.7, 2500),
)
_BRISTLE = Sheet(2100, 0.6, partials=4, ring=(0.0005, 0.0025), noise=0.9, tail=1.8, energies=(4e-3, 0.2))
"""A bristle that slips off a strand."""
_MICROPHONE = (
    Band(75, -8, 0.45, 120),
    Band(210, 0, 0.6, 260, 1.0),
    Band(560, -11, 0.6, 400),
    Band(1300, -13, 0.65, 600),
    Band(3000, -25, 0.5),
    Band(7500, -30, 0.35),
)


def hair(frames: int, rng: np.random.Generator) -> Stereo:
    """Long strokes from the crown to the tips, the brush moving round the head."""
    moves = strokes(rng, frames / RATE, (0.45, 1.9), (0.08, 0.45), pause=0.05, skew=(0.5, 1.0), bell=1.3)
    path = drift(rng, frames, 30, 0.05) + 15 * travel(moves, frames)
    pace = _pace(rng, moves, frames)
    sound = friction(rng, frames, pace, _HAIR, path, rough=0.65, floor=0.085)
    starts = avalanche(rng, frames, 70 * pace + 1, 0.45, 0.012)
    ticks = crackle(rng, frames, starts, _BRISTLE, path, 14)
    sound += ticks * np.float32(0.4 * sound.std() / ticks.std())
    return finish(room(rng, sound + hum(rng, frames, -40), wet=0.12), -26, jump=9.0, soften=7.0)


def microphone(frames: int, rng: np.random.Generator) -> Stereo:
    """Short soft strokes, very near and dark."""
    moves = strokes(rng, frames / RATE, (0.4, 1.9), (0.03, 0.4), pause=0.06, skew=(0.5, 1.2), bell=1.4)
    path = drift(rng, frames, 35, 0.05) + 15 * travel(moves, frames)
    sound = friction(rng, frames, _pace(rng, moves, frames), _MICROPHONE, path, rough=0.55, floor=0.06)
    return finish(sound + hum(rng, frames, -38), -26, jump=9.0, soften=7.0)


def _pace(rng: np.random.Generator, moves: Sequence[Stroke], frames: int) -> Curve:
    """The speed of a hand whose weight comes and goes over ten seconds."""
    return np.asarray(speed(moves, frames) * np.exp(0.2 * wobble(rng, frames, 0.1)))


RECIPES = (Recipe("hair-brushing", hair), Recipe("mic-brushing", microphone))
