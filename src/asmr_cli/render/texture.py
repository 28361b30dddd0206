"""A short file as an endless texture: random stretches, crossfaded, so that no period can be found."""

import random
from math import inf
from typing import TypeAlias

import numpy as np

from asmr_cli.errors import CannotDecode
from asmr_cli.render.row import Row
from asmr_cli.render.source import Block, Tape, both_ears
from asmr_cli.types import RATE, Frames

_PROBE = RATE * 2 // 5
"""Places are compared by the level of 400 ms, the ear's momentary loudness."""

_CANDIDATES = 6
_RECENT = 8
"""Places that were just played are avoided."""

Stretches: TypeAlias = tuple[tuple[Frames, Frames], ...]
"""First and last frames."""


class Texture:
    """Endless: stretches of the tape in random order, joined at equal power where the levels meet.

    Two places of one noise are uncorrelated, so that squares of gains that add up to one keep the level. Stretches
    of 7-15 s hold whatever rhythm a sound has, and are too many to come back at one lag."""

    def __init__(self, tape: Tape, rng: random.Random, offset: Frames, avoid: Stretches = ()) -> None:
        self._tape = tape
        self._rng = rng
        self._avoid = avoid
        # A container's length is an estimate: the last half second may not be there.
        self._frames = tape.frames - min(RATE // 2, tape.frames // 20)
        self._join = min(2 * RATE, self._frames // 5)
        along = np.arange(self._join, dtype=np.float32) + np.float32(0.5)
        along *= np.float32(0.5 * np.pi / max(self._join, 1))
        self._rise, self._fall = both_ears(np.sin(along)), both_ears(np.cos(along))
        self._free = self._beginnings()
        self._at = min((max(first, min(offset, last)) for first, last in self._free), key=lambda at: abs(at - offset))
        # Who has just pressed Enter does not wait until six places are looked at.
        self._left = self._within(self._at, self._longest())
        self._incoming = -1
        self._recent: list[Frames] = [self._at]

    def read(self, frames: Frames) -> Block:
        """Exactly `frames` frames."""
        parts = Row()
        while (missing := frames - len(parts)) > 0:
            parts.put(self._body(missing) if self._left > self._join else self._crossing(missing))
        return parts.take(frames)

    def _body(self, most: Frames) -> Block:
        out = _read(self._tape, self._at, min(most, self._left - self._join))
        self._at += len(out)
        self._left -= len(out)
        return out

    def _crossing(self, most: Frames) -> Block:
        if self._incoming < 0:
            self._incoming = self._next_place()
        count = min(most, self._left)
        along = slice(self._join - self._left, self._join - self._left + count)
        out = _read(self._tape, self._at, count)
        entering = _read(self._tape, self._incoming, count)
        out *= self._fall[along]
        entering *= self._rise[along]
        out += entering
        self._at += count
        self._incoming += count
        self._left -= count
        if self._left == 0:
            self._at, self._incoming = self._incoming, -1
            self._left = max(self._length(self._at), self._join + 1)
        return out

    def _shortest(self) -> Frames:
        return min(7 * RATE, self._frames // 2)

    def _longest(self) -> Frames:
        return 15 * RATE if self._frames < 300 * RATE else 45 * RATE

    def _length(self, at: Frames) -> Frames:
        """How long the stretch that begins at `at` lasts; its last `_join` frames are the next crossing."""
        return self._within(at, self._rng.randrange(self._shortest(), max(self._longest(), self._shortest() + 1)))

    def _within(self, at: Frames, wanted: Frames) -> Frames:
        """So long, or until the file ends or what is to be avoided begins."""
        ahead = [begin for begin, _ in self._avoid if begin >= at]
        return max(min(wanted, self._frames - at, *(begin - at for begin in ahead)), 1)

    def _beginnings(self) -> Stretches:
        """First and last frames at which a stretch may begin: what is to be avoided is neither entered nor run into."""
        room = self._shortest() + self._join
        edges = [0, *(edge for stretch in sorted(self._avoid) for edge in stretch), self._frames]
        gaps = zip(edges[::2], edges[1::2], strict=True)
        return tuple((begin, end - room) for begin, end in gaps if end - begin >= room) or (
            (0, max(edges[-1] - room, 1)),
        )

    def _next_place(self) -> Frames:
        """The candidate that was not just played and whose level is nearest to where we leave."""
        places = [self._anywhere() for _ in range(_CANDIDATES)]
        here = self._level(self._at)
        best, least = self._at, inf
        for stale, place in sorted((self._staleness(place), place) for place in places):
            # For its level a place is read: not where a better one is known already.
            if stale < least and (strange := stale + abs(self._level(place) - here)) < least:
                best, least = place, strange
        self._recent = [*self._recent[1 - _RECENT :], best]
        return best

    def _anywhere(self) -> Frames:
        """A beginning, any of them as likely."""
        place = self._rng.randrange(max(sum(last - first for first, last in self._free), 1))
        for first, last in self._free:
            if place <= last - first:
                return first + place
            place -= last - first
        return self._free[-1][1]

    def _staleness(self, place: Frames) -> float:
        """In dB of a jump: how much speaks against a place because it was just played."""
        return 3.0 * sum(abs(place - recent) < self._shortest() for recent in self._recent)

    def _level(self, place: Frames) -> float:
        """dB of the 400 ms from a place on; a place past the end counts as very far."""
        block = self._tape.read(place, _PROBE)
        if len(block) < min(_PROBE, self._frames // 4):
            return 1e3
        flat = block.reshape(-1)
        return 10.0 * float(np.log10(np.dot(flat, flat) / max(flat.size, 1) + 1e-10))


def _read(tape: Tape, start: Frames, frames: Frames) -> Block:
    block = tape.read(start, frames)
    if len(block) < frames:
        raise CannotDecode("A sound ended before its stated length.", "asmr check shows which files are damaged")
    return block
