"""Where a long recording may be entered."""

import numpy as np
from numpy.typing import NDArray

from asmr_cli.library.listener import SILENT
from asmr_cli.types import Seconds

EVERY: Seconds = 60.0
MOST = 120
"""One moment a minute, fewer in recordings of more than two hours."""


def quiet_entries(
    seconds: NDArray[np.float32], avoid: tuple[tuple[Seconds, Seconds], ...], every: Seconds = EVERY, most: int = MOST
) -> tuple[Seconds, ...]:
    """The quietest second of every minute (mean squares, one a second) that is neither silent nor to be avoided."""
    if len(seconds) < 2 * every:
        return ()
    good = seconds > np.float32(10 ** (SILENT / 10))
    for start, end in avoid:
        good[max(int(start) - 1, 0) : int(np.ceil(end)) + 1] = False
    step = max(round(every), -(-len(seconds) // most))
    found = []
    for first in range(0, len(seconds) - step + 1, step):
        here = np.where(good[first : first + step], seconds[first : first + step], np.inf)
        if np.isfinite(here).any():
            found.append(float(first + int(here.argmin())))
    return tuple(found)
