"""Where a strange sound begins: a siren swells before it stands out, and words begin a pause before they are found."""

import numpy as np
from numpy.typing import NDArray

from asmr_cli.library.habit import HOP, MOMENTARY
from asmr_cli.types import Decibel, Seconds

SHARE = 1 / 16
"""Of the strongest: what is stronger than this share speaks for having begun, what is weaker against it."""
LEAST = 0.5
"""Of the usual power, that share is no smaller."""
TRACE: Decibel = -25.0
"""LU above the usual: a habit goes so little beyond itself only where something is on its way."""
RISES: Seconds = 1.0
"""So long before it stands out a swelling sound is looked for at most."""


def beginning(strange: NDArray[np.float64], earliest: int, first: int) -> int:
    """Between two hops, from which one on a sound is there; `strange` in LU above the usual level.

    Page's cumulative sum: it begins where the sum of what speaks against it is largest."""
    power = 10 ** (strange[earliest : first + MOMENTARY + 1] / 10)
    sums = np.cumsum(np.concatenate([[0.0], power - max(SHARE * float(power.max()), LEAST)]))
    return min(earliest + int(sums[:-1].argmin()), first)


def traced(beyond: NDArray[np.float64], earliest: int, first: int) -> int:
    """From where on something of a sound is there without a break before the hop at which it stands out: a siren from
    far away does not. `beyond` the habit, in LU above the usual level."""
    earliest = max(earliest, first - round(RISES / HOP))
    breaks = np.flatnonzero(beyond[earliest:first] <= TRACE)
    return earliest + int(breaks.max(initial=-1)) + 1


def rising(levels: NDArray[np.float64], first: int) -> int:
    """The window of 400 ms near a beginning from which on the level rises, at least half as much as it rises at most:
    an applause swells for longer than a window."""
    start = max(first - 1, 0)
    rises = np.diff(levels[start : first + MOMENTARY + 1])
    return start + (int((rises >= rises.max() / 2).argmax()) if len(rises) else 0)
