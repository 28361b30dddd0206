"""Loudness after ITU-R BS.1770-4 and EBU Tech 3341, loudness range after EBU Tech 3342."""

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.hops import HopPowers
from asmr_cli.render.truepeak import TruePeak
from asmr_cli.types import RATE, Decibel, Lufs

_MOMENTARY, _SHORT_TERM, _SECOND = 4, 30, 10
"""Hops of 100 ms."""

_ABSOLUTE_GATE: Lufs = -70.0
_RELATIVE_GATE, _RANGE_GATE = -10.0, -20.0
"""LUFS below which nothing counts, and LU under the mean, of loudness (BS.1770-4) and of its range (EBU Tech 3342)."""

_SURROUND = 1.41
_WEIGHTS = {
    1: (1.0,),
    2: (1.0, 1.0),
    5: (1.0, 1.0, 1.0, _SURROUND, _SURROUND),
    6: (1.0, 1.0, 1.0, 0.0, _SURROUND, _SURROUND),
}
"""By number of channels: left, right, centre, (bass effects,) left and right surround."""


class Meter:
    """Feed blocks of any length, shape (frames, channels); every figure is of all that was fed so far.

    Loudness is −inf where there was nothing above the gate."""

    def __init__(self, rate: int = RATE, channels: int = 2, true_peak: bool = True, fine: bool = True) -> None:
        """Not `fine`: the loudest moments are found to 100 ms instead of 10, in a tenth of the memory."""
        self._hops = HopPowers(rate, _WEIGHTS.get(channels, (1.0,) * channels), 10 if fine else 1)
        self._true_peak = TruePeak(rate, channels) if true_peak else None

    def add(self, block: NDArray[np.float32]) -> None:
        channels = np.ascontiguousarray(block.T)
        self._hops.add(channels)
        if self._true_peak is not None:
            self._true_peak.add(channels)

    @property
    def powers(self) -> NDArray[np.float64]:
        """K-weighted power of each whole hop of 100 ms."""
        powers: NDArray[np.float64] = self._hops.powers().mean(axis=1, dtype=np.float64)
        return powers

    @property
    def momentary(self) -> NDArray[np.float64]:
        """LUFS of the 400 ms that end with each hop of 100 ms, from the fourth on."""
        return loudness(windowed(self.powers, _MOMENTARY))

    @property
    def short_term(self) -> NDArray[np.float64]:
        """LUFS of the 3 s that end with each hop of 100 ms, from the thirtieth on."""
        return loudness(windowed(self.powers, _SHORT_TERM))

    @property
    def momentary_max(self) -> Lufs:
        """The loudest 400 ms, found to 10 ms (EBU Tech 3341, test 13)."""
        return self._loudest(_MOMENTARY)

    @property
    def short_term_max(self) -> Lufs:
        """The loudest 3 s, found to 10 ms."""
        return self._loudest(_SHORT_TERM)

    @property
    def integrated(self) -> Lufs:
        return integrated(self.powers)

    @property
    def range(self) -> Decibel:
        """LRA in LU."""
        return loudness_range(self.powers)

    @property
    def true_peak_db(self) -> Decibel:
        """dBTP, −inf for silence; NaN where the meter was made without."""
        if self._true_peak is None:
            return float("nan")
        peak = self._true_peak.peak
        return float(20 * np.log10(peak)) if peak > 0 else -float("inf")

    def _loudest(self, hops: int) -> Lufs:
        parts = self._hops.powers().reshape(-1)
        return float(loudness(windowed(parts, hops * self._hops.parts)).max(initial=-np.inf))


def windowed(powers: NDArray[np.floating], hops: int) -> NDArray[np.float64]:
    """The mean power of each window of so many hops."""
    if len(powers) < hops:
        return np.zeros(0)
    return np.convolve(powers.astype(np.float64), np.full(hops, 1 / hops), "valid")


def loudness(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    """LUFS of K-weighted powers (BS.1770-4, equation 2)."""
    with np.errstate(divide="ignore"):
        levels: NDArray[np.float64] = -0.691 + 10 * np.log10(powers)
    return levels


def integrated(powers: NDArray[np.float64]) -> Lufs:
    """The gated loudness of a programme from its powers by 100 ms."""
    return _mean_level(_gated(windowed(powers, _MOMENTARY), _RELATIVE_GATE))


def loudness_range(powers: NDArray[np.float64]) -> Decibel:
    """LRA in LU from the powers by 100 ms: between the 10th and the 95th percentile of the short-term loudness."""
    kept = np.sort(_gated(windowed(powers, _SHORT_TERM)[::_SECOND], _RANGE_GATE))
    if not len(kept):
        return 0.0
    low, high = (kept[int((len(kept) - 1) * share + 0.5)] for share in (0.1, 0.95))
    return float(10 * np.log10(high / low))


def _gated(powers: NDArray[np.float64], relative: Decibel) -> NDArray[np.float64]:
    """The windows above the absolute gate, and of these the ones above a level relative to their mean."""
    kept = powers[loudness(powers) >= _ABSOLUTE_GATE]
    return kept[loudness(kept) >= _mean_level(kept) + relative]


def _mean_level(powers: NDArray[np.float64]) -> Lufs:
    return float(loudness(powers.mean(keepdims=True))[0]) if len(powers) else -float("inf")
