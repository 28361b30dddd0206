"""A Source that is made in quanta and read in blocks of any size."""

from abc import ABC, abstractmethod

from asmr_cli.render.row import Row
from asmr_cli.render.source import Block
from asmr_cli.types import RATE, Frames

QUANTUM: Frames = RATE
"""A second: small enough for the processor's cache; half of it costs a tenth more of Python's own time."""

_BRISK = 10
"""So many blocks are half as long, at the beginning: less has to be decoded ahead before the first can be heard."""

HOP: Frames = RATE // 10
"""A tenth of a second, the grid on which loudness is measured (BS.1770 moves its 400 ms window by as much)."""


def quantum(number: int) -> Frames:
    """Frames of the block of that number, of a source that is made from its beginning on."""
    return QUANTUM // 2 if number < _BRISK else QUANTUM


class Chunked(ABC):
    """Whatever is asked for, `_make` is called for one quantum after the other: any split gives the same samples."""

    def __init__(self) -> None:
        self._made = 0
        self._rest = Row()

    @abstractmethod
    def _make(self, frames: Frames) -> Block:
        """The next `frames` frames, a quantum."""

    def read(self, frames: Frames) -> Block:
        """Exactly `frames` frames."""
        while len(self._rest) < frames:
            self._rest.put(self._make(quantum(self._made)))
            self._made += 1
        return self._rest.take(frames)
