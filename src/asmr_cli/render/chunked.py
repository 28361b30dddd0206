"""A Source that is made in quanta and read in blocks of any size."""

from abc import ABC, abstractmethod

import numpy as np

from asmr_cli.render.source import Block, silence
from asmr_cli.types import RATE, Frames

QUANTUM: Frames = RATE // 2
"""Half a second: small enough to stay in the processor's cache, large enough that Python's own cost vanishes."""

HOP: Frames = RATE // 10
"""A tenth of a second, the grid on which loudness is measured (BS.1770 moves its 400 ms window by as much)."""


class Chunked(ABC):
    """Whatever is asked for, `_make` is called for one quantum after the other: any split gives the same samples."""

    def __init__(self) -> None:
        self._rest = silence(0)

    @abstractmethod
    def _make(self) -> Block:
        """The next QUANTUM frames."""

    def read(self, frames: Frames) -> Block:
        """Exactly `frames` frames."""
        parts = [self._rest]
        have = len(self._rest)
        while have < frames:
            parts.append(self._make())
            have += QUANTUM
        joined = parts[-1] if not len(self._rest) and len(parts) == 2 else np.concatenate(parts)
        self._rest = joined[frames:]
        return joined[:frames]
