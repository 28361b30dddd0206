"""Decides, a tenth of a second at a time, how loud the sound may be: slowly up, quickly down, never a jump."""

from math import cos, log10, pi
from typing import Final, NamedTuple

from asmr_cli.render.evenness import HALF_MINUTE, Evenness
from asmr_cli.render.lufs import lufs_of, power_of
from asmr_cli.types import Decibel, Lufs

AHEAD = 30
"""Hops that are known in advance: three seconds, so that it acts on what comes and not on what was."""

RISE: Decibel = 0.05
"""Up by half a dB a second at most: a rising level is a warning cue (EVIDENCE 3.5)."""

FALL: Decibel = 0.4
"""Down by 4 dB a second at most; what is faster is the guard's."""

MAKE_UP: Decibel = 12.0
"""More gain would lift the noise of a quiet recording."""

_MEMORY = 50
"""Hops of the running mean: with what is known in advance it looks about as far back as ahead."""

_MINUTE = 300
"""Hops over which it looks at what it has let through, so that minutes stay even."""

_SPELL = 150
"""Hops over which bursts and rests are taken together."""

_TRIM: Decibel = 2.0
"""A minute that came out too loud is followed by one that is softer by so much at most."""

_REST = 10.0**-2.5
"""A hop 25 dB under the target is a rest: it is not lifted, and not counted."""

_JUMP_POWER: Final = 10.0**0.64
"""6.4 dB: 400 ms above the 3 s before them. Rule 1 allows 8; windows that begin between two hops see up to 1 more."""

_SWELL_POWER: Final = 10.0**0.4
"""4 dB: three seconds above the target at most: what a wave may do, and a shout may not."""

_FLOOR: Decibel = 11.0
"""Those 3 s count as no quieter than the session's mean less this (rule 1 says 10)."""

_SPARSEST: Decibel = -4.0
"""Bursts between silences can't be held by their own mean, which falls with them: this far it is followed."""

_LEAST = 0.03
"""Even after a burst a hop may be 15 dB under the target: the guard holds, it does not mute."""

_RELEASE: Decibel = 0.6
"""The guard lets go by 6 dB a second."""

_MOMENTARY, _SHORT = 4, 30
"""Hops of 400 ms and of 3 s."""


class _Hop(NamedTuple):
    """Raw power of a hop, the gain that it begins with, and its own."""

    power: float
    enter: float
    gain: float

    def sent(self, leave: float) -> float:
        """What comes of it on a straight line to the gain that it ends with."""
        return self.power * (self.enter**2 + self.enter * leave + leave**2) / 3.0


class _Past:
    """What was let through, as running sums: any stretch of it is one difference."""

    def __init__(self, power: float) -> None:
        self._sums = [power * hop for hop in range(_SHORT + _MOMENTARY + 1)]

    def add(self, power: float) -> None:
        self._sums.append(self._sums[-1] + power)
        if len(self._sums) > 10 * _MINUTE:
            kept = self._sums[-(_SHORT + _MOMENTARY + 1) :]
            self._sums = [total - kept[0] for total in kept]

    def correct(self, power: float) -> None:
        """Another power for the last hop."""
        self._sums[-1] = self._sums[-2] + power

    def sum(self, hops: int, ago: int = 0) -> float:
        """Of the hops that ended `ago` hops ago."""
        return self._sums[-1 - ago] - self._sums[-1 - ago - hops]


class Governor:
    """Gains for one stream of hops, whose K-weighted powers it is told in order."""

    def __init__(self, target: Lufs, fade_in: int = 0, since: int = 0, window: int = HALF_MINUTE) -> None:
        """`fade_in`: hops of a fade-in out of silence (a raised cosine), whose rise counts; `since` of them passed."""
        self._target = target
        self._aim = power_of(target)
        self._mean = self._aim
        self._sent = self._aim
        self._level: Decibel = 0.0
        self._guard: Decibel = 0.0
        self._fade_in = fade_in
        self._hops = since
        before = 0.0 if since < fade_in else self._aim
        self._last = _Hop(before, 1.0, 1.0)
        self._sparse = self._aim
        self._evenness = Evenness(max(fade_in - since, 0), window)
        self._past = _Past(before)

    def afresh(self, fade_in: int) -> "Governor":
        """One for the same sound after a silence: it knows how loud that was, and that nothing is heard before it."""
        other = Governor(self._target, fade_in)
        other._level, other._mean, other._sent, other._sparse = self._level, self._mean, self._sent, self._sparse
        other._evenness = self._evenness
        other._evenness.entering = fade_in
        return other

    @property
    def short_term(self) -> Lufs:
        """Loudness of the last three seconds that it let through."""
        return lufs_of(self._past.sum(_SHORT) / _SHORT)

    def gain(self, now: float, coming: float, most: Decibel = MAKE_UP) -> Decibel:
        """Gain of the hop of raw power `now`; `coming` comes AHEAD - 1 hops later, `most` is the make-up gain left."""
        self._follow(coming, most)
        power = now * 10.0 ** (self._level / 10.0)
        faded = self._faded()
        self._protect(power * faded)
        sent = power * 10.0 ** (self._guard / 10.0)
        self._remember(now * faded)
        if sent > self._aim * _REST:
            self._sent += (sent - self._sent) / _MINUTE
        return self._level + self._guard

    def _remember(self, power: float) -> None:
        """What was let through, as straight lines between gains leave it: a dip reaches into its neighbours."""
        gain = 10.0 ** ((self._level + self._guard) / 20.0)
        knot = min(self._last.gain, gain)
        before = self._last.sent(knot)
        self._past.correct(before)
        self._evenness.add(before)
        self._last = _Hop(power, knot, gain)
        self._past.add(self._last.sent(gain))

    def _faded(self) -> float:
        """Power gain of the fade-in at this hop."""
        self._hops += 1
        if self._hops > self._fade_in:
            return 1.0
        return (0.5 - 0.5 * cos(pi * (self._hops - 0.5) / self._fade_in)) ** 2

    def _follow(self, coming: float, most: Decibel) -> None:
        if coming > self._aim * _REST:
            self._mean += (coming - self._mean) / _MEMORY
        self._sparse += (coming - self._sparse) / _SPELL
        surplus = min(max(lufs_of(self._sent) - self._target, 0.0), _TRIM)
        wanted = min(self._target - lufs_of(self._mean) - surplus, most, self._evenness.most - lufs_of(self._sparse))
        self._level += min(max(wanted - self._level, -FALL), RISE)

    def _protect(self, power: float) -> None:
        allowed = max(min(self._without_jump(), self._without_swell()), self._aim * _LEAST)
        excess = 10.0 * log10(allowed / power) if power > allowed else 0.0
        self._guard = min(excess, self._guard + _RELEASE, 0.0)

    def _without_jump(self) -> float:
        """The most that this hop may hold, for each of the four windows of 400 ms that it is in."""
        mean = min(max(self._evenness.mean, self._target + _SPARSEST), self._target)
        floor = power_of(mean - _FLOOR)
        most: list[float] = []
        for inside in range(_MOMENTARY):
            before = max(self._past.sum(_SHORT, inside) / _SHORT, floor)
            most.append(_MOMENTARY * before * _JUMP_POWER - self._past.sum(inside))
        return min(most)

    def _without_swell(self) -> float:
        """The most that this hop may hold, for the 3 s that end with it."""
        return _SHORT * self._aim * _SWELL_POWER - self._past.sum(_SHORT - 1)
