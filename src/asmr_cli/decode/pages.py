"""A bounded memory of decoded pages, shared by the tapes of one session: short files are decoded once."""

import random
from collections import OrderedDict
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, RATE, Frames

PAGE: Final[Frames] = RATE
"""Frames a page."""

DEFAULT_LIMIT: Final = 24 << 20
"""Bytes: two minutes. The whole process stays under 100 MB."""


@dataclass(frozen=True, slots=True)
class Page:
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
        np.minimum(scaled, np.float32(32767.0), out=scaled)  # the scale keeps all but +32768 from being reached
        return cls(scaled.astype(np.int16), scale)

    def block(self, start: Frames, end: Frames) -> Block:
        return self.samples[start:end] * np.float32(self.scale)


Key: TypeAlias = tuple[Path, int]


class Pages:
    """Holds at most `limit` bytes; of the older half of the pages one leaves by chance.

    A sound that is a little too long for the memory is read here and there: the least recently used page would always
    be the next to come.

    They share one array from the start: each by itself, between blocks that come and go, would leave holes that are
    worth 10 MB. Of the array only what is used counts."""

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self._slots = np.empty((max(limit // (4 * PAGE), 1), PAGE, CHANNELS), dtype=np.int16)
        self._free = list(range(len(self._slots)))
        self._pages: OrderedDict[Key, tuple[int, Page]] = OrderedDict()
        self._dice = random.Random(0)

    def get(self, key: Key) -> Page | None:
        """A page, valid until the next `put`."""
        if key not in self._pages:
            return None
        self._pages.move_to_end(key)
        return self._pages[key][1]

    def _leave(self) -> int:
        """Give up a page; its slot."""
        old = self._dice.randrange(len(self._pages) // 2 + 1)
        return self._pages.pop(next(islice(self._pages, old, None)))[0]

    def put(self, key: Key, page: Page) -> None:
        slot = self._free.pop(0) if self._free else self._leave()
        kept = self._slots[slot, : len(page.samples)]
        kept[:] = page.samples
        self._pages[key] = slot, Page(kept, page.scale)
