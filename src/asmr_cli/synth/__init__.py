"""Procedural sounds: every bundled trigger is computed here, from a name, a length and a seed."""

from collections.abc import Iterator
from importlib import import_module

import numpy as np

from asmr_cli.synth.canvas import Stereo
from asmr_cli.synth.recipe import SHORTEST, Recipe, generator, whole_ticks
from asmr_cli.types import RATE

_FAMILIES = (
    "breathing", "brook", "brushing", "clock", "crickets", "drops", "fan", "fire", "heartbeat", "keyboard", "leaves",
    "noise", "page", "paper", "pouring", "purr", "rain", "scissors", "scratching", "spray", "tapping", "towels",
    "train", "unboxing", "waves", "whisper", "wind", "writing",
)  # fmt: skip
_RECIPES: dict[str, Recipe] = {
    recipe.name: recipe for family in _FAMILIES for recipe in import_module(f"{__name__}.{family}").RECIPES
}
_LONGEST = 120 * RATE
"""Up to here a sound is one ring, painted whole."""
_RING = 100 * RATE
"""The rings of which a longer sound is joined."""
_JOIN = 4 * RATE
"""How long one goes over into the next."""
_EDGE = 480
"""A sound cut out of a longer ring gets edges of 10 ms."""


def names() -> list[str]:
    """Every sound that can be made, in alphabetical order."""
    return sorted(_RECIPES)


def make(name: str, seconds: float, seed: int) -> Stereo:
    """A sound of up to a few minutes, shape (frames, 2), 48 kHz; its length is rounded to 20 ms.

    From 20 s on it is a ring (its end runs into its beginning). KeyError for a name that is not in `names()`.
    """
    return _ring(_RECIPES[name], whole_ticks(seconds), seed)


def stream(name: str, seconds: float, seed: int) -> Iterator[Stereo]:
    """The same in blocks, for any length in constant memory: `make` up to 120 s, then joined fresh rings."""
    recipe = _RECIPES[name]
    frames = whole_ticks(seconds)
    if frames <= _LONGEST:
        return iter((_ring(recipe, frames, seed),))
    return _joined(recipe, frames, seed)


def _ring(recipe: Recipe, frames: int, seed: int, number: int = 0) -> Stereo:
    sound = recipe.make(max(frames, SHORTEST), generator(seed, recipe.name, number))
    if frames < SHORTEST:
        sound = sound[:frames].copy()
        edge = np.linspace(0, 1, min(_EDGE, frames // 2), dtype=np.float32)[:, None]
        sound[: len(edge)] *= edge
        sound[frames - len(edge) :] *= edge[::-1]
    return sound


def _joined(recipe: Recipe, frames: int, seed: int) -> Iterator[Stereo]:
    """Rings of derived seeds, each crossfaded into the next with equal power."""
    angle = np.linspace(0, np.pi / 2, _JOIN, dtype=np.float32)[:, None]
    number, left = 0, frames
    tail: Stereo | None = None
    while left > 0:
        ring = _ring(recipe, _RING, seed, number)
        if tail is not None:
            ring[:_JOIN] = np.sin(angle) * ring[:_JOIN] + np.cos(angle) * tail
        yield ring[: min(left, _RING - _JOIN)]
        left -= _RING - _JOIN
        tail = ring[_RING - _JOIN :]
        number += 1
