"""Noise whose spectrum changes from moment to moment: wind, water, breath.

Every 20 ms a fresh Gaussian spectrum of 40 ms is drawn, weighted and overlap-added under a sine window; as
sin² + cos² = 1 the power is exactly what the gains say, and the ring closes by itself. Good for everything slower
than 20 ms and wider than 60 Hz; attacks and sharp resonances are grains.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, slow, ticks
from asmr_cli.types import RATE

_SIZE = 2 * TICK
_BINS = TICK + 1
_CHUNK = 500
"""Ticks rendered at once: 10 s, some 10 MB."""
_TOGETHER_HZ = 150.0


def nodes(*pairs: tuple[float, float]) -> tuple[Curve, Curve]:
    """Split (Hz, dB) pairs into frequencies and densities."""
    table = np.array(pairs, dtype=np.float64)
    return table[:, 0], table[:, 1]


def coloured(
    rng: np.random.Generator,
    frames: int,
    hz: ArrayLike,
    left: ArrayLike,
    right: ArrayLike | None = None,
    together: float = 0.45,
) -> Stereo:
    """Noise for both ears with power density in dB at nodes `hz`: shape (nodes,) or (ticks, nodes) an ear.

    `together` is the ears' correlation in the lowest bass; above 150 Hz they soon know nothing of each other.
    0 dB density makes unit variance over the whole band up to 24 kHz.
    """
    weights = _interpolation(np.asarray(hz, dtype=np.float64))
    count = ticks(frames)
    shape = (count, weights.shape[0])
    ears = [np.broadcast_to(np.asarray(g, dtype=np.float64), shape) for g in (left, left if right is None else right)]
    share = (together / (1 + (np.fft.rfftfreq(_SIZE, 1 / RATE) / _TOGETHER_HZ) ** 4)).astype(np.float32)
    apart = np.sqrt(1 - share**2)
    blocks = np.zeros((count, TICK, 2), dtype=np.float32)
    for start in range(0, count, _CHUNK):
        stop = min(start + _CHUNK, count)
        first = _draw(rng, stop - start)
        second = share * first + apart * _draw(rng, stop - start)
        _overlap(blocks[:, :, 0], start, first, ears[0][start:stop] @ weights)
        _overlap(blocks[:, :, 1], start, second, ears[1][start:stop] @ weights)
    return blocks.reshape(-1, 2)


def coloured_mono(rng: np.random.Generator, frames: int, hz: ArrayLike, gains: ArrayLike) -> Mono:
    """The same for one channel, shape (frames,)."""
    weights = _interpolation(np.asarray(hz, dtype=np.float64))
    count = ticks(frames)
    density = np.broadcast_to(np.asarray(gains, dtype=np.float64), (count, weights.shape[0]))
    blocks = np.zeros((count, TICK), dtype=np.float32)
    for start in range(0, count, _CHUNK):
        stop = min(start + _CHUNK, count)
        _overlap(blocks, start, _draw(rng, stop - start), density[start:stop] @ weights)
    return blocks.reshape(-1)


def turbulence(
    rng: np.random.Generator, frames: int, count: int, lo: float, hi: float, slope: float, shared: float = 0.0
) -> NDArray[np.float64]:
    """Curves of unit spread for `count` bands, shape (ticks, count); `shared` is the part of the power in common."""
    common = slow(rng, frames, lo, hi, slope)[:, None] * np.sqrt(shared)
    own = np.stack([slow(rng, frames, lo, hi, slope) for _ in range(count)], axis=1)
    return np.asarray(common + np.sqrt(1 - shared) * own)


def power_sum(*densities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Densities in dB of independent noises added as powers, in dB."""
    return np.asarray(10 * np.log10(sum(10 ** (d / 10) for d in densities)))


def _interpolation(hz: Curve) -> NDArray[np.float64]:
    """Weights (nodes, bins) of straight lines over log f, constant outside the outer nodes."""
    bins = np.log(np.maximum(np.fft.rfftfreq(_SIZE, 1 / RATE), 1.0))
    return np.stack([np.interp(bins, np.log(hz), row) for row in np.eye(hz.size)])


def _draw(rng: np.random.Generator, count: int) -> NDArray[np.complex64]:
    parts = rng.standard_normal((count, _BINS, 2), dtype=np.float32)
    parts[:, (0, -1)] = 0
    return parts.view(np.complex64)[..., 0]


def _overlap(blocks: Mono, start: int, drawn: NDArray[np.complexfloating], density: NDArray[np.float64]) -> None:
    """Render spectra weighted by a density in dB into blocks (ticks, TICK), half a window overlapping."""
    window = np.sin(np.pi * (np.arange(_SIZE) + 0.5) / _SIZE).astype(np.float32)
    # irfft of _BINS unit complex normals (variance 2) has variance 4 * _BINS / _SIZE² = 2 / _SIZE
    scale = np.sqrt(_SIZE / 2)
    gain = np.exp(density * (np.log(10) / 20)).astype(np.float32) * np.float32(scale)
    sound = np.fft.irfft(drawn * gain, _SIZE, axis=1).astype(np.float32) * window
    blocks[start : start + len(sound)] += sound[:, :TICK]
    after = np.arange(start + 1, start + 1 + len(sound)) % len(blocks)
    blocks[after] += sound[:, TICK:]
