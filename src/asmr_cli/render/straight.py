"""Gains between knots."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from asmr_cli.types import Frames


def straight(knots: NDArray[np.floating], apart: Frames) -> NDArray[np.float32]:
    """The value at each frame, on straight lines between knots so many frames `apart`; without the last knot."""
    lines = np.diff(knots).astype(np.float32, copy=False)[:, None] * _along(apart)
    lines += knots[:-1, None].astype(np.float32, copy=False)  # in place: one array less
    return np.asarray(lines.reshape(-1), dtype=np.float32)


@lru_cache(maxsize=4)
def _along(frames: Frames) -> NDArray[np.float32]:
    """How far along its line each frame is."""
    return np.arange(frames, dtype=np.float32) / np.float32(frames)
