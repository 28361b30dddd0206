"""True peak after ITU-R BS.1770-4 annex 2: the highest point between the samples, four times oversampled."""

import numpy as np
from numpy.typing import NDArray

_TAPS = 49
"""A sinc under a Hann window, as in libebur128."""

_ROW = 32
"""Samples that are looked at together."""


class TruePeak:
    """Interpolates only where the samples are large enough to hide a new peak between them; misses none."""

    def __init__(self, rate: int, channels: int) -> None:
        phases = _phases(_oversampling(rate))
        self._reach = phases.shape[1] - 1
        # |between| ≤ Σ|tap| · max|sample|: the row that cannot exceed the peak so far is skipped.
        self._bound = float(np.abs(phases).sum(axis=1).max(initial=1.0))
        self._bank = _bank(phases)
        # Rows end with the last sample; the first may reach back into what was looked at before.
        self._past = np.zeros((channels, self._reach + _ROW - 1), dtype=np.float32)
        self._peak = 0.0

    @property
    def peak(self) -> float:
        """Largest amplitude so far, 1.0 is full scale."""
        return self._peak

    def add(self, channels: NDArray[np.float32]) -> None:
        """The next samples, shape (channels, frames)."""
        joined = np.concatenate([self._past, channels], axis=1)
        self._past = joined[:, joined.shape[1] - self._past.shape[1] :].copy()
        self._peak = max(self._peak, float(channels.max(initial=0.0)), -float(channels.min(initial=0.0)))
        rows = -(-channels.shape[1] // _ROW)
        if rows and len(self._bank):
            self._look(joined[:, joined.shape[1] - self._reach - rows * _ROW :], rows)

    def _look(self, joined: NDArray[np.float32], rows: int) -> None:
        """Interpolate the rows of `joined`, which begins with the `reach` samples before them."""
        body = joined[:, self._reach :].reshape(len(joined), rows, _ROW)
        largest = np.maximum(body.max(axis=2), -body.min(axis=2))
        before = np.abs(joined[:, : self._reach]).max(axis=1)
        reachable = np.maximum(largest, np.concatenate([before[:, None], largest[:, :-1]], axis=1)) * self._bound
        windows = np.lib.stride_tricks.sliding_window_view(joined, self._reach + _ROW, axis=1)[:, ::_ROW]
        # Loudest rows first: they raise the peak, and with it the bar for all others.
        for least in (0.95 * float(reachable.max()), 0.0):
            loud = reachable > max(self._peak, least)
            if loud.any():
                between = windows[loud] @ self._bank
                self._peak = max(self._peak, float(between.max()), -float(between.min()))
                reachable[loud] = 0.0


def _oversampling(rate: int) -> int:
    return 4 if rate < 96_000 else 2 if rate < 192_000 else 1


def _phases(factor: int) -> NDArray[np.float32]:
    """The interpolating filters between two samples, one a row; none at a rate that needs none."""
    place = np.arange(_TAPS) - (_TAPS - 1) / 2
    taps = np.sinc(place / factor) * np.hanning(_TAPS)
    padded = np.zeros(-(-_TAPS // factor) * factor)
    padded[:_TAPS] = taps
    return padded.reshape(-1, factor).T[1:].astype(np.float32)


def _bank(phases: NDArray[np.float32]) -> NDArray[np.float32]:
    """All phases at every place of a row as one matrix: (reach + row) samples → row · phases values."""
    count, length = phases.shape
    if not count:
        return np.zeros((0, 0), dtype=np.float32)
    bank = np.zeros((length - 1 + _ROW, _ROW, count), dtype=np.float32)
    for place in range(_ROW):
        bank[place : place + length, place] = phases[:, ::-1].T
    return bank.reshape(length - 1 + _ROW, _ROW * count)
