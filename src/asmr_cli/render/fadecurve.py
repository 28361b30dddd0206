"""The fade-out curves for arrays of frames; `plan.fades` holds the same curves for single moments."""

import numpy as np

from asmr_cli.models import Curve
from asmr_cli.render.track import Values

SONE = 1.661
"""Amplitude (1-t)^1.661 sounds straight: 10 dB a doubling of loudness (Stevens), 20·log10(2)·1.661 = 10."""


def curve_gain(curve: Curve, t: Values) -> Values:
    """Amplitude at the share `t` (0…1) of a fade: 1 at 0, exactly 0 at 1."""
    if curve == "sone":
        return (1.0 - t) ** SONE
    if curve == "cosine":
        return np.where(t >= 1.0, 0.0, np.cos(0.5 * np.pi * t))
    if curve == "linear":
        return 1.0 - t
    # -60·t dB; the last 2 % lead straight to 0.
    tail = np.minimum((1.0 - t) / 0.02, 1.0)
    return 10.0 ** (-3.0 * t) * tail
