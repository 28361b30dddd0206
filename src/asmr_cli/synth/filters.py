"""Filters of a ring, without delay and around its seam: by gains over frequency, and by an impulse response."""

import numpy as np
from numpy.typing import ArrayLike

from asmr_cli.synth.canvas import Curve, Mono, add_at
from asmr_cli.types import RATE

_TAPS = 4096
"""Length of a filter: steps of 12 Hz."""
_BLOCK = 16_384
"""Frames that are convolved at once, at the least."""


def convolve(ring: Mono, impulse: Mono) -> Mono:
    """Circular convolution of a ring (frames,) with a shorter impulse response, in blocks."""
    frames = ring.size
    size = 1 << int(np.ceil(np.log2(max(2 * _BLOCK, 2 * impulse.size))))
    step = size - impulse.size + 1
    response = np.fft.rfft(impulse, size)
    out = np.zeros(frames, dtype=np.float32)
    for start in range(0, frames, step):
        block = np.fft.irfft(np.fft.rfft(ring[start : start + step], size) * response, size)
        block = block[: min(step, frames - start) + impulse.size - 1]
        add_at(out, start, block.astype(np.float32))
    return out


def colour(ring: Mono, hz: ArrayLike, db: ArrayLike) -> Mono:
    """Filter a ring by a gain in dB given at some frequencies (straight lines over log f), without delay."""
    bins = np.fft.rfftfreq(_TAPS, 1 / RATE)
    gain = 10 ** (np.interp(np.log(np.maximum(bins, 1.0)), np.log(np.asarray(hz, float)), np.asarray(db)) / 20)
    return filter_by(ring, gain)


def filter_by(ring: Mono, gain: Curve) -> Mono:
    """Filter a ring by amplitude gains at 2049 even steps from 0 to 24 kHz, without delay."""
    taps = np.roll(np.fft.irfft(gain, _TAPS), _TAPS // 2) * np.hanning(_TAPS + 1)[:-1]
    return np.roll(convolve(ring, taps.astype(np.float32)), -_TAPS // 2)
