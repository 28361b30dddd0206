"""Decides, a tenth of a second at a time, how loud the sound may be: slowly up, quickly down, never a jump."""

from collections import deque
from collections.abc import Sequence
from math import log10

from asmr_cli.types import Decibel, Lufs

AHEAD = 10
"""Hops that are known in advance: one second."""

RISE: Decibel = 0.05
"""Up by half a dB a second at most: a rising level is a warning cue (EVIDENCE 3.5)."""

FALL: Decibel = 0.4
"""Down by 4 dB a second at most; what is faster is the guard's."""

MAKE_UP: Decibel = 12.0
"""More gain would lift the noise of a quiet recording."""

_MEMORY = 80
"""Hops of the running mean: eight seconds."""

_JUMP: Decibel = 6.5
"""400 ms above the 3 s before them. Rule 1 allows 8; windows that begin between two hops see up to 1 more."""

_SWELL: Decibel = 4.0
"""Three seconds above the target at most: what a wave may do, and a shout may not."""

_FLOOR: Decibel = 10.0
"""Those 3 s count as no quieter than the session's mean less this."""

_RELEASE: Decibel = 0.6
"""The guard lets go by 6 dB a second."""

_MOMENTARY, _SHORT = 4, 30
"""Hops of 400 ms and of 3 s."""


def power_of(lufs: Lufs) -> float:
    """K-weighted mean square of a loudness (BS.1770: L = -0.691 + 10·log10 P)."""
    return float(10.0 ** ((lufs + 0.691) / 10.0))


def lufs_of(power: float) -> Lufs:
    return -0.691 + 10.0 * log10(power) if power > 1e-12 else -120.0


class Governor:
    """Gains for one stream of hops, whose K-weighted powers it is told in order."""

    def __init__(self, target: Lufs) -> None:
        self._target = target
        self._aim = power_of(target)
        self._mean = self._aim
        self._level: Decibel = 0.0
        self._guard: Decibel = 0.0
        self._past: deque[float] = deque([self._aim] * (_SHORT + _MOMENTARY), _SHORT + _MOMENTARY)

    @property
    def short_term(self) -> Lufs:
        """Loudness of the last three seconds that it let through."""
        recent = list(self._past)[-_SHORT:]
        return lufs_of(sum(recent) / _SHORT)

    def gain(self, ahead: Sequence[float], most: Decibel = MAKE_UP) -> Decibel:
        """Gain of the hop whose raw power is `ahead[0]`, knowing those after it; `most`: make-up gain that is left."""
        self._follow(ahead, most)
        power = ahead[0] * 10.0 ** (self._level / 10.0)
        self._protect(power)
        self._past.append(power * 10.0 ** (self._guard / 10.0))
        return self._level + self._guard

    def _follow(self, ahead: Sequence[float], most: Decibel) -> None:
        self._mean += (ahead[-1] - self._mean) / _MEMORY
        heard = lufs_of(self._mean)
        wanted = min(self._target - heard, most)
        if heard < self._target - 25.0:
            wanted = min(wanted, self._level)  # a rest is not lifted
        self._level += min(max(wanted - self._level, -FALL), RISE)

    def _protect(self, power: float) -> None:
        past = list(self._past)
        before = max(sum(past[1 : -_MOMENTARY + 1]) / _SHORT, self._aim * 10.0 ** (-_FLOOR / 10.0))
        allowed = _MOMENTARY * before * 10.0 ** (_JUMP / 10.0) - sum(past[1 - _MOMENTARY :])
        swell = _SHORT * self._aim * 10.0 ** (_SWELL / 10.0) - sum(past[1 - _SHORT :])
        allowed = max(min(allowed, swell), self._aim * 0.1)
        excess = 10.0 * log10(allowed / power) if power > allowed else 0.0
        self._guard = min(excess, self._guard + _RELEASE, 0.0)
