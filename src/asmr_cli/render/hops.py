"""K-weighted power of every 100 ms of a stream and of its tenths: BS.1770's filters by FFT, overlap-save.

For meters, of any rate and number of channels; what plays is levelled by `hoppower`."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.kweight import response

_RINGING = 0.041
"""Seconds after which the impulse response has faded below 1e-4 of its energy."""

_HOPS = 3
"""Hops that one transform yields."""

_ROWS = 8
"""Transforms in one call: numpy computes several rows at once (2.5 ns a sample instead of 5)."""


class HopPowers:
    """Samples in, any number at a time; out come powers of whole hops: mean squares, weighted, added over channels.

    `parts`: how many equal parts each hop is measured in at most; ten where the rate can be divided so."""

    def __init__(self, rate: int, weights: tuple[float, ...], parts: int = 10) -> None:
        self.hop = (rate + 5) // 10
        self.parts = max(count for count in range(1, parts + 1) if self.hop % count == 0)
        self._heard = [index for index, weight in enumerate(weights) if weight > 0]
        self._scale = np.array([[sqrt(weights[index])] for index in self._heard], dtype=np.float32)
        self._size = _fast_size(_HOPS * self.hop + round(_RINGING * rate))
        self._overlap = self._size - _HOPS * self.hop
        hertz = np.fft.rfftfreq(self._size, 1 / rate).astype(np.float64)
        self._gain = (self._size * response(hertz, rate)).astype(np.complex64)
        segments = max(_ROWS // max(len(self._heard), 1), 1)
        self._buffer = np.zeros((len(self._heard), self._overlap + segments * _HOPS * self.hop), dtype=np.float32)
        self._filled = self._overlap
        self._powers = bytearray()
        """All of them in one piece of memory: hours of small arrays would take ten times as much."""

    def add(self, channels: NDArray[np.float32]) -> None:
        """The next samples, shape (channels, frames)."""
        taken = 0
        while taken < channels.shape[1]:
            count = min(channels.shape[1] - taken, self._buffer.shape[1] - self._filled)
            part = channels[self._heard, taken : taken + count]
            np.multiply(part, self._scale, out=self._buffer[:, self._filled : self._filled + count])
            self._filled += count
            taken += count
            if self._filled == self._buffer.shape[1]:
                self._process()

    def powers(self) -> NDArray[np.float32]:
        """All whole hops so far, shape (hops, parts)."""
        self._process()
        return np.frombuffer(bytes(self._powers), np.float32).reshape(-1, self.parts)

    def _process(self) -> None:
        """Filter what is buffered and keep the powers of its whole hops."""
        hops = (self._filled - self._overlap) // self.hop
        if hops == 0:
            return
        self._buffer[:, self._filled :] = 0.0
        segments = -(-hops // _HOPS)
        step = _HOPS * self.hop
        windows = np.lib.stride_tricks.sliding_window_view(self._buffer, self._size, axis=1)[:, ::step][:, :segments]
        # Scaled in both directions (and undone by the gain): unscaled, numpy 2 takes a path six times slower.
        spectrum = np.fft.rfft(windows, axis=2, norm="forward")
        spectrum *= self._gain
        heard = np.fft.irfft(spectrum, self._size, axis=2)[:, :, self._overlap :]
        length = self.hop // self.parts
        parts = heard.reshape(len(self._heard), segments * _HOPS, self.parts, length)
        self._powers += (np.einsum("chpi,chpi->hp", parts, parts) / np.float32(length))[:hops].tobytes()
        done = hops * self.hop
        self._buffer[:, : self._filled - done] = self._buffer[:, done : self._filled].copy()
        self._filled -= done


def _fast_size(least: int) -> int:
    """The next even number made of 2, 3 and 5 alone, for which the transform is quick."""
    size = least + least % 2
    while _reduced(size) != 1:
        size += 2
    return size


def _reduced(number: int) -> int:
    for prime in (2, 3, 5):
        while number % prime == 0:
            number //= prime
    return number
