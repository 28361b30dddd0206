"""What a family of sounds offers: a name and a function that paints a ring."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from asmr_cli.synth.canvas import TICK, Stereo
from asmr_cli.types import RATE

SHORTEST = 20 * RATE
"""Rings are at least 20 s: less has no room for weather, phrases and rests. Shorter sounds are cut from one."""


@dataclass(frozen=True)
class Recipe:
    """One procedural sound."""

    name: str
    make: Callable[[int, np.random.Generator], Stereo]
    """(frames, rng) -> a finished ring of exactly `frames`, a multiple of `TICK` and at least `SHORTEST`."""


def generator(seed: int, name: str, ring: int = 0) -> np.random.Generator:
    """The random numbers of one ring of one sound: the same for the same seed, name and ring number."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, ring, *name.encode()])))


def whole_ticks(seconds: float) -> int:
    """Frames of a length in seconds, to the nearest 20 ms, so that every ring closes."""
    return max(1, round(seconds * RATE / TICK)) * TICK
