"""A stretch of one file, streamed."""

from asmr_cli.render.source import Block, Tape
from asmr_cli.types import Frames


class Stretch:
    """`length` frames of a tape from `offset` on, fewer where the file ends before."""

    def __init__(self, tape: Tape, offset: Frames, length: Frames) -> None:
        self._tape = tape
        self._next = offset
        self._end = offset + length

    def read(self, frames: Frames) -> Block:
        block = self._tape.read(self._next, min(frames, self._end - self._next))
        self._next += len(block)
        return block
