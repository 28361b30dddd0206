"""Fingernails over a coarse fabric: four nails that run over its ribs, above the dark rub of the hand."""

import numpy as np

from asmr_cli.synth.canvas import Stereo, of_unit_spread
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.rattle import HARD, rattle
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, stillness
from asmr_cli.synth.strokes import speed, strokes, travel, wobble
from asmr_cli.types import RATE

_FABRIC = Rubbed(
    (
        Band(70, -14, 0.35, 500),
        Band(160, -1, 0.45, 1000, 0.9),
        Band(420, -12, 0.5, 1300),
        Band(900, -15, 0.5, 1500),
        Band(2000, -27, 0.55, 1500),
        Band(6500, -39, 0.3),
    ),
    rough=0.75,
    floor=0.05,
)
"""Dense, dark and with gaps: sparse knocks are hooves, and what fills 250 and 600 Hz is a car."""
_RIBS = 160.0
"""Ribs a nail crosses in a second at full speed: a weave of half a millimetre under a hand at 8 cm/s."""


def scratching(frames: int, rng: np.random.Generator) -> Stereo:
    """Three to seven strokes a second, set down and lifted in motion, wandering across the fabric."""
    moves = strokes(
        rng, frames / RATE, (0.13, 0.42), (0.0, 0.05), pause=0.05, resting=(0.3, 0.9), skew=(0.6, 1.5), bell=0.8
    )
    pace = speed(moves, frames) * np.exp(0.25 * wobble(rng, frames, 0.25))
    path = drift(rng, frames, 32, 0.05) + 10 * travel(moves, frames)
    rub = friction(rng, frames, pace, _FABRIC, path)
    nails = rattle(rng, frames, pace, path, HARD, _RIBS)
    sound = of_unit_spread(rub) + 0.22 * nails / nails.std()
    return finish(room(rng, sound + stillness(rng, frames, -40), wet=0.25), lufs=-27, jump=9.0, soften=7.0)


RECIPES = (Recipe("scratching", scratching),)
