"""Decoded pages of one session, kept on disk: short files are decoded once, and take no memory."""

import io
import random
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, RATE, Frames

PAGE: Final[Frames] = RATE
"""Frames a page."""

PAGE_BYTES: Final = PAGE * CHANNELS * 2

ON_DISK: Final = 600 * PAGE_BYTES
"""115 MB at most: all sounds that an evening comes back to."""

IN_MEMORY: Final = 90 * PAGE_BYTES
"""17 MB, where nothing can be written: a bed."""


class Page(NamedTuple):
    """16 bits a sample with a scale of its own, so that a very soft recording loses nothing."""

    samples: NDArray[np.int16]
    scale: float

    @classmethod
    def of(cls, block: Block) -> "Page":
        """The scale is a power of two: 16-bit files are kept exactly."""
        peak = max(float(block.max(initial=0.0)), -float(block.min(initial=0.0)))
        scale = 2.0 ** (int(np.frexp(peak)[1]) - 15)
        scaled = block * np.float32(1 / scale)
        np.rint(scaled, out=scaled)
        np.clip(scaled, -32768.0, 32767.0, out=scaled)  # the scale keeps all but +32768 from being reached
        return cls(scaled.astype(np.int16), scale)

    def cut(self, start: Frames, end: Frames) -> "Page":
        """Its frames from `start` to `end`, fewer where it is shorter."""
        return Page(self.samples[start:end], self.scale)

    def into(self, block: Block) -> Frames:
        """Write its frames to the beginning of a block; how many there are."""
        into = block[: len(self.samples)]
        into[...] = self.samples  # as floats first: a product of both kinds takes half as long again
        into *= np.float32(self.scale)
        return len(self.samples)


Key: TypeAlias = tuple[Path, int]

_File: TypeAlias = io.FileIO | io.BytesIO

_Move: TypeAlias = Callable[[memoryview], int | None]


class _Kept(NamedTuple):
    slot: int
    frames: Frames
    scale: float


class Pages:
    """Holds at most `limit` bytes; of the older half of the pages one leaves by chance.

    What is a little too long to be kept is read here and there: the least recently used page would always be the next
    to come. A disk that is full or fails costs only time: what is not kept is decoded again."""

    def __init__(self, limit: int = ON_DISK, file: _File | None = None) -> None:
        self._file, limit = (file, limit) if file is not None else _roomy(limit)
        weakref.finalize(self, self._file.close)
        self._free = list(range(max(limit // PAGE_BYTES, 1)))
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._dice = random.Random(0)

    def __contains__(self, key: Key) -> bool:
        return key in self._kept

    def get(self, key: Key, start: Frames, end: Frames) -> Page | None:
        """The frames of a page from `start` to `end`, fewer where it is shorter; None where it is not kept."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._kept.move_to_end(key)
        samples = np.empty((max(min(end, kept.frames) - start, 0), CHANNELS), dtype=np.int16)
        place = kept.slot * PAGE_BYTES + start * CHANNELS * 2
        if samples.size and not self._moved(self._file.readinto, samples, place):
            self._free.append(self._kept.pop(key).slot)
            return None
        return Page(samples, kept.scale)

    def put(self, key: Key, page: Page) -> None:
        """Keep a page; another leaves if there is no room."""
        slot = self._free.pop(0) if self._free else self._leave()
        if self._moved(self._file.write, page.samples, slot * PAGE_BYTES):
            self._kept[key] = _Kept(slot, len(page.samples), page.scale)
        else:
            self._free.append(slot)

    def _leave(self) -> int:
        """Give up a page; its slot."""
        old = self._dice.randrange(len(self._kept) // 2 + 1)
        return self._kept.pop(next(islice(self._kept, old, None))).slot

    def _moved(self, move: _Move, samples: NDArray[np.int16], place: int) -> bool:
        """Read or write samples at a place in the file; whether that has worked."""
        try:
            self._file.seek(place)
            return move(samples.view(np.uint8).data) == samples.nbytes
        except OSError:
            return False


def _roomy(limit: int) -> tuple[_File, int]:
    """An unnamed file that is gone with the process, however it ends, and how much of it may be used."""
    try:
        return tempfile.TemporaryFile(buffering=0), limit
    except OSError:
        return io.BytesIO(), min(limit, IN_MEMORY)
