"""The cat on the keyboard: more keys in a second than a sleepy hand presses."""

from collections import deque

from asmr_cli.types import Seconds

MOST = 5
WITHIN: Seconds = 1.0
"""More keys than so many within so long are no person's (rule 8)."""


class CatGuard:
    """Counts keys, also those that it keeps back."""

    def __init__(self) -> None:
        self._came: deque[Seconds] = deque()

    def lets(self, keys: int, now: Seconds) -> bool:
        """Whether so many keys that come now are a person's."""
        while self._came and now - self._came[0] >= WITHIN:
            self._came.popleft()
        self._came.extend([now] * min(keys, MOST + 1))
        return len(self._came) <= MOST
