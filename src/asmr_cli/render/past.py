"""What was let through, as running sums: any stretch of it is one difference."""

from collections import deque
from collections.abc import Sequence
from itertools import chain, islice, pairwise, repeat, zip_longest
from math import pi, sin
from typing import Final, NamedTuple

MOMENTARY: Final = 4
SHORT: Final = 30
"""Hops of 400 ms and of 3 s."""

_KEPT = 3000
"""Sums at the most, five minutes; then all but the last tenth are let go of, and numbers stay small."""


class Past:
    """Powers by hop; before the first stands what is handed over."""

    def __init__(self, powers: Sequence[float]) -> None:
        """`powers`: of the last SHORT + MOMENTARY hops."""
        self._sums = [0.0]
        for power in powers:
            self.add(power)

    @staticmethod
    def even(power: float) -> "Past":
        """One in which every hop had this power."""
        return Past([power] * (SHORT + MOMENTARY))

    def crossed(self, ago: int, hops: int) -> "Past":
        """As it was so many hops ago, or as long ago as is known; from there on another sound comes within so many
        `hops`, while what was let through goes."""
        powers = [after - before for before, after in pairwise(self._sums)]
        last = max(len(powers) - ago, SHORT + MOMENTARY)
        return _Crossed(powers[last - SHORT - MOMENTARY : last], powers[last : last + hops], hops)

    def add(self, power: float) -> None:
        self._sums.append(self._sums[-1] + power)
        if len(self._sums) > _KEPT:
            kept = self._sums[-_KEPT // 10 :]
            self._sums = [total - kept[0] for total in kept]

    def correct(self, power: float) -> None:
        """Another power for the last hop."""
        self._sums[-1] = self._sums[-2] + power

    def come(self, powers: list[float]) -> list[float]:
        """What is heard of a sound that has these powers in the next hops."""
        return powers

    def beside(self, hops: int) -> float:
        """What is heard beside it in as many of the next hops."""
        return 0.0

    def sum(self, hops: int, ago: int = 0) -> float:
        """Of the hops that ended `ago` hops ago."""
        return self._sums[-1 - ago] - self._sums[-1 - ago - hops]


class _Moment(NamedTuple):
    """Of a crossing: the share of the sound that comes, and the power that is left of the other."""

    share: float
    left: float

    def heard(self, power: float) -> float:
        return self.share * power + self.left


_ALONE = _Moment(1.0, 0.0)


class _Crossed(Past):
    """Goes on with a sound that comes while another goes, at equal power."""

    def __init__(self, powers: Sequence[float], gone: Sequence[float], hops: int) -> None:
        """`gone`: the other's next powers, `hops` at the most, as far as they are known; then it counts as silence."""
        self._crossing: deque[_Moment] = deque()
        self._now = _ALONE
        super().__init__(powers)
        shares = [sin((hop + 0.5) / hops * pi / 2) ** 2 for hop in range(hops)]
        self._crossing.extend(_Moment(a, (1.0 - a) * b) for a, b in zip_longest(shares, gone, fillvalue=0.0))

    def add(self, power: float) -> None:
        self._now = self._crossing.popleft() if self._crossing else _ALONE
        super().add(self._now.heard(power))

    def correct(self, power: float) -> None:
        super().correct(self._now.heard(power))

    def come(self, powers: list[float]) -> list[float]:
        crossing = chain(self._crossing, repeat(_ALONE))
        return [moment.share * power for moment, power in zip(crossing, powers, strict=False)]

    def beside(self, hops: int) -> float:
        return sum(moment.left for moment in islice(self._crossing, hops))
