"""Keeps the true peak at or below -6 dBTP; looks 5 ms ahead, acts only where it must."""

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.chunked import QUANTUM, Chunked
from asmr_cli.render.source import Block, Source, scale
from asmr_cli.types import CHANNELS, RATE, Frames

CEILING = 10.0 ** (-6.1 / 20.0)
"""A tenth of a dB below the rule, for what 16 bits and other meters' filters add."""

_SAFE = CEILING * 10.0 ** (-3.0 / 20.0)
"""Between samples the wave may be higher than they are; a sample this low cannot hide a peak above the ceiling unless
the sound is made to (3 dB: a sine at a quarter of the rate)."""

_CELL: Frames = RATE // 1000
_CELLS = QUANTUM // _CELL
_REACH = 5
"""Milliseconds over which the gain comes down before a peak."""

_RELEASE = 1.0 / 200.0
"""The gain returns within 200 ms."""

_TAPS = 16
_OVER = 4


def _interpolators() -> NDArray[np.float32]:
    """Three windowed-sinc filters that give the samples between, shape (3, taps); BS.1770-4 annex 2 asks for 4x."""
    where = np.arange(_TAPS) - (_TAPS // 2 - 1)
    rows = []
    for part in range(1, _OVER):
        distance = where - part / _OVER
        rows.append(np.sinc(distance) * np.cos(np.pi * distance / (_TAPS + 1)) ** 2)
    return np.array(rows, dtype=np.float32)


_FILTERS = _interpolators()


def true_peak(block: Block) -> float:
    """The largest amplitude of a block and of what lies between its samples, at four times the rate."""
    peak = float(np.abs(block).max(initial=0.0))
    if len(block) <= _TAPS:
        return peak
    for channel in range(CHANNELS):
        windows = np.lib.stride_tricks.sliding_window_view(block[:, channel], _TAPS)
        peak = max(peak, float(np.abs(windows @ _FILTERS.T).max()))
    return peak


class Limited(Chunked):
    """A source whose true peak stays at the ceiling, one quantum behind what it has pulled."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._gain = 1.0
        self.limited: Frames = 0
        """Frames on which it has acted."""
        self._held, self._needs = self._pull()

    def _pull(self) -> tuple[Block, NDArray[np.float64]]:
        block = self._source.read(QUANTUM)
        needs = np.ones(_CELLS)
        loudest = np.abs(block).reshape(_CELLS, -1).max(axis=1)
        for cell in np.flatnonzero(loudest > _SAFE).tolist():
            around = slice(max(cell * _CELL - _TAPS, 0), (cell + 1) * _CELL + _TAPS)
            needs[cell] = min(CEILING / true_peak(block[around]), 1.0)
        return block, needs

    def _make(self) -> Block:
        block, needs = self._held, self._needs
        self._held, self._needs = self._pull()
        if self._gain == 1.0 and needs.min() == 1.0 and self._needs[:_REACH].min() == 1.0:
            return block
        return self._apply(block, np.concatenate([needs, self._needs[:_REACH]]))

    def _apply(self, block: Block, needs: NDArray[np.float64]) -> Block:
        knots = [self._gain]
        for cell in range(_CELLS):
            now = float(needs[cell])
            # On the way to a later peak: a straight line that arrives in time.
            coming = [
                knots[-1] + (float(needs[cell + k]) - knots[-1]) / k
                for k in range(1, _REACH + 1)
                if needs[cell + k] < knots[-1]
            ]
            knots.append(min(now, float(needs[cell + 1]), knots[-1] + _RELEASE, 1.0, *coming))
        # A cell's gain runs from knot to knot; both ends must satisfy the cell.
        self._gain = float(knots[-1])
        line = np.array(knots, dtype=np.float32)
        share = np.arange(_CELL, dtype=np.float32) / np.float32(_CELL)
        gains: NDArray[np.float32] = (line[:-1, None] + np.diff(line)[:, None] * share).reshape(-1)
        self.limited += int(np.count_nonzero(gains < 0.9999))
        scale(block, gains)
        return block
