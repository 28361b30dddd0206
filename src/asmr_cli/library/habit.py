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
HABIT = 95
"""Percentile of a part's windows in one band."""
MOST_PARTS, SOME_PARTS = 75, 90
"""Percentiles of parts: a fourth of those around reach as much, and a tenth of the whole recording."""
SHORT_MOST, SHORT_SOME = 50, 75
"""The same of a recording of no length, more of a longer one up to KNOWN: in half a minute a siren fills a fourth."""
KNOWN: Seconds = 120.0
"""Within less a recording hardly shows all that it does by habit."""
PART: Seconds = 10.0
FEWEST = 8
"""Parts of a short recording."""
AROUND = 19
"""Parts by which the habit of a moment is known: a minute and a half before and behind."""
_SPAN: Decibel = 25.0
"""What is so far under the louder windows is a rest, and no part of the habit."""
LOUDER = 0.1
"""So many windows are the louder ones."""
ONE_SOUND: Seconds = 12.0
"""Or so long, up to half of a short recording: beside a siren all else would be a rest."""


def momentary_levels(levels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """LUFS of every window, at least QUIET; `levels` as `Bands` has them."""
    total = np.zeros(len(levels))
    for band in range(BANDS):
        total += powers(levels[:, band])
    return np.maximum(loudness(windowed(total, MOMENTARY)), QUIET)


def is_active(momentary: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which windows are no rest; at least one where any is above QUIET."""
    share = max(LOUDER, min(ONE_SOUND / (len(momentary) * HOP), 0.5))
    active: NDArray[np.bool_] = momentary > max(QUIET, float(np.percentile(momentary, 100 * (1 - share))) - _SPAN)
    return active


class Habit:
    """Of one recording, from its level in each band at every 100 ms and the LUFS of its windows of 400 ms."""

    def __init__(self, levels: NDArray[np.uint8], momentary: NDArray[np.float64]) -> None:
        self._levels = levels
        known = min(len(levels) * HOP / KNOWN, 1.0)
        self._most = SHORT_MOST + (MOST_PARTS - SHORT_MOST) * known
        self._some = SHORT_SOME + (SOME_PARTS - SHORT_SOME) * known
        self._parts = _Parts(is_active(momentary))
        means = self._parts.means(10 ** ((momentary + 0.691) / 10))
        self.usual: NDArray[np.float64] = loudness(self._parts.everywhere(_around(means, 50)))
        """LUFS at each window."""

    def beyond(self, hops: int, times: float) -> NDArray[np.float64]:
        """Windows of so many hops, one at each: how loud is what goes beyond so many times the habit, in LU above the
        usual level. Less than a window at the end is left out."""
        count = max(len(self._levels) - hops + 1, 0)
        loud = np.zeros(count)
        for band in range(BANDS if count else 0):
            heard = windowed(powers(self._levels[:, band]), hops)
            reached = self._parts.percentiles(heard, HABIT)
            habit = np.minimum(_around(reached, self._most), np.percentile(reached, self._some))
            loud += np.maximum(heard - times * self._parts.everywhere(habit)[:count], 0.0)
        return loudness(np.maximum(loud, 1e-12)) - self.usual[:count]


class _Parts:
    """The active windows of ten seconds each, or of an eighth where that is shorter."""

    def __init__(self, active: NDArray[np.bool_]) -> None:
        parts = np.array_split(np.arange(len(active)), max(round(len(active) * HOP / PART), FEWEST))
        parts = [part for here in parts if len(part := here[active[here]])]
        self._counts = np.array([len(here) for here in parts])
        self._there = np.arange(self._counts.max()) < self._counts[:, None]
        self._windows = np.zeros(self._there.shape, np.intp)
        self._windows[self._there] = np.concatenate(parts)
        self._centres = [float(here.mean()) for here in parts]
        self._length = len(active)

    def means(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of each part."""
        means: NDArray[np.float64] = np.where(self._there, values[self._windows], 0.0).sum(axis=1) / self._counts
        return means

    def percentiles(self, values: NDArray[np.float64], percentile: float) -> NDArray[np.float64]:
        """Of each part, all at once; where values end before the parts do, the last one stands for what is missing."""
        inside = np.minimum(self._windows, len(values) - 1)
        ordered = np.sort(np.where(self._there, values[inside], np.inf), axis=1)
        place = (self._counts - 1) * (percentile / 100)
        below, rows = place.astype(np.intp), np.arange(len(ordered))
        low, high = ordered[rows, below], ordered[rows, np.minimum(below + 1, self._counts - 1)]
        found: NDArray[np.float64] = low + (high - low) * (place - below)
        return found

    def everywhere(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """A value a part, at each window: straight from the middle of one part to that of the next."""
        return np.interp(np.arange(self._length), self._centres, values)


def _around(values: NDArray[np.float64], percentile: float) -> NDArray[np.float64]:
    """The percentile of the parts around each."""
    size = min(AROUND, len(values))
    near = np.percentile(np.lib.stride_tricks.sliding_window_view(values, size), percentile, axis=1)
    return np.pad(near, ((size - 1) // 2, size // 2), mode="edge")
