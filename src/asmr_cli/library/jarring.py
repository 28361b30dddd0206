"""Where a recording would startle: with a sound that it does not make by habit.

Rule 1 of the night asks how far 400 ms stand above the 3 s before them. Taps, drops and whispers after a rest do that
too, and the session's levelling is enough for them. What startles is loud by that part of it which is no habit."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.library.beginning import beginning, rising, traced
from asmr_cli.library.habit import HOP, KNOWN, MOMENTARY, QUIET, Habit, is_active, momentary_levels
from asmr_cli.library.stretches import HELD, begin, habits, stretches
from asmr_cli.types import Decibel, Seconds

BEYOND = 2.5
"""So many times the power that a band reaches by habit are still habit."""
STRANGE, SUDDEN = 4.0, 4.0
"""LU: what goes beyond the habit is, for itself, so much louder than the recording usually is, and so much above the
3 s before. Rule 1 allows 8; what is strange startles with less."""
LESS_STRANGE, MORE_SUDDEN = 2.0, 8.0
"""Or so, beyond what rule 1 allows."""
LOUD: Decibel = 7.0
"""So loud it need not be sudden: an advertisement that is faded in."""
LASTING = ((1.0, 2.0, 3.0), (4.0, 1.5, 3.5))
"""Seconds, times their habit and LU: or what is strange is so loud for so long. The longer, the more even is a habit:
rain drowns every word of an advertisement, and yet not all of them together."""
DOUBT: Decibel = 11.0
"""So much more is asked of a recording of no length, less of a longer one, and nothing from KNOWN on."""
LEAST: Seconds = 4.0
"""What is shorter is one sound, and has no habit."""
OUTSIZE: Decibel = 10.0
"""Above four fifths of the recording a sound is strange by its level less this: however often somebody shouts."""
FLOOR: Decibel = 10.0
"""The 3 s before count as no quieter than the usual level less this (rule 1)."""
_SHORT = 30
"""Hops: 3 s."""


@dataclass(frozen=True, slots=True)
class Jar:
    """A stretch that would startle."""

    at: Seconds
    length: Seconds
    db: Decibel
    """The most that 400 ms of it stand above the 3 s before them, or above the usual."""


def jars(levels: NDArray[np.uint8]) -> tuple[Jar, ...]:
    """The stretches of a recording, from its level in each band at every 100 ms (see `Bands`)."""
    if len(levels) * HOP < LEAST:
        return ()
    momentary = momentary_levels(levels)
    if float(momentary.max()) <= QUIET:
        return ()
    habit = Habit(levels, momentary)
    beyond = habit.beyond(MOMENTARY, BEYOND)
    strange = np.maximum(beyond, momentary - np.percentile(momentary[is_active(momentary)], 80) - OUTSIZE)
    above = momentary - np.maximum(before(momentary), habit.usual - FLOOR)
    doubt = DOUBT * max(1 - len(levels) * HOP / KNOWN, 0.0)
    starts = ((strange > STRANGE + doubt) & (above > SUDDEN)) | (strange > LOUD + doubt)
    starts |= (strange > LESS_STRANGE + doubt) & (above > MORE_SUDDEN)
    held = strange > HELD
    for first, end in _lasting(habit, strange, doubt):
        starts[first], held[first:end] = True, True
    heights = np.maximum(above, momentary - habit.usual)
    found = stretches(starts, held, strange, (STRANGE, LOUD + doubt))
    jarring = []
    for stretch, usual in zip(found, habits(found, strange), strict=True):
        if stretch.soft < stretch.end or not usual:
            first = begin(stretch, usual, strange, LOUD + doubt)
            first = traced(beyond, stretch.soft if usual else 0, first)
            jarring.append(_jar(first, stretch.end, momentary, float(heights[first : stretch.end].max())))
    return tuple(jarring)


def _lasting(habit: Habit, strange: NDArray[np.float64], doubt: Decibel) -> Iterator[tuple[int, int]]:
    """First and end, in hops, of what is strange for long."""
    for seconds, times, limit in LASTING:
        hops = round(seconds / HOP)
        loud = np.concatenate([[False], habit.beyond(hops, times) > limit + doubt, [False]])
        changes = np.flatnonzero(np.diff(loud))
        for first, end in zip(changes[::2], changes[1::2] + hops - MOMENTARY, strict=True):
            there = np.flatnonzero(strange[first:end] > HELD) + first
            yield beginning(strange, int(first), int(first) + hops), int(there.max(initial=first)) + 1


def before(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """The loudness of the 3 s before each window of 400 ms; of what there is, at the beginning."""
    powers = 10.0 ** (levels[: max(len(levels) - MOMENTARY, 0)] / 10.0)
    sums = np.concatenate([[0.0], np.cumsum(powers)])
    ends = np.maximum(np.arange(len(levels)) - MOMENTARY + 1, 0)
    starts = np.maximum(ends - (_SHORT - MOMENTARY + 1), 0)
    means = (sums[ends] - sums[starts]) / np.maximum(ends - starts, 1)
    return np.where(ends > 0, 10.0 * np.log10(np.maximum(means, 1e-12)), levels)


def _jar(first: int, end: int, levels: NDArray[np.float64], db: Decibel) -> Jar:
    """A window of 400 ms is loud as soon as its last 100 ms are: the sound begins where the level rises."""
    begin = min(rising(levels, first) + MOMENTARY, end + MOMENTARY - 1)
    return Jar(round(begin * HOP, 1), round((max(end - begin, 0) + 1) * HOP, 1), round(db, 1))
