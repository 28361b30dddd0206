"""Where a recording would startle: sudden, and louder than what it does by habit.

Rule 1 of the night asks how far 400 ms stand above the 3 s before them. Taps, drops and whispers after a rest do that
too, and the session's levelling is enough for them. What startles is besides that much louder than the recording
usually gets, or so loud that it need not be sudden."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.types import Decibel, Lufs, Seconds

HOP: Seconds = 0.1
SUDDEN: Decibel = 8.0
"""Rule 1: so far may 400 ms stand above the 3 s before them."""
FLOOR: Decibel = 10.0
"""Those 3 s count as no quieter than the recording's usual level less this (rule 1)."""
UNUSUAL: Decibel = 6.0
"""Above what the recording usually reaches. Real quiet recordings stay below 5.2 (106 of them, 20 s each)."""
LOUD: Decibel = 8.0
"""So far above it a sound need not be sudden: a siren that comes up within seconds."""
OVER: Decibel = 3.0
"""A stretch lasts until the level is this near to the usual again."""
OFTEN = 8
"""As often within five minutes before and behind, and not LOUD: that is how the recording is."""
AROUND: Seconds = 300.0
"""The usual is looked for so far before and behind."""
STEP: Seconds = 15.0
PARTS = 8
PARTED: Seconds = 30.0
"""From this length on an eighth of a recording is long enough to tell how it is."""
JOINED: Seconds = 5.0
"""Stretches with so little between them are one: an advertisement breathes."""
_QUIET: Lufs = -70.0
_MOMENTARY, _SHORT = 4, 30


@dataclass(frozen=True, slots=True)
class Jar:
    """A stretch that would startle."""

    at: Seconds
    length: Seconds
    db: Decibel
    """The most that 400 ms of it stand above the 3 s before them, or above the usual."""


def jars(momentary: NDArray[np.float64]) -> tuple[Jar, ...]:
    """The stretches of a recording, from its momentary loudness at every 100 ms (LUFS of 400 ms)."""
    levels = np.maximum(momentary, _QUIET)
    if len(levels) <= _MOMENTARY or float(levels.max()) <= _QUIET:
        return ()
    usual = usual_peaks(levels)
    above = levels - np.maximum(before(levels), usual - FLOOR)
    excess = levels - usual
    starts = ((above > SUDDEN) & (excess > UNUSUAL)) | (excess > LOUD)
    found: list[tuple[Jar, Decibel]] = []
    at = 0
    while at < len(levels) and starts[at:].any():
        first = at + int(starts[at:].argmax())
        at = _end(first, excess, starts)
        jar = _jar(_rise(first, excess), at, levels, np.maximum(above, excess))
        found.append((jar, float(excess[first:at].max())))
    return tuple(jar for jar, height in found if height > LOUD or not _is_habit(jar, found))


def _is_habit(jar: Jar, found: list[tuple[Jar, Decibel]]) -> bool:
    """Does the recording do this all the time, as a fire with few, loud crackles does?"""
    return sum(abs(other.at - jar.at) <= AROUND for other, _ in found) >= OFTEN


def usual_peaks(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the recording reaches by habit around each moment: the 95th percentile there, at most the 90th of all."""
    active = levels > max(_QUIET, float(np.percentile(levels, 90)) - 25.0)
    whole = float(np.percentile(levels[active], 90))
    if len(levels) * HOP >= PARTED:
        whole = min(whole, _of_most_parts(levels, active))
    step, reach = round(STEP / HOP), round(AROUND / HOP)
    centres = np.arange(step // 2, len(levels) + step // 2, step)
    around = []
    for centre in centres:
        window = slice(max(centre - reach, 0), centre + reach)
        here = levels[window][active[window]]
        around.append(min(float(np.percentile(here, 95)), whole) if len(here) else whole)
    return np.interp(np.arange(len(levels)), centres, around)


def _of_most_parts(levels: NDArray[np.float64], active: NDArray[np.bool_]) -> Lufs:
    """What three of four eighths reach: in a minute one siren is more than a tenth, but all in one place."""
    eighths = zip(np.array_split(levels, PARTS), np.array_split(active, PARTS), strict=True)
    return float(np.percentile([np.percentile(part[here], 95) for part, here in eighths if here.any()], 75))


def before(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """The loudness of the 3 s before each window of 400 ms; of what there is, at the beginning."""
    powers = 10.0 ** (levels[: max(len(levels) - _MOMENTARY, 0)] / 10.0)
    sums = np.concatenate([[0.0], np.cumsum(powers)])
    ends = np.maximum(np.arange(len(levels)) - _MOMENTARY + 1, 0)
    starts = np.maximum(ends - (_SHORT - _MOMENTARY + 1), 0)
    means = (sums[ends] - sums[starts]) / np.maximum(ends - starts, 1)
    return np.where(ends > 0, 10.0 * np.log10(np.maximum(means, 1e-12)), levels)


def _rise(first: int, excess: NDArray[np.float64]) -> int:
    """Back to where the sound came out of the usual: a siren swells before it stands out."""
    earliest = max(first - round(JOINED / HOP), 0)
    below = np.flatnonzero(excess[earliest : first + 1] <= 0.0)
    return earliest + int(below[-1]) + 1 if len(below) else first


def _end(first: int, excess: NDArray[np.float64], starts: NDArray[np.bool_]) -> int:
    """The first moment from which the level stays near the usual for a while."""
    patience = round(JOINED / HOP)
    calm = np.flatnonzero(excess[first:] <= OVER) + first
    for end in calm:
        if not (starts[end : end + patience].any() or (excess[end : end + patience] > UNUSUAL).any()):
            return int(end)
    return len(excess)


def _jar(first: int, end: int, levels: NDArray[np.float64], heights: NDArray[np.float64]) -> Jar:
    """A window of 400 ms is loud as soon as its last 100 ms are: the sound begins where the level rises most."""
    rises = np.diff(levels[max(first - 1, 0) : first + _MOMENTARY + 1])
    begin = max(first - 1, 0) + (int(rises.argmax()) if len(rises) else 0) + _MOMENTARY
    begin = min(begin, end + _MOMENTARY - 1)
    return Jar(
        round(begin * HOP, 1), round((max(end - begin, 0) + 1) * HOP, 1), round(float(heights[first:end].max()), 1)
    )
