"""The fade-out curves for arrays of frames; `plan.fades` has the same curves for single moments."""

import numpy as np

from asmr_cli.models import Curve
from asmr_cli.plan.fades import DB_TAIL, SONE_EXPONENT
from asmr_cli.render.track import Values


def curve_gain(curve: Curve, t: Values) -> Values:
    """Amplitude at the share `t` (0…1) of a fade: 1 at 0, exactly 0 at 1."""
    if curve == "sone":
        return (1.0 - t) ** SONE_EXPONENT
    if curve == "cosine":
        return np.where(t >= 1.0, 0.0, np.cos(0.5 * np.pi * t))
    if curve == "linear":
        return 1.0 - t
    tail = np.minimum((1.0 - t) / DB_TAIL, 1.0)
    return 10.0 ** (-3.0 * t) * tail
