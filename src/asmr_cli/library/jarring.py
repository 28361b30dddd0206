"""Where a recording would startle: with a sound that it does not make by habit.

Rule 1 of the night asks how far 400 ms stand above the 3 s before them. Taps, drops and whispers after a rest do that
too, and the session's levelling is enough for them. What startles is loud by that part of it which is no habit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.library.habit import HOP, MOMENTARY, QUIET, is_active, momentary_levels, strangeness
from asmr_cli.types import Decibel, Seconds

STRANGE: Decibel = 4.0
"""What goes beyond the habit is, for itself, so much louder than the recording usually is; and it is SUDDEN."""
SUDDEN: Decibel = 4.0
"""Above the 3 s before. Rule 1 allows 8; what is strange startles with less."""
LOUD: Decibel = 7.0
"""So loud it need not be sudden: an advertisement that is faded in."""
LASTING: Seconds = 4.0
"""What is strange for so long, on average as loud as the recording usually is, is no habit either: an advertisement."""
DOUBT: Decibel = 5.0
"""So much more is asked of a recording of no length, less of a longer one, and nothing from KNOWN on: within seconds a
recording hardly shows all that it does by habit."""
KNOWN: Seconds = 120.0
LEAST: Seconds = 4.0
"""What is shorter is one sound, and has no habit."""
OUTSIZE: Decibel = 10.0
"""Above four fifths of the recording a sound is strange by its level less this: however often somebody shouts."""
FLOOR: Decibel = 10.0
"""The 3 s before count as no quieter than the usual level less this (rule 1)."""
HELD: Decibel = -3.0
"""A stretch lasts until what is strange has sunk to so much below the usual level."""
OFTEN, LEAST_OFTEN = 6, 3
"""As often within five minutes before and behind (less at the ends), and not LOUD: that is how the recording is."""
NEAR: Seconds = 300.0
JOINED: Seconds = 5.0
"""Stretches with so little between them are one: an advertisement breathes."""
_SHORT = 30
_NOTHING: Decibel = -6.0
"""What is strange counts as no softer, where its mean is taken: else a syllable's rest would outweigh the words."""


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
    strange, usual = strangeness(levels, momentary)
    strange = np.maximum(strange, momentary - np.percentile(momentary[is_active(momentary)], 80) - OUTSIZE)
    above = momentary - np.maximum(before(momentary), usual - FLOOR)
    doubt = DOUBT * max(1 - len(levels) * HOP / KNOWN, 0.0)
    starts = ((strange > STRANGE + doubt) & (above > SUDDEN)) | (strange > LOUD + doubt)
    starts |= (strange > doubt) & (_ahead(strange) > doubt)
    heights = np.maximum(above, momentary - usual)
    found: list[tuple[Jar, Decibel]] = []
    at = 0
    while at < len(starts) and starts[at:].any():
        first = at + int(starts[at:].argmax())
        at = _end(first, strange, starts)
        jar = _jar(_rise(first, strange), at, momentary, float(heights[first:at].max()))
        found.append((jar, float(strange[first:at].max())))
    return tuple(jar for jar, height in found if height > LOUD + doubt or not _is_habit(jar, found, len(levels) * HOP))


def _is_habit(jar: Jar, found: list[tuple[Jar, Decibel]], end: Seconds) -> bool:
    """Does the recording do this all the time, as a fire with few, loud crackles does?"""
    span = min(jar.at + NEAR, end) - max(jar.at - NEAR, 0.0)
    near = sum(abs(other.at - jar.at) <= NEAR for other, _ in found)
    return near >= max(OFTEN * span / (2 * NEAR), LEAST_OFTEN)


def before(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """The loudness of the 3 s before each window of 400 ms; of what there is, at the beginning."""
    powers = 10.0 ** (levels[: max(len(levels) - MOMENTARY, 0)] / 10.0)
    sums = np.concatenate([[0.0], np.cumsum(powers)])
    ends = np.maximum(np.arange(len(levels)) - MOMENTARY + 1, 0)
    starts = np.maximum(ends - (_SHORT - MOMENTARY + 1), 0)
    means = (sums[ends] - sums[starts]) / np.maximum(ends - starts, 1)
    return np.where(ends > 0, 10.0 * np.log10(np.maximum(means, 1e-12)), levels)


def _ahead(strange: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of what is strange in the LASTING seconds from each moment on."""
    hops = round(LASTING / HOP)
    sums = np.cumsum(np.concatenate([[0.0], np.maximum(strange, _NOTHING), np.full(hops - 1, _NOTHING)]))
    means: NDArray[np.float64] = (sums[hops:] - sums[:-hops]) / hops
    return means


def _rise(first: int, strange: NDArray[np.float64]) -> int:
    """Back to where the sound came out of the usual: a siren swells before it stands out."""
    earliest = max(first - round(JOINED / HOP), 0)
    below = np.flatnonzero(strange[earliest : first + 1] <= HELD)
    return earliest + int(below[-1]) + 1 if len(below) else first


def _end(first: int, strange: NDArray[np.float64], starts: NDArray[np.bool_]) -> int:
    """The first moment from which nothing is strange for a while."""
    patience = round(JOINED / HOP)
    for end in np.flatnonzero(strange[first:] <= HELD) + first:
        if not (starts[end : end + patience].any() or (strange[end : end + patience] > STRANGE).any()):
            return int(end)
    return len(strange)


def _jar(first: int, end: int, levels: NDArray[np.float64], db: Decibel) -> Jar:
    """A window of 400 ms is loud as soon as its last 100 ms are: the sound begins where the level rises most."""
    rises = np.diff(levels[max(first - 1, 0) : first + MOMENTARY + 1])
    begin = max(first - 1, 0) + (int(rises.argmax()) if len(rises) else 0) + MOMENTARY
    begin = min(begin, end + MOMENTARY - 1)
    return Jar(round(begin * HOP, 1), round((max(end - begin, 0) + 1) * HOP, 1), round(db, 1))
