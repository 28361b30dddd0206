"""What a recording does by habit, and how loud is what it does beyond that.

Band by band: a voice in the rain need not be louder than the rain's heaviest drops to be heard as a voice."""

import numpy as np
from numpy.typing import NDArray

from asmr_cli.library.bands import BANDS, powers
from asmr_cli.render.loudness import loudness, windowed
from asmr_cli.types import Decibel, Lufs, Seconds

HOP: Seconds = 0.1
MOMENTARY = 4
"""Hops of a window of 400 ms; there is one at every hop."""
QUIET: Lufs = -70.0
BEYOND = 2.5
"""So many times the power that a band reaches by habit are still habit."""
HABIT = 95
"""Percentile of a part's windows in one band."""
MOST_PARTS, SOME_PARTS = 75, 90
"""Percentiles of parts: a fourth of those around reach as much, and a tenth of the whole recording."""
PART: Seconds = 10.0
FEWEST = 8
"""Parts of a short recording."""
AROUND = 19
"""Parts by which the habit of a moment is known: a minute and a half before and behind."""
_SPAN: Decibel = 25.0
"""What is so far under the louder windows is a rest, and no part of the habit."""


def momentary_levels(levels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """LUFS of every window, at least QUIET; `levels` as `Bands` has them."""
    total = np.zeros(len(levels))
    for band in range(BANDS):
        total += powers(levels[:, band])
    return np.maximum(loudness(windowed(total, MOMENTARY)), QUIET)


def is_active(momentary: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which windows are no rest; at least one where any is above QUIET."""
    active: NDArray[np.bool_] = momentary > max(QUIET, float(np.percentile(momentary, 90)) - _SPAN)
    return active


def strangeness(
    levels: NDArray[np.uint8], momentary: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """At each window: how loud is what goes beyond the habit, in LU above the usual level; and that level in LUFS."""
    active = is_active(momentary)
    parts = [here[active[here]] for here in _parts(len(momentary))]
    parts = [here for here in parts if len(here)]
    centres = [float(here.mean()) for here in parts]
    everywhere = np.arange(len(momentary))
    beyond = np.zeros(len(momentary))
    for band in range(BANDS):
        heard = windowed(powers(levels[:, band]), MOMENTARY)
        reached = np.array([np.percentile(heard[here], HABIT) for here in parts])
        habit = np.minimum(_around(reached, MOST_PARTS), np.percentile(reached, SOME_PARTS))
        beyond += np.maximum(heard - BEYOND * np.interp(everywhere, centres, habit), 0.0)
    means = np.array([np.mean(10 ** ((momentary[here] + 0.691) / 10)) for here in parts])
    usual = loudness(np.interp(everywhere, centres, _around(means, 50)))
    return loudness(np.maximum(beyond, 1e-12)) - usual, usual


def _parts(count: int) -> list[NDArray[np.intp]]:
    """The windows of ten seconds each, or of an eighth where that is shorter."""
    return np.array_split(np.arange(count), max(round(count * HOP / PART), FEWEST))


def _around(values: NDArray[np.float64], percentile: float) -> NDArray[np.float64]:
    """The percentile of the parts around each."""
    size = min(AROUND, len(values))
    near = np.percentile(np.lib.stride_tricks.sliding_window_view(values, size), percentile, axis=1)
    return np.pad(near, ((size - 1) // 2, size // 2), mode="edge")
