"""How even the sound was some seconds ago: what was rendered since then need not have been heard."""

from collections import deque
from typing import Final

from asmr_cli.render.evenness import SECOND, Evenness

_RENDERED: Final = 15
"""Seconds that may be rendered and not heard yet, at the most."""


class Memory:
    """Tells an evenness of every hop."""

    def __init__(self, evenness: Evenness) -> None:
        self._add = evenness.add
        self._behind = evenness.entered(evenness.entering)
        self._since: deque[float] = deque()
        """Powers of the seconds that `_behind` was not told of yet."""

    def add(self, power: float) -> None:
        """The power of the next hop."""
        second = self._add(power)
        if second is None:
            return
        self._since.append(second)
        if len(self._since) > _RENDERED:
            self._behind.add_second(self._since.popleft())

    def ago(self, hops: int, entering: int) -> Evenness:
        """Another one, as it was so many hops ago, to the second, or as long ago as is known; `entering`: hops of a
        fade-in that follow."""
        then = self._behind.entered(entering)
        for _, power in zip(range(len(self._since) - -(-hops // SECOND)), self._since, strict=False):
            then.add_second(power)
        return then
