"""Fingernails over a rough fabric: quick dark strokes in which the nails catch now and then."""

import numpy as np

from asmr_cli.synth.canvas import Stereo
from asmr_cli.synth.crackle import Sheet, avalanche, crackle
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, friction, speed, strokes, travel, wobble
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, hum
from asmr_cli.types import RATE

_FABRIC = (
    Band(75, -8, 0.4, 100),
    Band(220, 0, 0.5, 200, 1.0),
    Band(600, -8, 0.55, 260),
    Band(1300, -12, 0.6, 360),
    Band(3000, -21, 0.55, 600),
    Band(7500, -32, 0.35),
)
_NAIL = Sheet(620, 0.5, partials=4, ring=(0.0008, 0.0035), noise=0.9, tail=1.6, energies=(2e-3, 0.25))


def scratching(frames: int, rng: np.random.Generator) -> Stereo:
    """Two to six strokes a second, in runs that grow and fade, wandering across the fabric."""
    moves = strokes(
        rng, frames / RATE, (0.14, 0.75), (0.0, 0.12), pause=0.07, resting=(0.3, 1.1), skew=(0.5, 1.3), bell=1.4
    )
    pace = speed(moves, frames) * np.exp(0.3 * wobble(rng, frames, 0.25))
    path = drift(rng, frames, 32, 0.05) + 10 * travel(moves, frames)
    rub = friction(rng, frames, pace, _FABRIC, path, rough=0.75, floor=0.11)
    starts = avalanche(rng, frames, 24 * pace + 0.2, 0.35, 0.012)
    catches = crackle(rng, frames, starts, _NAIL, path, 8)
    sound = rub / rub.std() + 0.17 * catches / catches.std()
    return finish(room(rng, sound + hum(rng, frames, -40), wet=0.1), -27, jump=9.0, soften=5.0)


RECIPES = (Recipe("scratching", scratching),)
