"""Sheets between two hands: crinkling paper and a soft plastic bag."""

import numpy as np

from asmr_cli.synth.canvas import Curve, Stereo
from asmr_cli.synth.crackle import Sheet, avalanche, crackle
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Stroke, friction, speed, strokes, wobble
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, hum
from asmr_cli.types import RATE

_PAPER = Sheet(2800, 0.55, ring=(0.0004, 0.0025), noise=0.8, energies=(2e-4, 0.2))
_PLASTIC = Sheet(2900, 0.4, partials=6, ring=(0.0007, 0.004), noise=0.6, tail=1.5, energies=(2e-4, 0.08))
_RUSTLE = (
    Band(110, -6, 0.25),
    Band(350, -8, 0.5, 200),
    Band(1100, -7, 0.7, 300),
    Band(3000, -5, 0.8, 500),
    Band(7500, -9, 0.8, 900),
)
_FILM = (
    Band(140, -10, 0.25),
    Band(500, -10, 0.5, 250),
    Band(1600, -8, 0.7, 500),
    Band(4200, -7, 0.8, 900),
    Band(8500, -15, 0.8, 1500),
)


def paper(frames: int, rng: np.random.Generator) -> Stereo:
    """A sheet crinkled slowly, gesture running into gesture."""
    hands = _hands(rng, frames, (0.14, 1.1))
    path = drift(rng, frames, 30, 0.05)
    starts = avalanche(rng, frames, 95 * hands + 3, 0.6, 0.035)
    folds = crackle(rng, frames, starts, _PAPER, path)
    return _sheet(rng, folds, friction(rng, frames, hands, _RUSTLE, path, rough=0.7, floor=0.08), -11)


def plastic(frames: int, rng: np.random.Generator) -> Stereo:
    """A thin bag kneaded softly: more and smaller snaps, none of them large."""
    hands = _hands(rng, frames, (0.2, 1.4))
    path = drift(rng, frames, 30, 0.05)
    starts = avalanche(rng, frames, 130 * hands + 6, 0.55, 0.05)
    folds = crackle(rng, frames, starts, _PLASTIC, path)
    return _sheet(rng, folds, friction(rng, frames, hands, _FILM, path, rough=0.7, floor=0.09), -11)


def _hands(rng: np.random.Generator, frames: int, length: tuple[float, float]) -> Curve:
    """How fast two hands crumple: two trains of gestures over one another, waxing and waning over half minutes."""

    def gestures() -> list[Stroke]:
        return strokes(rng, frames / RATE, length, (0.0, 0.4), 0.08, (0.3, 0.9), skew=(0.6, 1.1), bell=1.5)

    first, second = (speed(gestures(), frames) for _ in range(2))
    return np.asarray((first + 0.6 * second) * np.exp(0.22 * wobble(rng, frames, 0.08)))


def _sheet(rng: np.random.Generator, folds: Stereo, rub: Stereo, under: float) -> Stereo:
    """Folds over the rub of the hands, which lies `under` dB beside them."""
    whole = folds / folds.std() + rub * np.float32(10 ** (under / 20) / rub.std())
    whole += hum(rng, len(whole), -36)
    return finish(room(rng, whole, wet=0.12), -27, jump=9.0, soften=6.0)


RECIPES = (Recipe("paper", paper), Recipe("plastic", plastic))
