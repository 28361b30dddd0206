"""What waits for the device: blocks that it takes in chunks, in a thread of its own, to the very frame.

After a sleep nothing of it may be heard: a process that was stopped, or a machine that slept, goes on in all threads at
once, and the device takes half a second before the player's thread has had its turn. So that is seen here."""

import ctypes
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from asmr_cli.render.source import Block
from asmr_cli.sink.encode import Encode, Pcm
from asmr_cli.types import CHANNELS, Frames, Seconds

STOOD: Seconds = 1.0
"""Chunks are asked for every 0.17 s; after a longer gap than this everything stood still."""

_FRAME_BYTES = 2 * CHANNELS


class _Waiting(NamedTuple):
    """A block: the float samples, and the 16-bit ones that the device takes."""

    first: Frames
    block: Block
    samples: Pcm
    address: int

    @property
    def end(self) -> Frames:
        return self.first + len(self.block)


class Supply:
    """Frames `taken` to `end` wait. `take` is the device's, all else the player's; each sees what the other has done
    whole, for one of them at a time holds Python's lock."""

    def __init__(
        self, encode: Encode, first: Frames, clock: Callable[[], Seconds], silence: Callable[[], None] = lambda: None
    ) -> None:
        """`silence`: called after a sleep, before anything more is handed over."""
        self.taken: Frames = first
        """The frame that the device takes next."""
        self.end: Frames = first
        self.fed: Seconds = clock()
        """When it took frames last."""
        self.asked: Seconds | None = None
        """When it asked last, whether or not there were any."""
        self.standing = False
        """Whether it gets silence, and the frames wait."""
        self.awoken = False
        """Whether everything has stood still: from then on it gets silence."""
        self._encode = encode
        self._clock = clock
        self._silence = silence
        self._blocks: tuple[_Waiting, ...] = ()

    def take(self, nothing: None, address: int, size: int) -> None:
        """Fill so many bytes at an address; with silence where nothing waits."""
        self.look()
        self.asked = now = self._clock()
        done = 0
        for waiting in () if self.awoken or self.standing else self._blocks:
            skip = (self.taken - waiting.first) * _FRAME_BYTES
            part = min(len(waiting.block) * _FRAME_BYTES - skip, size - done)
            if part > 0:
                ctypes.memmove(address + done, waiting.address + skip, part)
                done += part
                self.taken += part // _FRAME_BYTES
                self.fed = now
        ctypes.memset(address + done, 0, size - done)

    def add(self, block: Block) -> None:
        """One more block behind the others."""
        waiting = self._encoded(self.end, block)
        self._blocks = (*(held for held in self._blocks if held.end > self.taken), waiting)
        self.end = waiting.end

    def refresh(self, first: Frames) -> None:
        """The gain was told something: encode again from the frame `first` on."""
        for waiting in self._blocks:
            skip = max(first - waiting.first, 0)
            if skip < len(waiting.block):
                waiting.samples[skip:] = self._encode(waiting.block[skip:], waiting.first + skip)

    def rewrite(self, block: Block) -> None:
        """Another sound in place of the last frames."""
        first = self.end - len(block)
        kept = [waiting for waiting in self._blocks if waiting.first < first]
        if kept and kept[-1].end > first:
            kept[-1] = _cut(kept[-1], first)
        self._blocks = (*kept, self._encoded(first, block))

    def clear(self) -> None:
        """Silence from the next chunk on."""
        self._blocks = ()

    def look(self) -> None:
        """See whether everything has stood still, in the thread that has its turn first: SDL hands over the rest of a
        chunk before it asks for the next."""
        if not self.awoken and self.asked is not None and self._clock() - self.asked > STOOD:
            self.awoken = True
            self._silence()

    def _encoded(self, first: Frames, block: Block) -> _Waiting:
        samples = np.ascontiguousarray(self._encode(block, first))
        return _Waiting(first, block, samples, samples.__array_interface__["data"][0])


def _cut(waiting: _Waiting, end: Frames) -> _Waiting:
    kept = end - waiting.first
    return waiting._replace(block=waiting.block[:kept], samples=waiting.samples[:kept])
