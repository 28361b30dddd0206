"""The K-weighting of ITU-R BS.1770-4: how loud each frequency is heard, for any sample rate."""

from functools import lru_cache
from math import pi, tan

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, RATE, Frames

# The analogue prototypes behind the coefficients that BS.1770-4 gives for 48 kHz: a shelf of +4 dB (the head), and a
# high-pass (RLB). As in libebur128, from which every public implementation has them.
_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_PASS_HZ, _PASS_Q = 38.13547087602444, 0.5003270373238773

Biquad = tuple[tuple[float, float, float], tuple[float, float, float]]
"""Numerator and denominator, in rising powers of z⁻¹."""


_THIN = 4
"""Samples that are added up to one for the low part; what aliases is 20 dB down where it would count."""


def shelf(rate: int) -> Biquad:
    """The first stage of BS.1770-4 at a sample rate."""
    k = tan(pi * _SHELF_HZ / rate)
    high = 10 ** (_SHELF_DB / 20)
    band = high**0.4996667741545416
    scale = 1 + k / _SHELF_Q + k * k
    top = (high + band * k / _SHELF_Q + k * k, 2 * (k * k - high), high - band * k / _SHELF_Q + k * k)
    return (top[0] / scale, top[1] / scale, top[2] / scale), _denominator(k, _SHELF_Q)


def high_pass(rate: int) -> Biquad:
    """The second stage of BS.1770-4 at a sample rate."""
    return (1.0, -2.0, 1.0), _denominator(tan(pi * _PASS_HZ / rate), _PASS_Q)


def _denominator(k: float, q: float) -> tuple[float, float, float]:
    scale = 1 + k / q + k * k
    return 1.0, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale


def response(hertz: NDArray[np.float64], rate: int) -> NDArray[np.complex128]:
    """The complex gain of both stages at each frequency."""
    z = np.exp(-2j * pi * hertz / rate)
    result = np.ones(len(hertz), dtype=np.complex128)
    for top, bottom in (shelf(rate), high_pass(rate)):
        result *= (top[0] + top[1] * z + top[2] * z * z) / (bottom[0] + bottom[1] * z + bottom[2] * z * z)
    return result


def hop_power(block: Block, hop: Frames = RATE // 10) -> NDArray[np.float64]:
    """K-weighted power of each whole hop of a block (a multiple of 48 frames): mean square, summed over both ears.

    Loudness is −0.691 + 10·log10(power). 2 ns a sample, each hop for itself, and within 0.1 LU of the filter for steady
    sound: K-weighting is a flat +4 dB less a low-pass part, so the spectrum is only needed at a quarter of the rate.
    Both channels go through one complex transform: the weights are even, so what the channels share cancels."""
    count = len(block) // hop
    samples = np.ascontiguousarray(block[: count * hop]).reshape(count, hop * CHANNELS)
    pairs = samples.view(np.complex64)
    low = pairs[:, 0::_THIN] + pairs[:, 1::_THIN]
    low += pairs[:, 2::_THIN]
    low += pairs[:, 3::_THIN]
    line = _remove_line(low)
    # norm: unscaled, numpy 2 takes a path that is several times slower.
    spectrum = np.fft.fft(low, axis=1, norm="forward").astype(np.complex64, copy=False).view(np.float32)
    np.square(spectrum, out=spectrum)
    power = np.einsum("ij,ij->i", samples, samples) / hop - line / (hop * _THIN)
    result: NDArray[np.float64] = np.maximum(_top() * power.astype(np.float64) - spectrum @ _weights(hop), 0.0)
    return result


@lru_cache(maxsize=1)
def _top() -> float:
    """The power gain that is taken for all of the treble."""
    return float(np.abs(response(np.array([RATE / _THIN]), RATE)[0]) ** 2)


def _remove_line(low: NDArray[np.complex64]) -> NDArray[np.float32]:
    """Subtract the straight line between the ends of each row (10 ms averages), and tell the energy that it had.

    Else rumble below the weighting would leak, through the edges of the hop, into frequencies where it counts."""
    before = _energy(low)
    length = low.shape[1]
    edge = length // 12
    first, last = low[:, :edge].mean(axis=1), low[:, -edge:].mean(axis=1)
    ramp = (np.arange(length, dtype=np.float32) - np.float32((edge - 1) / 2)) / np.float32(length - edge)
    low -= first[:, None] + (last - first)[:, None] * ramp
    return before - _energy(low)


def _energy(rows: NDArray[np.complex64]) -> NDArray[np.float32]:
    flat = rows.view(np.float32)
    result: NDArray[np.float32] = np.einsum("ij,ij->i", flat, flat)
    return result


@lru_cache(maxsize=4)
def _weights(hop: Frames) -> NDArray[np.float32]:
    """What the weighting lacks to its top, by bin; once for the real and once for the imaginary part."""
    hertz = np.fft.fftfreq(hop // _THIN, _THIN / RATE).astype(np.float64)
    lack = np.maximum(_top() - np.abs(response(hertz, RATE)) ** 2, 0.0)
    adding = _THIN * np.sinc(_THIN * hertz / RATE) / np.sinc(hertz / RATE)
    return np.repeat(lack / adding**2, CHANNELS).astype(np.float32)
