"""How loud a stream is, a tenth of a second at a time, at a cost that levelling can afford all night.

At 48 kHz and in stereo only; what is stated of files is measured by `hops`, at any rate."""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.chunked import HOP
from asmr_cli.render.kweight import response
from asmr_cli.render.source import Block
from asmr_cli.types import RATE

_THIN: Final = 4
"""Samples that are added up to one for the low part; what aliases is 20 dB down where it would count."""

_ROW: Final = HOP // _THIN

_RINGING: Final = 400
"""Thinned samples (33 ms) after which the weighting's impulse response is 50 dB down; with a row 2⁶·5²: quick."""


class HopPower:
    """Blocks of whole hops in order; out come their K-weighted powers: mean squares, added over both ears.

    Loudness is -0.691 + 10·log10(power). K-weighting y is a flat gain a less a low part u, so that the sum of y² is a²
    times the sum of x² less that of u·(2·a·x - u): only u needs a filter, and that at a quarter of the rate. Both ears
    go through one complex transform."""

    def __init__(self) -> None:
        self._before = np.zeros(_RINGING, dtype=np.complex64)

    def of(self, block: Block) -> NDArray[np.float64]:
        """Power of each hop of the next block."""
        hops = np.ascontiguousarray(block).reshape(len(block) // HOP, -1)
        low = _thinned(hops.view(np.complex64))
        lost = _lost(self._before, low)
        self._before = low[-1, -_RINGING:].copy()
        heard = low.view(np.float32)
        flat = _top() ** 2 * np.vecdot(hops, hops).astype(np.float64)
        less = 2 * _top() * np.vecdot(lost, heard) - _THIN * np.vecdot(lost, lost)
        return np.asarray(np.maximum(flat - less, 0.0) / HOP, dtype=np.float64)


def hop_power(block: Block) -> NDArray[np.float64]:
    """Power of each whole hop of a block by itself, as `HopPower.of`."""
    hops = len(block) // HOP
    return HopPower().of(block[: hops * HOP]) if hops else np.zeros(0)


def _thinned(pairs: NDArray[np.complex64]) -> NDArray[np.complex64]:
    out = pairs[:, 0::_THIN] + pairs[:, 1::_THIN]
    out += pairs[:, 2::_THIN]
    out += pairs[:, 3::_THIN]
    return out


def _lost(before: NDArray[np.complex64], low: NDArray[np.complex64]) -> NDArray[np.float32]:
    """What the weighting takes away, left and right in turn, a row a hop: overlap-save."""
    rows = np.empty((len(low), _RINGING + _ROW), dtype=np.complex64)
    rows[:, _RINGING:] = low
    rows[0, :_RINGING] = before
    rows[1:, :_RINGING] = low[:-1, -_RINGING:]
    # norm: unscaled, in either direction, numpy 2 computes in float64.
    spectrum = np.fft.fft(rows, axis=1, norm="ortho").astype(np.complex64, copy=False)
    spectrum *= _low_part()
    lost = np.fft.ifft(spectrum, axis=1, norm="ortho")[:, _RINGING:]
    return np.ascontiguousarray(lost, dtype=np.complex64).view(np.float32)


@lru_cache(maxsize=1)
def _top() -> float:
    """The gain that is taken for all of the treble."""
    return float(np.abs(response(np.array([RATE / _THIN]), RATE)[0]))


@lru_cache(maxsize=1)
def _low_part() -> NDArray[np.complex64]:
    """The top less the weighting, by bin, and less what adding up does to each frequency."""
    hertz = np.fft.fftfreq(_RINGING + _ROW, _THIN / RATE).astype(np.float64)
    adding = _THIN * np.sinc(_THIN * hertz / RATE) / np.sinc(hertz / RATE)
    return np.asarray((_top() - response(hertz, RATE)) / adding, dtype=np.complex64)
