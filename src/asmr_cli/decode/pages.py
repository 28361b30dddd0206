"""A bounded memory of decoded pages, shared by the tapes of one session: short files are decoded once."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.types import RATE, Frames

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
    """Least recently used pages leave first. Holds at most `limit` bytes."""

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self._limit = limit
        self._held = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()

    def get(self, key: Key) -> Page | None:
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def put(self, key: Key, page: Page) -> None:
        self._held += page.samples.nbytes
        self._pages[key] = page
        while self._held > self._limit:
            self._held -= self._pages.popitem(last=False)[1].samples.nbytes
