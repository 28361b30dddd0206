"""What was let through, as running sums: any stretch of it is one difference."""

from itertools import pairwise
from typing import Final

MOMENTARY: Final = 4
SHORT: Final = 30
"""Hops of 400 ms and of 3 s."""

_KEPT = 3000
"""Sums at the most, five minutes; then all but the last tenth are let go of, and numbers stay small."""


class Past:
    """Powers by hop; before the first stands what is handed over."""

    def __init__(self, powers: list[float]) -> None:
        """`powers`: of the last SHORT + MOMENTARY hops."""
        self._sums = [0.0]
        for power in powers:
            self.add(power)

    @staticmethod
    def even(power: float) -> "Past":
        """One in which every hop had this power."""
        return Past([power] * (SHORT + MOMENTARY))

    def until(self, ago: int) -> "Past":
        """As it was so many hops ago, or as long ago as is known."""
        last = max(len(self._sums) - ago, SHORT + MOMENTARY + 1)
        return Past([after - before for before, after in pairwise(self._sums[last - SHORT - MOMENTARY - 1 : last])])

    def add(self, power: float) -> None:
        self._sums.append(self._sums[-1] + power)
        if len(self._sums) > _KEPT:
            kept = self._sums[-_KEPT // 10 :]
            self._sums = [total - kept[0] for total in kept]

    def correct(self, power: float) -> None:
        """Another power for the last hop."""
        self._sums[-1] = self._sums[-2] + power

    def sum(self, hops: int, ago: int = 0) -> float:
        """Of the hops that ended `ago` hops ago."""
        return self._sums[-1 - ago] - self._sums[-1 - ago - hops]
