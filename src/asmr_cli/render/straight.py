"""Gains between knots."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, Frames


def straight(knots: NDArray[np.floating], apart: Frames) -> NDArray[np.float32]:
    """The value at each frame, on straight lines between knots so many frames `apart`; without the last knot."""
    lines = np.diff(knots).astype(np.float32, copy=False)[:, None] * _along(apart)
    lines += knots[:-1, None].astype(np.float32, copy=False)  # in place: one array less
    return np.asarray(lines.reshape(-1), dtype=np.float32)


def straight_block(knots: NDArray[np.float32], apart: Frames) -> Block:
    """The same for both ears, shape (frames, 2), by one product of matrices: a third of the time.

    Only for who always has the same number of knots: with another, linear algebra may round in another way."""
    lines = np.empty((len(knots) - 1, 2), dtype=np.float32)
    lines[:, 0] = knots[:-1]
    np.subtract(knots[1:], knots[:-1], out=lines[:, 1])
    return np.asarray(lines @ _both(apart), dtype=np.float32).reshape(-1, CHANNELS)


@lru_cache(maxsize=4)
def _along(frames: Frames) -> NDArray[np.float32]:
    """How far along its line each frame is."""
    return np.arange(frames, dtype=np.float32) / np.float32(frames)


@lru_cache(maxsize=4)
def _both(frames: Frames) -> NDArray[np.float32]:
    """What a line is made of in both ears: its begin and its rise."""
    return np.stack((np.ones(CHANNELS * frames, dtype=np.float32), np.repeat(_along(frames), CHANNELS)))
