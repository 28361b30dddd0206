"""Blocks one after the other, taken in other lengths than they came."""

from collections import deque

import numpy as np

from asmr_cli.render.source import Block, silence
from asmr_cli.types import Frames


class Row:
    """Copies only where what is taken does not lie in one block."""

    def __init__(self) -> None:
        self._blocks: deque[Block] = deque()
        self._frames = 0

    def __len__(self) -> Frames:
        return self._frames

    def put(self, block: Block) -> None:
        """Add a block at the end."""
        if len(block):
            self._blocks.append(block)
            self._frames += len(block)

    def take(self, frames: Frames) -> Block:
        """The first `frames` frames, fewer where there are no more."""
        missing = min(frames, self._frames)
        self._frames -= missing
        parts: list[Block] = []
        while missing > 0:
            block = self._blocks.popleft()
            if len(block) > missing:
                self._blocks.appendleft(block[missing:])
                block = block[:missing]
            parts.append(block)
            missing -= len(block)
        if not parts:
            return silence(0)
        return parts[0] if len(parts) == 1 else np.concatenate(parts)
