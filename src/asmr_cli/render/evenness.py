"""How loud a minute may become after those that were: the bursts of a sparse sound count with its rests."""

from collections import deque
from copy import copy
from itertools import islice
from math import inf
from typing import Final

from asmr_cli.render.lufs import lufs_of, power_of
from asmr_cli.types import Decibel, Lufs

HALF_MINUTE: Final = 300
"""Hops. Rule 1 looks at 30 s in sessions under 10 min, at a minute in others."""

SECOND: Final = 10
"""Hops."""

_LAST: Decibel = 0.15
"""What is left is used where nothing else helps."""

_SOON: Final = 8
"""Seconds that are known in advance."""

_OVER_QUIETEST: Decibel = 1.7
_OVER_MEAN: Decibel = 0.5
"""Rule 1 allows 2 LU and 1; what holds a level over a spell holds it over a minute a little less exactly."""

_UNKNOWN: Decibel = -6.0
"""Before the first window is over the mean may be as far under the target: a sparse sound shows it late."""


class Evenness:
    """Told of every hop that was let through; a window ends with each second."""

    # A copy of what has a dictionary leaves both slower than they were, by far.
    __slots__ = ("_before", "_count", "_quietest", "_second", "_total", "_window", "entering", "mean", "most", "room")

    def __init__(self, entering: int, window: int, target: Lufs = 0.0) -> None:
        """`window`: hops, a multiple of ten; `target`: what is held, 0 where no window ever ends."""
        self.entering = entering
        """Hops of a fade-in that are still to come: they do not count."""
        self.mean: Lufs = target + _UNKNOWN
        """Of all windows so far; before the first a guess."""
        self.most: Lufs = inf
        """What the next may be."""
        self.room = inf
        """Power that the next three seconds may have on the average, so that the window that they end is no louder."""
        self._window: deque[float] = deque(maxlen=window // SECOND)
        self._second: list[float] = []
        self._quietest: Lufs = 0.0
        self._total = 0.0
        self._count = 0
        self._before = _Before(window // SECOND)

    def entered(self, entering: int) -> "Evenness":
        """One that goes on from here after so many hops more of a fade-in."""
        other = copy(self)
        other.entering = entering
        other._window, other._second = self._window.copy(), self._second.copy()
        other._before = self._before.copy()
        return other

    def add(self, power: float) -> float | None:
        """The power of the next hop; gives that of the second that ends with it."""
        if self.entering > 0:
            self.entering -= 1
            return None
        self._second.append(power)
        if len(self._second) < SECOND:
            return None
        whole = sum(self._second) / SECOND
        self._second.clear()
        self.add_second(whole)
        return whole

    def add_second(self, power: float) -> None:
        """The power of the next second."""
        self._window.append(power)
        if len(self._window) == self._window.maxlen:
            total = sum(self._window)
            self._note(lufs_of(total / len(self._window)))
            leaving = sum(islice(self._window, _SOON))
            self.room = max((len(self._window) * power_of(self.most + _LAST) - total + leaving) / _SOON, 0.0)

    def _note(self, level: Lufs) -> None:
        self._quietest = min(self._quietest, level)
        self._total += level
        self._count += 1
        self.mean = self._total / self._count
        self.most = min(self._quietest + _OVER_QUIETEST, self._before.mean(level) + _OVER_MEAN)


class _Before:
    """The mean of the windows that were over when the last one began: one that rises must not raise what it may be."""

    def __init__(self, seconds: int) -> None:
        self._during: deque[Lufs] = deque(maxlen=seconds)
        self._total = 0.0
        self._count = 0

    def copy(self) -> "_Before":
        other = copy(self)
        other._during = self._during.copy()
        return other

    def mean(self, level: Lufs) -> Lufs:
        """With another window's level, a second later; of the first one while there is no other."""
        if len(self._during) == self._during.maxlen:
            self._total += self._during[0]
            self._count += 1
        self._during.append(level)
        return self._total / self._count if self._count else self._during[0]
