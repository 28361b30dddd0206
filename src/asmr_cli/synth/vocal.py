"""A mouth as a filter that moves: breath or voice in, formants and hisses laid over it every 5 ms."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from asmr_cli.synth.canvas import TICK, Curve, Mono, restless
from asmr_cli.synth.phonemes import Phone
from asmr_cli.types import RATE

HOP = TICK // 4
"""Frames between two shapes of the mouth: 5 ms."""
_SIZE = TICK
BINS = np.fft.rfftfreq(_SIZE, 1 / RATE)
_CHUNK = 2000
"""Hops that are filtered at once: 10 s."""
FORMANTS = ((0.6, 3.5), (0.9, 9.0), (0.8, 11.0), (0.5, 11.0))
"""Gain and quality of each formant of a whisper."""


@dataclass(frozen=True)
class Tracks:
    """A score as curves, one value every `HOP`."""

    formants: NDArray[np.float64]
    """Hz, shape (hops, 4)."""
    voice: Curve
    hiss: Curve
    low: Curve
    high: Curve
    """The band of the hiss in Hz."""


def tracks(phones: Sequence[Phone], frames: int) -> Tracks:
    """Lay a ring of phones out over time; levels are smoothed by 15 ms, hisses by 30 ms, as tongues have mass."""
    count = frames // HOP
    ends = np.cumsum([phone.seconds for phone in phones]) * RATE / HOP
    starts = np.concatenate([[0.0], ends[:-1]])
    which = np.minimum(np.searchsorted(ends, np.arange(count) + 0.5), len(phones) - 1)
    share = np.clip((np.arange(count) + 0.5 - starts[which]) / (ends - starts)[which], 0, 1)[:, None]
    before, after = (np.array([getattr(p, side) for p in phones])[which] for side in ("tract", "to"))
    low, high = np.array([phone.band for phone in phones])[which].T
    voice, hiss = (_eased(np.array([getattr(p, name) for p in phones])[which]) for name in ("voice", "hiss"))
    hiss = _eased(_eased(_eased(hiss)))
    formants = np.stack([_eased(track) for track in (before + share * (after - before)).T], axis=1)
    return Tracks(formants, voice, hiss, low, high)


def resonances(
    formants: ArrayLike, gains: ArrayLike, qualities: ArrayLike, power: float, low: float, high: float
) -> NDArray[np.float32]:
    """Amplitude over (hops, bins) of parallel resonances: formants (hops, n), gains (hops, n), unit power each hop."""
    reach = slice(1, int(high * 1.5 / BINS[1]) + 2)
    hz = BINS[reach]
    total = np.zeros((len(np.asarray(formants)), hz.size), dtype=np.float32)
    edges = 1 / np.sqrt(1 + (low / hz) ** 6) / np.sqrt(1 + (hz / high) ** 8)
    for f, g, q in zip(np.asarray(formants).T, np.asarray(gains).T, np.asarray(qualities), strict=True):
        ratio = (hz / f[:, None]).astype(np.float32)
        total += g[:, None] * (1 + (q * (ratio - 1 / ratio)) ** 2) ** (-power / 2)
    out = np.zeros((total.shape[0], BINS.size), dtype=np.float32)
    out[:, reach] = total * edges
    out /= np.sqrt((out**2).sum(axis=1, keepdims=True)) + 1e-9
    return out


def hisses(low: Curve, high: Curve) -> NDArray[np.float32]:
    """Amplitude over (hops, bins) of noise between two frequencies, with soft edges and unit power each hop."""
    hz = np.maximum(BINS, 1.0).astype(np.float32)
    lo, hi = low[:, None].astype(np.float32), high[:, None].astype(np.float32)
    gain = 1 / np.sqrt((1 + (lo / hz) ** 8) * (1 + (hz / hi) ** 10))
    gain /= np.sqrt((gain**2).sum(axis=1, keepdims=True))
    return np.asarray(gain, dtype=np.float32)


def spoken(source: Mono, amplitude: NDArray[np.floating]) -> Mono:
    """A ring filtered by gains over (hops, bins): short-time Fourier transforms of 20 ms under a sine window."""
    frames = source.size
    window = np.sin(np.pi * (np.arange(_SIZE) + 0.5) / _SIZE).astype(np.float32)
    closed = np.concatenate([source, source[: _SIZE - HOP]])
    views = np.lib.stride_tricks.sliding_window_view(closed, _SIZE)[::HOP]
    blocks = np.zeros((frames // HOP, HOP), dtype=np.float32)
    # sin² windows four deep add up to 2; unit amplitudes sum over bins, hence the root of their number
    scale = np.float32(0.5 * np.sqrt(BINS.size))
    for start in range(0, len(blocks), _CHUNK):
        stop = min(start + _CHUNK, len(blocks))
        spectra = np.fft.rfft(views[start:stop] * window, axis=1)
        sound = np.fft.irfft(spectra * (amplitude[start:stop].astype(np.float32) * scale), _SIZE, axis=1) * window
        for part in range(_SIZE // HOP):
            at = (np.arange(start, stop) + part) % len(blocks)
            blocks[at] += sound[:, part * HOP : (part + 1) * HOP]
    return blocks.reshape(-1)


def flutter(rng: np.random.Generator, hops: int, hz: float) -> Curve:
    """Turbulence of a jet: a random curve of unit spread over hops, with nothing much above `hz`."""
    return restless(rng, hops, HOP, hz)


def _eased(curve: Curve) -> Curve:
    """Smoothed around the ring over 15 ms."""
    return np.asarray(np.roll(curve, 1) + 2 * curve + np.roll(curve, -1)) / 4
