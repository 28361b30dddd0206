"""Keeps the true peak at or below -6 dBTP; looks 5 ms ahead, acts only where it must."""

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.chunked import Chunked, quantum
from asmr_cli.render.source import Block, Source, scale, silence
from asmr_cli.render.straight import straight
from asmr_cli.types import CHANNELS, RATE, Frames

CEILING = 10.0 ** (-6.3 / 20.0)
"""Under the rule by what moving gains, 16 bits and other meters' filters add (0.2 dB on limited white noise)."""

_SAFE = CEILING / 2.0
"""Between samples the wave may be higher than they are: by 3 dB in a sine at a quarter of the rate, by 3.6 now and then
in white noise. A sample 6 dB down cannot hide a peak above the ceiling unless the sound is made to."""

_CELL: Frames = RATE // 1000
_REACH = 5
"""Milliseconds over which the gain comes down before a peak."""

_RELEASE = 1.0 / 60.0
"""The gain returns within 60 ms: most peaks are taps, and a longer way back would be heard as a dent after each."""

_TAPS = 16
_OVER = 4
"""Length of the interpolating filters, and how many times the rate they look at."""

_AROUND: Frames = _CELL + 2 * _TAPS
"""A cell with a filter's length on both sides."""


def _interpolators() -> NDArray[np.float32]:
    """Three windowed-sinc filters that give the samples between, shape (3, taps); BS.1770-4 annex 2 asks for 4x."""
    where = np.arange(_TAPS) - (_TAPS // 2 - 1)
    rows = []
    for part in range(1, _OVER):
        distance = where - part / _OVER
        rows.append(np.sinc(distance) * np.cos(np.pi * distance / (_TAPS + 1)) ** 2)
    return np.array(rows, dtype=np.float32)


_FILTERS = _interpolators()


def true_peaks(blocks: NDArray[np.float32]) -> NDArray[np.float32]:
    """The largest amplitude of each block and of what lies between its samples, at four times the rate.

    Shape (blocks, frames, 2) with at least as many frames as taps. The meter in `truepeak` has three times the taps;
    CEILING leaves room for what these miss."""
    windows = np.lib.stride_tricks.sliding_window_view(blocks, _TAPS, axis=1)
    between = np.abs(windows.reshape(-1, _TAPS) @ _FILTERS.T).reshape(len(blocks), -1)
    return np.asarray(np.maximum(np.abs(blocks).max(axis=(1, 2)), between.max(axis=1)), dtype=np.float32)


class Limited(Chunked):
    """A source whose true peak stays at the ceiling, one quantum behind what it has pulled."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self.limited: Frames = 0
        """Frames on which it has acted."""
        self._pulled = 0
        self._held, self._needs = silence(2 * _TAPS), np.ones(1)
        self._held, self._needs = self._pull()
        self._gain = float(self._needs[:_REACH].min())

    def _pull(self) -> tuple[Block, NDArray[np.float64]]:
        """The next block with the gain that each of its cells needs. A peak between two blocks concerns both."""
        block = self._source.read(quantum(self._pulled))
        self._pulled += 1
        before = self._held[-2 * _TAPS :]
        needs = np.ones(len(block) // _CELL)
        if max(_largest(before), _largest(block)) <= _SAFE:
            return block, needs
        joined = np.concatenate([before, block])
        loud = np.flatnonzero(np.bincount(np.flatnonzero(np.abs(block.reshape(-1)) > _SAFE) // (_CELL * CHANNELS)))
        # Each with a few samples on both sides; after the last there are none yet.
        starts = np.minimum(loud * _CELL + _TAPS, len(joined) - _AROUND)
        if len(loud):
            needs[loud] = _needed(joined[starts[:, None] + np.arange(_AROUND)])
        between = joined[: 4 * _TAPS]
        if _largest(between) > _SAFE:
            needs[0] = min(needs[0], _needed(between[None])[0])
            self._needs[-1] = min(needs[0], self._needs[-1])
        return block, needs

    def _make(self, frames: Frames) -> Block:
        following, coming = self._pull()
        block, needs = self._held, self._needs
        self._held, self._needs = following, coming
        if self._gain == needs.min() == coming[:_REACH].min() == 1.0:
            return block
        return self._apply(block, np.concatenate([needs, coming[:_REACH]]))

    def _apply(self, block: Block, needs: NDArray[np.float64]) -> Block:
        knots = [self._gain]
        wanted: list[float] = needs.tolist()
        for cell in range(len(wanted) - _REACH):
            now, ahead = knots[-1], wanted[cell : cell + _REACH + 1]
            if now == min(ahead) == 1.0:  # so are nearly all
                knots.append(1.0)
                continue
            # On the way to a later peak: a straight line that arrives in time.
            lines = [now + (ahead[k] - now) / k for k in range(1, _REACH + 1)]
            knots.append(min(ahead[0], now + _RELEASE, 1.0, *(line for line in lines if line < now)))
        self._gain = knots[-1]
        gains = straight(np.array(knots, dtype=np.float32), _CELL)
        self.limited += int(np.count_nonzero(gains < 0.9999))
        scale(block, gains)
        return block


def _largest(block: Block) -> float:
    return max(float(block.max()), -float(block.min()))


def _needed(around: NDArray[np.float32]) -> NDArray[np.float32]:
    """The gain that keeps each of the blocks at the ceiling."""
    return np.minimum(np.float32(CEILING) / np.maximum(true_peaks(around), np.float32(1e-9)), np.float32(1.0))
