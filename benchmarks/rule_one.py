"""Rule 1 on powers of 100 ms: how far 400 ms stand above the 3 s before them."""

import numpy as np
from numpy.typing import NDArray

NOTHING = 1e-10
"""Power of a tenth of a second, -100 LUFS, in which nothing plays."""


def lufs(power: float) -> float:
    """Of a K-weighted mean square (BS.1770)."""
    return -0.691 + 10.0 * float(np.log10(max(power, 1e-12)))


def jump(
    powers: NDArray[np.float64], fade: NDArray[np.float64], mean: float, rising: NDArray[np.bool_] | None = None
) -> float:
    """The most in LU, -99 where nothing is heard; the 3 s count as no quieter than `mean` - 10 LU, faded by `fade`.

    `rising` says where the fade comes back: rule 1 begins afresh there (rule 8)."""
    sums = np.concatenate([[0.0], np.cumsum(powers)])
    momentary = (sums[34:] - sums[30:-4]) / 4
    before = (sums[30:-4] - sums[:-34]) / 30
    floor = mean / 10.0 * fade[30 : 30 + len(momentary)] ** 2
    audible = momentary > NOTHING
    if rising is not None:
        returns = np.concatenate([[0], np.cumsum(rising)])
        audible &= returns[34:] == returns[:-34]
    ratio = momentary[audible] / np.maximum(np.maximum(before, floor)[audible], 1e-12)
    return 10.0 * float(np.log10(ratio.max())) if len(ratio) else -99.0
