"""Slow movement between the ears: a close sound that wanders is nearer than one that stands still."""

import random
from math import cos, pi, sin, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.chunked import HOP
from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, RATE, Decibel, Frames

_ILD: Decibel = 4.0
"""Level difference at the far side: near enough to be felt, small enough to leave both ears the sound."""

_PERIODS = (23.0, 37.0, 61.0)
"""Seconds; no two share a factor, so that the path does not come back."""

_REACH = 0.7
"""Of the way to a side, where all of them meet there."""

Sides: TypeAlias = tuple[float, float]
"""Gains of the left and the right ear; their squares add up to 2, so that they do not change the power."""


class Movement:
    """A path between the ears."""

    def __init__(self, rng: random.Random) -> None:
        self._phases = [rng.uniform(0.0, 2.0 * pi) for _ in _PERIODS]

    def sides(self, frame: Frames) -> Sides:
        """Where it is at a frame."""
        angles = [2.0 * pi * frame / RATE / p + phase for p, phase in zip(_PERIODS, self._phases, strict=True)]
        place = _REACH * sum(map(sin, angles)) / len(_PERIODS)
        ratio = 10.0 ** (_ILD * min(max(place, -1.0), 1.0) / 20.0)
        left = sqrt(2.0 / (1.0 + ratio**2))
        return left, left * ratio


def panned(pan: float) -> Sides:
    """A place between the ears: -1 left, 1 right."""
    angle = (pan + 1.0) * pi / 4.0
    return sqrt(2.0) * cos(angle), sqrt(2.0) * sin(angle)


def both(one: Sides, other: Sides) -> Sides:
    """Two places at once: their gains multiplied."""
    return one[0] * other[0], one[1] * other[1]


def spread(block: Block, before: Sides, after: Sides) -> None:
    """Multiply a block in place by a gain of its own for each ear, straight from `before` to `after`."""
    left, right = ((after[ear] - before[ear]) * HOP / len(block) for ear in range(CHANNELS))
    tenths = range(-(-len(block) // HOP))
    # Of numbers, as there are ten: calls of numpy would cost more than what they do.
    lines = np.array([(before[0] + n * left, before[1] + n * right, left, right) for n in tenths], dtype=np.float32)
    block *= (lines @ _TENTH).reshape(-1, CHANNELS)[: len(block)]


def _tenth() -> NDArray[np.float32]:
    """What a line is made of in a tenth of a second, left and right in turn: its begin in each ear, its step."""
    out = np.zeros((2, CHANNELS, HOP, CHANNELS), dtype=np.float32)
    for ear in range(CHANNELS):
        out[0, ear, :, ear] = 1.0
        out[1, ear, :, ear] = np.arange(HOP) / HOP
    return out.reshape(2 * CHANNELS, -1)


_TENTH = _tenth()
