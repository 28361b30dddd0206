"""Tapes made of numbers, for rendering without files."""

import numpy as np

from asmr_cli.errors import CannotDecode
from asmr_cli.render.source import Block
from asmr_cli.types import RATE, Frames


class ArrayTape:
    """A tape from an array of shape (frames, 2)."""

    def __init__(self, samples: Block, stated: Frames | None = None, breaks_at: Frames | None = None) -> None:
        """`stated`: the length that the container claims; from `breaks_at` on reading raises."""
        self.samples = samples
        self.frames = len(samples) if stated is None else stated
        self.breaks_at = breaks_at

    def read(self, start: Frames, frames: Frames) -> Block:
        if self.breaks_at is not None and start + frames > self.breaks_at:
            raise CannotDecode("It broke.", "asmr check")
        return self.samples[start : start + frames].copy()

    def close(self) -> None:
        pass


def noise(seconds: float, level_db: float = -30.0, seed: int = 1) -> Block:
    """White noise of that RMS level, its own in each ear."""
    rng = np.random.default_rng(seed)
    return (rng.standard_normal((round(seconds * RATE), 2)) * 10 ** (level_db / 20)).astype(np.float32)


def constant(seconds: float, value: float = 1.0) -> Block:
    return np.full((round(seconds * RATE), 2), value, dtype=np.float32)


def mean_db(block: Block) -> float:
    """RMS in dB."""
    return 10 * float(np.log10(np.mean(block.astype(np.float64) ** 2) + 1e-20))
