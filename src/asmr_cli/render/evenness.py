"""How loud a minute may become after those that were: the bursts of a sparse sound count with its rests."""

from collections import deque
from math import inf
from typing import Final

from asmr_cli.render.lufs import lufs_of
from asmr_cli.types import Decibel, Lufs

HALF_MINUTE: Final = 300
"""Hops. Rule 1 looks at 30 s in sessions under 10 min, at a minute in others."""

_OVER_QUIETEST: Decibel = 1.7
_OVER_MEAN: Decibel = 0.6
"""Rule 1 allows 2 LU and 1; what holds a level over a spell holds it over a minute a little less exactly."""


class Evenness:
    """Told of every hop that was let through; its windows end at each of them."""

    def __init__(self, entering: int, window: int) -> None:
        """`window`: hops."""
        self.entering = entering
        """Hops of a fade-in that are still to come: they do not count."""
        self._size = window
        self._window: deque[float] = deque()
        self._sum = 0.0
        self._quietest: Lufs = 0.0
        self._total = 0.0
        self._count = 0

    @property
    def mean(self) -> Lufs:
        """Of all windows so far; 0 before the first."""
        return self._total / max(self._count, 1)

    @property
    def most(self) -> Lufs:
        """What the next may be."""
        return min(self._quietest + _OVER_QUIETEST, self.mean + _OVER_MEAN) if self._count else inf

    def add(self, power: float) -> None:
        """The power of the next hop."""
        if self.entering > 0:
            self.entering -= 1
            return
        self._window.append(power)
        self._sum += power
        if len(self._window) > self._size:
            self._sum -= self._window.popleft()
        if len(self._window) == self._size:
            level = lufs_of(self._sum / self._size)
            self._quietest = min(self._quietest, level)
            self._total += level
            self._count += 1
