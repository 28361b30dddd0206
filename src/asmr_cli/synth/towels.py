"""Towels folded on a table: broad soft sweeps of the palms, and a pat on the finished pile."""

import numpy as np

from asmr_cli.synth.canvas import TICK, Mono, Stereo, of_unit_spread
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.grains import renewal
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.modal import click, layered
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, stillness
from asmr_cli.synth.strokes import speed, strokes, travel
from asmr_cli.types import RATE

_TERRY = Rubbed(
    (
        Band(260, -14, 0.75, 2600),
        Band(650, -7, 0.88, 6500),
        Band(1400, -3, 1.0, 14_000),
        Band(3000, -5, 1.1, 30_000),
        Band(7000, -12, 1.1, 70_000),
    ),
    rough=0.3,
    floor=0.03,
    bristles=18,
)
"""Loops of pile by the thousand: the denser the contacts, the softer the cloth. A few hundred are gravel underfoot."""
_WET = 0.08
"""Cloth swallows its own echoes. With a room around it a rub is wood that is sawn; over a rumble it is a vehicle."""


def pat(rng: np.random.Generator) -> Mono:
    """A flat hand on soft cloth."""
    return layered(
        (0, 1.0, click(rng, lognormal(rng, 120, 0.15), 1.0, 0.030, attack=0.007)),
        (0.001, 0.35, click(rng, 700, 1.3, 0.022, attack=0.005)),
    )


def towels(frames: int, rng: np.random.Generator) -> Stereo:
    """Gesture after gesture across the cloth, with a pat every few seconds."""
    moves = strokes(rng, frames / RATE, (0.24, 0.7), (0.05, 0.3), pause=0.06, skew=(0.6, 1.3), bell=1.1)
    path = drift(rng, frames, 22, 0.05) + 25 * travel(moves, frames)
    rub = friction(rng, frames, speed(moves, frames), _TERRY, path)
    stage = Stage(frames)
    for start in renewal(rng, frames, 2.6, 0.35).tolist():
        for turn in range(int(rng.integers(1, 3))):
            at = start / RATE + turn * float(rng.uniform(0.22, 0.34))
            stage.add(pat(rng), at, float(path[start // TICK]), float(rng.uniform(0.4, 0.8)))
    sound = of_unit_spread(rub) + 1.5 * stage.heard() + stillness(rng, frames, -34)
    return finish(room(rng, sound, wet=_WET), lufs=-27, jump=9.0, soften=6.0)


RECIPES = (Recipe("towels", towels),)
