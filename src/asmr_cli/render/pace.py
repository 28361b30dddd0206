"""The slow half of levelling: a level that follows the sound, half a dB a second up and four down at most."""

from collections.abc import Sequence
from math import inf

from asmr_cli.render.evenness import Evenness
from asmr_cli.render.lufs import db_between, lufs_of, power_of
from asmr_cli.types import Decibel, Lufs

AHEAD = 30
"""Hops that are known in advance: three seconds, so that it acts on what comes and not on what was."""

RISE: Decibel = 0.05
"""A hop: half a dB a second; a rising level is a warning cue (EVIDENCE 3.5)."""

FALL: Decibel = 0.4
"""A hop: 4 dB a second; what is faster is the guard's."""

_MEMORY = 50
"""Hops of the running mean: with what is known in advance it looks about as far back as ahead."""

_SPELL = 150
"""Hops over which bursts and rests are taken together."""

_MINUTE = 300
"""Hops in which what is missing at the end, or too much, is made good."""

_TRIM: Decibel = 2.0
"""What the sound itself asks for is put right by so much at most."""

_NEAR: Decibel = 1.0
"""A sound that is not as loud as it was is followed first: nothing is missing yet."""

_HELD: Decibel = 3.0
"""What the guard takes from a sparse sound is reckoned with, up to here: it takes nothing from the next one."""

_REST: Decibel = -25.0
"""A hop so far under what is reached is a rest."""

_PATTERN = 20
"""Rests of two seconds belong to a sound and count in its loudness; a longer silence is not lifted."""


class Pace:
    """Told of every hop what comes and what became of it."""

    def __init__(self, target: Lufs, level: Decibel = 0.0) -> None:
        self.level = level
        """In dB, of the hop that is now."""
        self._target = target
        self._rest_power = power_of(target + _REST)
        self._mean = self._led = self._sent = self._through = power_of(target)
        self._sparse = 0.0
        """As `_mean` over a longer time, and with all its rests; begins with the first three seconds."""
        self._loudness = self._overall = target
        """Of the means of both."""
        self._trim = self._lasting = 0.0
        self._short = False
        """Whether it may not be as loud as the sound asks for: what is missing then is not made good later."""
        self._resting = self._silent = self._told = 0

    @property
    def mean(self) -> Lufs:
        """Of what was let through in about the last half minute, rests and all."""
        return lufs_of(self._through)

    def reaches(self, level: Lufs) -> None:
        """All the gain there is brings what sounds to that level."""
        self._rest_power = power_of(level + _REST)

    def follow(self, coming: Sequence[float], make_up: Decibel, evenness: Evenness) -> None:
        """A step towards the target, from raw powers of the next AHEAD hops.

        `make_up`: the gain that is left; `evenness`: what minutes that were allow the next ones."""
        soon = sum(coming) / AHEAD
        self._hear(coming[-1], soon)
        allowed = min(evenness.most - self._overall, db_between(evenness.room, soon))
        asked = self._target + self._trim - self._loudness
        wanted = min(min(asked, allowed) + self._held(), make_up)
        self.level += min(max(wanted - self.level, -FALL), RISE)
        self._short = self.level < asked - RISE

    def _held(self) -> Decibel:
        """What the guard takes of late, as far as it will go on taking it."""
        held = db_between(self._led, self._sent)
        self._lasting += (held - self._lasting) / _MINUTE
        return min(held, max(self._lasting, _HELD))

    def _hear(self, coming: float, soon: float) -> None:
        self._sparse = self._sparse + (coming - self._sparse) / _SPELL if self._sparse else soon
        self._resting = self._resting + 1 if coming <= self._rest_power else 0
        if self._resting <= _PATTERN:
            self._mean += (coming - self._mean) / _MEMORY
        self._loudness, self._overall = lufs_of(self._mean), lufs_of(self._sparse)

    def balance(self, led: float, sent: float) -> None:
        """What a hop was at this level, and after the guard: what is lost there is made good slowly."""
        self._through += (sent - self._through) / _MINUTE
        self._silent = self._silent + 1 if led <= self._rest_power else 0
        if self._silent > _PATTERN:
            return
        self._led += (led - self._led) / _MEMORY
        self._sent += (sent - self._sent) / _MEMORY
        self._told += 1
        if self._told > _MINUTE and abs(self._loudness - self._overall) < _NEAR:
            missing = min(self._target - lufs_of(self._sent), 0.0 if self._short else inf)
            self._trim = min(max(self._trim + missing / _MINUTE, -_TRIM), _TRIM)
