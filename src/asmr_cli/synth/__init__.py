"""Procedural sounds: every bundled trigger is computed here, from a name, a length and a seed."""

from collections.abc import Iterator
from importlib import import_module

from asmr_cli.synth.canvas import Stereo
from asmr_cli.synth.lengths import SHORT_JOIN, cut, joined
from asmr_cli.synth.recipe import SHORTEST, Recipe, generator, whole_ticks
from asmr_cli.types import RATE, Frames

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


def names() -> list[str]:
    """Every sound that can be made, in alphabetical order."""
    return sorted(_RECIPES)


def make(name: str, seconds: float, seed: int) -> Stereo:
    """A sound of up to a few minutes, shape (frames, 2), 48 kHz; its length is rounded to 20 ms.

    It is a ring: its end runs into its beginning. KeyError for a name that is not in `names()`.
    """
    return _ring(_RECIPES[name], whole_ticks(seconds), seed)


def stream(name: str, seconds: float, seed: int) -> Iterator[Stereo]:
    """The same in blocks, for any length in constant memory: `make` up to 120 s, then joined fresh rings."""
    recipe = _RECIPES[name]
    frames = whole_ticks(seconds)
    if frames <= _LONGEST:
        return iter((_ring(recipe, frames, seed),))
    return joined(lambda number: _ring(recipe, _RING, seed, number), frames)


def _ring(recipe: Recipe, frames: Frames, seed: int, number: int = 0) -> Stereo:
    rng = generator(seed, recipe.name, number)
    if frames >= SHORTEST:
        return recipe.make(frames, rng)
    return cut(recipe.make(max(frames + SHORT_JOIN, SHORTEST), rng), frames)
