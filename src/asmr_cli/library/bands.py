"""How loud a recording is in sixteen parts of the spectrum, every 100 ms: by this its habits are known."""

from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from asmr_cli.render.kweight import response
from asmr_cli.render.source import Block
from asmr_cli.types import RATE, Frames

HOP: Frames = RATE // 10
EDGES = (0, 150, 300, 460, 630, 840, 1080, 1370, 1720, 2150, 2700, 3400, 4400, 5800, 7700, 10500, RATE)
"""Hz; each but the last is one and a half critical bands wide (Zwicker)."""
BANDS = len(EDGES) - 1
_STRIDE = HOP // 2
_SHARED = 160
"""Samples that a window shares with the next; it falls while that rises, so that a clap between them is not lost, and
rumble does not leak into the treble."""
_SIZE = _STRIDE + _SHARED
_STEP = 0.5
"""dB; a byte each is a fourth of the memory."""
_LOWEST = -115.0


class Bands:
    """Feed it blocks of whole hops, the last one aside."""

    def __init__(self) -> None:
        self._levels = bytearray()
        self._shared = np.zeros(_SHARED, np.complex64)

    def add(self, block: Block) -> None:
        count = len(block) // HOP
        if not count:
            return
        # One complex transform for both ears: the powers of a frequency and of its mirror add up to those of both.
        ears = np.ascontiguousarray(block[: count * HOP]).view(np.complex64).ravel()
        ears, self._shared = np.concatenate([self._shared, ears]), ears[-_SHARED:]
        windows = sliding_window_view(ears, _SIZE)[::_STRIDE] * _window()
        # norm: unscaled, numpy 2 takes a path that is several times slower.
        spectra = np.fft.fft(windows, axis=1, norm="forward").astype(np.complex64, copy=False)
        powers = (spectra.real**2 + spectra.imag**2) @ _weights()
        self._levels += quantised(powers.reshape(count, 2, BANDS).mean(axis=1)).tobytes()

    @property
    def levels(self) -> NDArray[np.uint8]:
        """Shape (hops, bands); `powers` tells what they stand for."""
        return np.frombuffer(bytes(self._levels), np.uint8).reshape(-1, BANDS)


def quantised(power: NDArray[np.floating]) -> NDArray[np.uint8]:
    """K-weighted mean squares as half dB above -115 dB, 0 where there is less."""
    steps = (10 * np.log10(np.maximum(power, 1e-30)) - _LOWEST) / _STEP
    levels: NDArray[np.uint8] = np.clip(np.rint(steps), 0, 255).astype(np.uint8)
    return levels


def powers(levels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The K-weighted mean squares behind levels."""
    return _table()[levels]


@lru_cache(maxsize=1)
def _table() -> NDArray[np.float64]:
    table = 10 ** ((_LOWEST + _STEP * np.arange(256)) / 10)
    table[0] = 0.0
    return table


@lru_cache(maxsize=1)
def _window() -> NDArray[np.float32]:
    """Flat with soft ends: what one takes of the power of a sample and what the next takes of it are one together."""
    window = np.ones(_SIZE)
    rise = np.sin(np.pi / 2 * (np.arange(_SHARED) + 0.5) / _SHARED)
    window[:_SHARED], window[-_SHARED:] = rise, rise[::-1]
    window *= np.sqrt(_SIZE / _STRIDE)
    return window.astype(np.float32)


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float32]:
    """(bins, bands): the K-weighting of each bin (BS.1770-4) in the band that it belongs to."""
    hertz = np.abs(np.fft.fftfreq(_SIZE, 1 / RATE))
    weights = np.zeros((_SIZE, BANDS))
    weights[np.arange(_SIZE), np.digitize(hertz, EDGES) - 1] = np.abs(response(hertz, RATE)) ** 2
    return weights.astype(np.float32)
