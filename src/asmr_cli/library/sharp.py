"""Clicks: single samples that stand out of everything around them, as a bad edit or a spark leaves them."""

import numpy as np
from numpy.typing import NDArray

from asmr_cli.types import RATE, Frames, Seconds

LEAST = 0.01
"""Bend (second difference) of a click that can be heard in a quiet recording."""
SHARE = 0.6
"""Share of the bend of the 10 ms around that a click holds: a tap rings on and holds less than 0.3."""
ALONE = 4.0
"""So many times the bend of what is sharp around it: taps on glass come by the dozen, a click comes alone."""
SHARP = 95
"""Percentile of the bends of 10 ms each of the second around."""
MOST_TIMES = 50
"""So many moments are kept; all are counted."""
_GRAIN: Frames = RATE // 100
_REACH: Frames = _GRAIN // 2


class Clicks:
    """Feed it one channel, about a second at a time: a click is compared with what comes with it."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[Seconds] = []
        """The first of them."""
        self._past = np.zeros(0, np.float32)
        self._frames: Frames = 0

    def add(self, mono: NDArray[np.float32]) -> None:
        if not len(self._past):
            # As if the first sample had been there before: a file that begins in the middle does not click.
            self._past = np.repeat(mono[:1], _GRAIN)
        joined = np.concatenate([self._past, mono])
        begin = self._frames - len(self._past)
        self._past = joined[-_GRAIN:]
        self._frames += len(mono)
        bend = np.zeros(len(joined), np.float32)
        np.abs(joined[2:] - 2 * joined[1:-1] + joined[:-2], out=bend[1:-1])
        # The last half grain waits for the next block, so that each click is seen with all that is around it.
        whole = (len(joined) - 2 * _REACH) // _GRAIN
        rows = bend[_REACH : _REACH + whole * _GRAIN].reshape(whole, _GRAIN)
        largest = rows.max(axis=1, initial=0.0)
        if whole and float(largest.max()) > LEAST:
            least = max(LEAST, ALONE * float(np.percentile(largest, SHARP)))
            for row in np.flatnonzero(largest > least).tolist():
                at = _REACH + row * _GRAIN + int(rows[row].argmax())
                if _is_click(bend[at - _REACH : at + _REACH]):
                    self._tell((begin + at) / RATE)

    def _tell(self, at: Seconds) -> None:
        self.count += 1
        if len(self.first) < MOST_TIMES:
            self.first.append(at)


def _is_click(around: NDArray[np.float32]) -> bool:
    """Whether the middle of these bends is the highest, and holds nearly all of their energy with its neighbours."""
    squares = around.astype(np.float64) ** 2
    middle = len(around) // 2
    near = squares[middle - 1 : middle + 2]
    return bool(near[1] >= near.max() and near.sum() > SHARE * squares.sum() and near.sum() > 1.4 * near[1])
