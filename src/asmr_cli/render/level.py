"""Holds a stream at the target loudness, three seconds ahead of what is heard."""

from collections import deque

import numpy as np

from asmr_cli.render.chunked import HOP, QUANTUM, Chunked
from asmr_cli.render.governor import MAKE_UP, Governor
from asmr_cli.render.hoppower import HopPower
from asmr_cli.render.pace import AHEAD
from asmr_cli.render.source import Block, Source
from asmr_cli.render.straight import straight_block
from asmr_cli.types import Decibel

_HOPS = QUANTUM // HOP


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
        self._powers: deque[float] = deque()
        self._peaks: deque[float] = deque()
        self._measure = HopPower()
        self._gains: deque[float] = deque()
        self._latest: deque[Decibel] = deque([0.0], maxlen=AHEAD + 2 * _HOPS)
        """Gains of the hops that the next stage has not dealt with yet."""
        while len(self._powers) < AHEAD + _HOPS:
            self._pull()
        self._next_gains()
        self._knot = self._gains[0]

    def lift(self) -> Decibel:
        """The highest gain that what comes out has had."""
        return self._start_db + max(self._latest)

    def _pull(self) -> None:
        block = self._source.read(QUANTUM)
        if self._scale != 1.0:
            block *= self._scale
        self._blocks.append(block)
        self._powers.extend(self._measure.of(block).tolist())
        hops = block.reshape(_HOPS, -1)
        self._peaks.extend(np.maximum(hops.max(axis=1), -hops.min(axis=1)).tolist())

    def _next_gains(self) -> None:
        """Gains of the next quantum."""
        powers = list(self._powers)
        for hop in range(_HOPS):
            gain = self._governor.gain(powers[hop : hop + AHEAD], self.most, self._peaks.popleft())
            self._latest.append(gain)
            self._gains.append(10.0 ** (gain / 20.0))
            self._powers.popleft()

    def _make(self) -> Block:
        self._pull()
        self._next_gains()
        hops = [self._gains.popleft() for _ in range(_HOPS)]
        inner = list(map(min, hops, [*hops[1:], self._gains[0]]))
        knots = np.array([self._knot, *inner], dtype=np.float32)
        self._knot = inner[-1]
        block = self._blocks.popleft()
        block *= straight_block(knots, HOP)
        return block
