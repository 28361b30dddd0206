"""A Source that is made in quanta and read in blocks of any size."""

from abc import ABC, abstractmethod

from asmr_cli.render.row import Row
from asmr_cli.render.source import Block
from asmr_cli.types import RATE, Frames

QUANTUM: Frames = RATE
"""A second: small enough for the processor's cache; half of it costs a tenth more of Python's own time."""

HOP: Frames = RATE // 10
"""A tenth of a second, the grid on which loudness is measured (BS.1770 moves its 400 ms window by as much)."""


class Chunked(ABC):
    """Whatever is asked for, `_make` is called for one quantum after the other: any split gives the same samples."""

    def __init__(self) -> None:
        self._rest = Row()

    @abstractmethod
    def _make(self) -> Block:
        """The next QUANTUM frames."""

    def read(self, frames: Frames) -> Block:
        """Exactly `frames` frames."""
        while len(self._rest) < frames:
            self._rest.put(self._make())
        return self._rest.take(frames)
