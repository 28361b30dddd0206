"""Where a strange sound begins: a siren swells before it stands out, and words begin a pause before they are found."""

import numpy as np
from numpy.typing import NDArray

from asmr_cli.library.habit import MOMENTARY

SHARE = 1 / 16
"""Of the strongest: what is stronger than this share speaks for having begun, what is weaker against it."""
LEAST = 0.5
"""Of the usual power, that share is no smaller."""


def beginning(strange: NDArray[np.float64], earliest: int, first: int) -> int:
    """Between two hops, from which one on a sound is there; `strange` in LU above the usual level.

    Page's cumulative sum: it begins where the sum of what speaks against it is largest."""
    power = 10 ** (strange[earliest : first + MOMENTARY + 1] / 10)
    sums = np.cumsum(np.concatenate([[0.0], power - max(SHARE * float(power.max()), LEAST)]))
    return min(earliest + int(sums[:-1].argmin()), first)


def rising(levels: NDArray[np.float64], first: int) -> int:
    """The window of 400 ms near a beginning from which on the level rises, at least half as much as it rises at most:
    an applause swells for longer than a window."""
    start = max(first - 1, 0)
    rises = np.diff(levels[start : first + MOMENTARY + 1])
    return start + (int((rises >= rises.max() / 2).argmax()) if len(rises) else 0)
