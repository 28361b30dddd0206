"""Sheets between two hands: crinkling paper and a soft plastic bag."""

from typing import NamedTuple

import numpy as np

from asmr_cli.synth.canvas import Curve, Stereo
from asmr_cli.synth.crackle import Sheet, avalanche, crackle
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, stillness
from asmr_cli.synth.strokes import Stroke, speed, strokes, wobble
from asmr_cli.types import RATE, Seconds

_REST = 0.12
"""Speed of hands between two gestures: a sheet that is held is never silent."""
_RUSTLE = Rubbed(
    (
        Band(160, -16, 0.38, 20),
        Band(320, -12, 0.45, 40),
        Band(640, -9, 0.52, 80),
        Band(1280, -5, 0.60, 160),
        Band(2560, -2, 0.68, 320),
        Band(5120, -4, 0.75, 640),
        Band(9500, -10, 0.83, 1190),
    ),
    rough=0.75,
    floor=_REST,
)
"""Under the folds that one can count, small ones that one cannot: broken noise between 1 and 6 kHz. Without it folds
are bites into something crisp, or chips of glass. Few enough to leave the noise rough: by the thousand they are a
hiss, or a fire's."""
_FILM = Rubbed(
    (
        Band(160, -17, 0.38, 20),
        Band(320, -13, 0.45, 40),
        Band(640, -10, 0.52, 80),
        Band(1280, -6, 0.60, 160),
        Band(2560, -3, 0.68, 320),
        Band(5120, -1, 0.75, 640),
        Band(9500, -8, 0.83, 1190),
    ),
    rough=0.75,
    floor=_REST,
)


class _Material(NamedTuple):
    """A sheet, and how it is crumpled."""

    fold: Sheet
    rustle: Rubbed
    gesture: tuple[Seconds, Seconds]
    """How long one is, from and to."""
    folds: tuple[float, float]
    """A second at full speed, and at rest."""
    family: tuple[float, Seconds]
    """How many others a fold sets off, and within which time (see `avalanche`)."""


_PAPER = _Material(
    Sheet(3200, 0.55, ring=(0.0004, 0.0025), noise=1.1, energies=(2e-4, 0.2)),
    _RUSTLE, (0.1, 0.85), (95, 3), (0.6, 0.035),
)  # fmt: skip
_PLASTIC = _Material(
    Sheet(3400, 0.4, partials=4, ring=(0.0004, 0.002), noise=1.2, tail=1.5, energies=(2e-4, 0.08)),
    _FILM, (0.15, 1.1), (130, 6), (0.55, 0.05),
)  # fmt: skip
_UNDER = -2.0
"""Level of the rustle beside the folds, in dB."""


def paper(frames: int, rng: np.random.Generator) -> Stereo:
    """A sheet crinkled slowly, gesture running into gesture."""
    return _crumpled(rng, frames, _PAPER)


def plastic(frames: int, rng: np.random.Generator) -> Stereo:
    """A thin bag kneaded softly: more and smaller snaps, none of them large."""
    return _crumpled(rng, frames, _PLASTIC)


def crumpling(rng: np.random.Generator, frames: int, length: tuple[float, float]) -> Curve:
    """How fast two hands crumple: two trains of gestures over one another, waxing and waning over half minutes."""

    def gestures() -> list[Stroke]:
        return strokes(rng, frames / RATE, length, (0.0, 0.2), 0.05, (0.3, 0.9), skew=(0.6, 1.1), bell=1.2)

    first, second = (speed(gestures(), frames) for _ in range(2))
    return np.asarray((first + 0.6 * second) * np.exp(0.22 * wobble(rng, frames, 0.08)))


def _crumpled(rng: np.random.Generator, frames: int, material: _Material) -> Stereo:
    """Folds over the rub of the hands."""
    hands = crumpling(rng, frames, material.gesture)
    path = drift(rng, frames, 30, 0.05)
    moved, resting = material.folds
    starts = avalanche(rng, frames, moved * hands + resting, *material.family)
    folds = crackle(rng, frames, starts, material.fold, path)
    rub = friction(rng, frames, hands, material.rustle, path)
    whole = folds / folds.std() + rub * np.float32(10 ** (_UNDER / 20) / rub.std())
    whole += stillness(rng, len(whole), -36)
    return finish(room(rng, whole, wet=0.12), lufs=-27, jump=9.0, soften=6.0)


RECIPES = (Recipe("paper", paper), Recipe("plastic", plastic))
