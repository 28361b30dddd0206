"""Which stretch of a file is played: away from what is to be avoided, and not where it just was."""

import random
from typing import Final

from asmr_cli.models.sound import Sound
from asmr_cli.types import Seconds

SHORT: Final = 20.0
"""Files below this are single events, from this on they are performances."""
LONG: Final = 600.0
"""Recordings from this on are played on and on instead of in stretches."""
_STRETCH: Final = (20.0, 45.0)
"""Seconds for which a file is stayed with, at least and at most."""
_SHARES: Final = (1 / 6, 3 / 8)
"""A longer file is heard in longer stretches: between these shares of it."""
_TRIES: Final = 6
"""Places that are drawn, of which the one that is farthest from the last ones is taken."""
_REMEMBERED: Final = 3
_REMEMBERED_LONG: Final = 16
"""Places in a file that the next one keeps away from."""
_USABLE: Final = 20.0
"""A part between two stretches to avoid is worth playing from this length on."""
_FIRST_ENTRY: Final = 0.05
"""Without known quiet moments a long recording is entered behind this share of it."""

Run = tuple[Seconds, Seconds]


def runs(sound: Sound) -> list[Run]:
    """The parts of a file between the stretches to avoid, the whole file where there is nothing to avoid."""
    if not sound.avoid:
        return [(0.0, sound.seconds)]
    found: list[Run] = []
    left = 0.0
    for start, end in sorted(sound.avoid):
        if start - left >= _USABLE:
            found.append((left, start))
        left = max(left, end)
    if sound.seconds - left >= _USABLE:
        found.append((left, sound.seconds))
    return found


def playable(sound: Sound) -> bool:
    """Whether there is anything in the file that may be played."""
    return sound.seconds > 0 and bool(runs(sound))


def stretch_length(sound: Sound, rng: random.Random) -> Seconds:
    """How long a file is stayed with: 20-45 s, longer in longer files, without end in a long recording."""
    if sound.seconds >= LONG:
        return sound.seconds
    low, high = (max(least, share * sound.seconds) for least, share in zip(_STRETCH, _SHARES, strict=True))
    return rng.uniform(low, high)


class Places:
    """Chooses places in files and remembers the last ones."""

    def __init__(self) -> None:
        self.recent: dict[str, list[Seconds]] = {}

    def choose(self, sound: Sound, wish: Seconds, rng: random.Random) -> Run:
        """Start and end in the file, at most `wish` seconds long, as far as can be from the last places there."""
        parts = runs(sound)
        roomy = [(start, end) for start, end in parts if end - start >= wish]
        if sound.seconds >= LONG:
            found = self._entered(sound, roomy or [max(parts, key=_length)], wish, rng)
        else:
            found = self._anywhere(sound, roomy or [max(parts, key=_length)], wish, rng)
        remembered = _REMEMBERED_LONG if sound.seconds >= LONG else _REMEMBERED
        self.recent[sound.ref] = [*self.recent.get(sound.ref, [])[1 - remembered :], found[0]]
        return found

    def _entered(self, sound: Sound, parts: list[Run], wish: Seconds, rng: random.Random) -> Run:
        """From a quiet moment on."""
        entries = [
            (entry, end)
            for entry in sound.entries
            for start, end in parts
            if start <= entry and end - entry >= min(wish, _length((start, end)) / 2)
        ]
        if not entries:
            intro = _FIRST_ENTRY * sound.seconds
            later = [(max(start, min(intro, end - wish)), end) for start, end in parts]
            entries = [_random_place(part, wish, rng) for part in later]
        entry, end = self._farthest(sound, rng.sample(entries, min(len(entries), _REMEMBERED_LONG)))
        return entry, min(end, entry + wish)

    def _anywhere(self, sound: Sound, parts: list[Run], wish: Seconds, rng: random.Random) -> Run:
        tried = [
            _random_place(rng.choices(parts, [_length(part) for part in parts])[0], wish, rng) for _ in range(_TRIES)
        ]
        return self._farthest(sound, tried)

    def _farthest(self, sound: Sound, places: list[Run]) -> Run:
        known = self.recent.get(sound.ref, [])
        return max(places, key=lambda place: min((abs(place[0] - start) for start in known), default=0.0))


def _length(run: Run) -> Seconds:
    return run[1] - run[0]


def _random_place(run: Run, wish: Seconds, rng: random.Random) -> Run:
    start, end = run
    length = min(wish, max(end - start, 0.0))
    offset = rng.uniform(min(start, end - length), end - length)
    return offset, offset + length
