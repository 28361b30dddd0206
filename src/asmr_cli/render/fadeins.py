"""The fade-ins out of silence that a sound is heard through: what rises with them is no jump of its own."""

from math import cos, pi
from typing import NamedTuple


class FadeIns(NamedTuple):
    """A raised cosine, and another one within which it began, where there is one. Places are hops since it began."""

    hops: int = 0
    outer: int = 0
    """Hops of the other one."""
    passed: int = 0
    """Hops of the other one that had passed when this one began."""

    @property
    def end(self) -> int:
        """The hop from which on both are over."""
        return max(self.hops, self.outer - self.passed)

    def left(self, hop: int) -> int:
        """Hops that are still to come at a hop."""
        return max(self.end - hop, 0)

    def gain(self, hop: float) -> float:
        """Power gain at a hop."""
        return _risen(hop, self.hops) * _risen(hop + self.passed, self.outer)


def _risen(hop: float, hops: int) -> float:
    """Power gain of a raised cosine of so many hops, at one of them."""
    return (0.5 - 0.5 * cos(pi * hop / hops)) ** 2 if hop < hops else 1.0
