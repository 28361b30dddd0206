"""A cardboard box under two hands: palms over its sides, flaps that give way, knuckles that knock.

Thousands of small contacts a second, even and with quiet between the strokes, are a rub; fewer, or with a bed of hiss
between them, are a fire. Hollow is what the air and the walls of the box add.
"""

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo
from asmr_cli.synth.crackle import Sheet, crackle, slips
from asmr_cli.synth.filters import colour
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.grains import poisson
from asmr_cli.synth.modal import body, click, layered, strike
from asmr_cli.synth.stage import Stage
from asmr_cli.synth.strokes import CELL, wobble
from asmr_cli.types import RATE

_BODY = (118, 190, 265, 390, 560, 810)
"""Hz of the box's own resonances."""
_SIDES = Rubbed(
    (
        Band(240, -13, 0.65, 800, 1.6),
        Band(700, -8, 0.8, 2300),
        Band(1500, -4, 0.9, 5000),
        Band(3500, -3, 1.0, 12_000),
        Band(7500, -8, 1.1, 25_000),
    ),
    rough=0.25,
    floor=0.02,
)
_CREASE = Sheet(1400, 0.45, partials=4, ring=(0.001, 0.004), noise=0.8, tail=1.5, energies=(5e-3, 0.3))


def box(rng: np.random.Generator, frames: int, hand: Curve, bending: Curve, path: Curve) -> Stereo:
    """Palms over the sides and flaps bent open, whose creases give way fibre by fibre.

    `hand` and `bending` are speeds over cells of what rubs and of what bends; `path` is in degrees over ticks.
    """
    rubbed = friction(rng, frames, hand, _SIDES, path)
    giving = slips(rng, frames, 180 * bending * np.exp(0.3 * wobble(rng, frames, 6)), 0.6)
    creak = crackle(rng, frames, giving, _CREASE, path, 8)
    share = np.float32(np.sqrt(bending.mean() / hand.mean()) * rubbed.std() / (creak.std() + 1e-9))
    return _hollow(rubbed + share * creak)


def knocks(rng: np.random.Generator, frames: int, rate: Curve, path: Curve) -> Stereo:
    """A fingertip or a flap against the hollow box now and then, `rate` times a second over cells."""
    stage = Stage(frames)
    for start in poisson(rng, frames, rate[:: TICK // CELL]).tolist():
        where = float(path[start // TICK] + rng.normal(0, 12))
        stage.add(_knock(rng), start / RATE, where, float(rng.uniform(0.5, 1.4)))
    return stage.heard()


def _knock(rng: np.random.Generator) -> Mono:
    hollow = body(_BODY, (1, 0.8, 0.6, 0.4, 0.3, 0.2), (5, 5, 6, 6, 7, 7))
    return layered(
        (0, 0.7, strike(hollow, rng, 0.0025, detune=0.05)),
        (0, 0.4, click(rng, 500, 1.3, 0.015, attack=0.004)),
    )


def _hollow(sound: Stereo) -> Stereo:
    """The sound as the box gives it on: its resonances up, what paper fibres swallow down."""
    hz = np.sort(np.concatenate([_BODY, np.sqrt(np.multiply(_BODY[1:], _BODY[:-1])), [60, 1000, 3000, 6000, 20_000]]))
    db = [0, 8, 0, 8, 0, 8, 0, 6.5, 0, 6.5, 0, 5, 0, 0, -3, -12]
    return np.stack([colour(np.ascontiguousarray(sound[:, ear]), hz, db) for ear in range(2)], axis=1)
