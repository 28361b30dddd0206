"""Holds a stream at the target loudness, three seconds ahead of what is heard."""

from collections import deque

import numpy as np

from asmr_cli.render.chunked import HOP, Chunked, quantum
from asmr_cli.render.governor import MAKE_UP, Governor
from asmr_cli.render.hoppower import HopPower
from asmr_cli.render.pace import AHEAD
from asmr_cli.render.source import Block, Source
from asmr_cli.render.straight import straight_block
from asmr_cli.types import CHANNELS, Decibel, Frames


class Levelled(Chunked):
    """A source times the governor's gain, which is straight between hops and down before a loud hop begins.

    `start_db`: a gain of all of it, which the governor's is added to; it counts in the twelve dB of make-up gain."""

    def __init__(self, source: Source, governor: Governor, start_db: Decibel = 0.0) -> None:
        super().__init__()
        self._source = source
        self._governor = governor
        self._start_db = start_db
        self._scale = np.float32(10.0 ** (start_db / 20.0))
        self.most: Decibel = MAKE_UP - start_db
        """Make-up gain that is left to this stage."""
        self._blocks: deque[Block] = deque()
        self._powers: list[float] = []
        self._peaks: deque[float] = deque()
        self._measure = HopPower()
        self._latest: deque[Decibel] = deque([0.0], maxlen=2 * AHEAD)
        """Gains of the hops that the next stage has not dealt with yet."""
        self._pulled = 0
        self._pull(0)
        self._coming = self._next_gains(1)[0]
        """Of the first hop that has not come out."""
        self._knot = self._coming

    def lift(self) -> Decibel:
        """The highest gain that what comes out has had."""
        return self._start_db + max(self._latest)

    def _pull(self, hops: int) -> None:
        """All that the gain of the hop behind so many depends on."""
        while len(self._powers) < AHEAD + hops:
            block = self._source.read(quantum(self._pulled))
            self._pulled += 1
            if self._scale != 1.0:
                block *= self._scale
            self._blocks.append(block)
            self._powers.extend(self._measure.of(block).tolist())
            rows = block.reshape(-1, HOP * CHANNELS)
            self._peaks.extend(np.maximum(rows.max(axis=1), -rows.min(axis=1)).tolist())

    def _next_gains(self, hops: int) -> list[float]:
        """As factors, of the hops that come next."""
        coming, peak = self._powers, self._peaks.popleft
        gains = [self._governor.gain(coming[hop : hop + AHEAD], self.most, peak()) for hop in range(hops)]
        del coming[:hops]
        self._latest.extend(gains)
        return [10.0 ** (gain / 20.0) for gain in gains]

    def _make(self, frames: Frames) -> Block:
        hops = frames // HOP
        self._pull(hops - 1)
        gains = [self._coming, *self._next_gains(hops)]
        inner = list(map(min, gains, gains[1:]))
        knots = np.array([self._knot, *inner], dtype=np.float32)
        self._knot, self._coming = inner[-1], gains[-1]
        block = self._blocks.popleft()
        block *= straight_block(knots, HOP)
        return block
