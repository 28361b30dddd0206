"""The K-weighting of ITU-R BS.1770-4: how loud each frequency is heard, for any sample rate."""

from math import pi, tan

import numpy as np
from numpy.typing import NDArray

# The analogue prototypes behind the coefficients that BS.1770-4 gives for 48 kHz: a shelf of +4 dB (the head), and a
# high-pass (RLB). As in libebur128, from which every public implementation has them.
_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_PASS_HZ, _PASS_Q = 38.13547087602444, 0.5003270373238773

Biquad = tuple[tuple[float, float, float], tuple[float, float, float]]
"""Numerator and denominator, in rising powers of z⁻¹."""


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
