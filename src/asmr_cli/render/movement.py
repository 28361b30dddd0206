"""Slow movement between the ears: a close sound that wanders is nearer than one that stands still."""

import random
from functools import lru_cache
from math import cos, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, RATE, Decibel, Frames

_ILD: Decibel = 4.0
"""Level difference at the far side: near enough to be felt, small enough to leave both ears the sound."""

_PERIODS = (23.0, 37.0, 61.0)
"""Seconds; no two share a factor, so that the path does not come back."""


class Movement:
    """A path between the ears: the squares of both gains add up to 2, so that movement does not change the power."""

    def __init__(self, rng: random.Random, pan: float, reach: float = 0.7) -> None:
        self._phases = [rng.uniform(0.0, 2.0 * pi) for _ in _PERIODS]
        self._pan = pan
        self._reach = reach

    def apply(self, block: Block, first: Frames) -> None:
        """Move a block of at most a second, in place; the path is straight within it."""
        before, after = self._sides(first), self._sides(first + len(block))
        for ear in range(CHANNELS):
            gains = _share(len(block)) * np.float32(after[ear] - before[ear])
            gains += np.float32(before[ear])
            block[:, ear] *= gains

    def _sides(self, frame: Frames) -> tuple[float, float]:
        """Gains of both ears at a frame; their squares add up to 2."""
        angles = [2.0 * pi * frame / RATE / p + phase for p, phase in zip(_PERIODS, self._phases, strict=True)]
        place = 0.5 * self._pan + self._reach * sum(map(sin, angles)) / len(_PERIODS)
        ratio = 10.0 ** (_ILD * min(max(place, -1.0), 1.0) / 20.0)
        left = sqrt(2.0 / (1.0 + ratio**2))
        return left, left * ratio


def place(block: Block, pan: float) -> None:
    """Put a block between the ears, in place: -1 left, 1 right; at equal power."""
    if pan:
        angle = (pan + 1.0) * pi / 4.0
        for ear, share in enumerate((cos(angle), sin(angle))):
            block[:, ear] *= np.float32(sqrt(2.0) * share)


@lru_cache(maxsize=2)
def _share(frames: Frames) -> NDArray[np.float32]:
    """How far along a block each of its frames is."""
    return np.arange(frames, dtype=np.float32) / np.float32(frames)
