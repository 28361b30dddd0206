"""Slow movement between the ears: a close sound that wanders is nearer than one that stands still."""

import numpy as np
from numpy.typing import NDArray

from asmr_cli.types import RATE, Decibel, Frames

_ILD: Decibel = 4.0
"""Level difference at the far side: near enough to be felt, small enough to leave both ears the sound."""

_PERIODS = (23.0, 37.0, 61.0)
"""Seconds; no two share a factor, so that the path does not come back."""


class Movement:
    """Left and right gains by frame; their squares add up to 2, so that movement does not change the power."""

    def __init__(self, rng: np.random.Generator, pan: float, reach: float = 0.7) -> None:
        self._phases = rng.uniform(0.0, 2.0 * np.pi, len(_PERIODS))
        self._pan = pan
        self._reach = reach

    def gains(self, first: Frames, frames: Frames) -> NDArray[np.float32]:
        """Shape (frames, 2); straight within the block, which is at most half a second."""
        ends = np.array([first, first + frames], dtype=np.float64) / RATE
        waves = [np.sin(2.0 * np.pi * ends / p + phase) for p, phase in zip(_PERIODS, self._phases, strict=True)]
        place = np.clip(0.5 * self._pan + self._reach * np.sum(waves, axis=0) / len(_PERIODS), -1.0, 1.0)
        ratio = 10.0 ** (_ILD * place / 20.0)
        left = np.sqrt(2.0 / (1.0 + ratio**2))
        sides = np.stack([left, left * ratio], axis=1)
        share = np.linspace(0.0, 1.0, frames, endpoint=False)[:, None]
        return np.asarray(sides[0] + (sides[1] - sides[0]) * share, dtype=np.float32)
