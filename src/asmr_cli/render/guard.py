"""The fast half of levelling: holds down, for as long as it lasts, what would jump out of the sound around it."""

from collections.abc import Callable, Sequence
from math import inf, log10
from typing import Final

from asmr_cli.render.lufs import power_of
from asmr_cli.render.past import MOMENTARY, SHORT, Past
from asmr_cli.types import Decibel, Lufs

_JUMP_POWER: Final = 10.0**0.64
"""6.4 dB: 400 ms above the 3 s before them. Rule 1 allows 8; windows that begin between two hops see up to 1 more."""

_BETWEEN_POWER: Final = 10.0**0.78
"""7.8 dB: a window that begins between two hops lies in five of them; two short beats 0.4 s apart fill just these."""

_NEAR = 1.5
"""Five hops can only be too much where four of them have less room than this."""

_FLOOR: Decibel = 11.0
"""Those 3 s count as no quieter than the session's mean less this (rule 1 says 10)."""

_PEAK: Final = 10.0 ** (-6.0 / 20.0)
"""Sparse taps that are lifted would be limited all the time; the last 0.3 dB are left to the limiter."""

_LEAST = 0.03
"""Of what is held: even after a burst a hop may be 15 dB under it. The guard holds, it does not mute."""

_RELEASE: Decibel = 0.6
"""It lets go by 6 dB a second."""


class Guard:
    """A gain for every hop, from what it holds with the next three and from what was let through before it.

    A burst is lowered as a whole: if only what no longer fits were cut, its end would be chopped off."""

    def __init__(self) -> None:
        self._gain: Decibel = 0.0

    def gain(
        self, powers: Sequence[float], peak: float, past: Past, reached: Lufs, mean: Callable[[], Lufs]
    ) -> Decibel:
        """For the first of MOMENTARY + 1 `powers`, whose largest amplitude is `peak`.

        `reached`: the level that is held; `mean`: the session's, which is asked for only where it counts."""
        share = 1.0
        if not _is_within(powers, past):
            least = power_of(reached) * _LEAST
            share = max(_without_jump(powers, past, mean()), least / max(powers[0], least))
        if peak > _PEAK:
            share = min(share, (_PEAK / peak) ** 2)
        self._gain = min(10.0 * log10(share) if share < 1.0 else 0.0, self._gain + _RELEASE)
        return self._gain


def _is_within(powers: Sequence[float], past: Past) -> bool:
    """Whether all windows together are softer than what is common to the 3 s before each of them allows: nearly always,
    and in a fifth of the time of looking at each."""
    heard = past.sum(SHORT - 1 - MOMENTARY, MOMENTARY)
    return sum(powers) + past.sum(MOMENTARY) + past.beside(len(powers)) <= MOMENTARY * _JUMP_POWER / SHORT * heard


def _without_jump(powers: Sequence[float], past: Past, mean: Lufs) -> float:
    """The share of the next hops' power that fits into each of the windows of 400 ms that the first is in."""
    floor = power_of(mean - _FLOOR)
    coming, least = sum(powers[:MOMENTARY]), inf
    for inside in range(MOMENTARY):
        before = max(past.sum(SHORT, inside) / SHORT, floor)
        room = MOMENTARY * before * _JUMP_POWER - past.sum(inside) - past.beside(MOMENTARY - inside)
        least = min(least, room / max(coming, 1e-12))
        coming -= powers[MOMENTARY - 1 - inside]
    return least if least > _NEAR else min(least, _without_jump_between(powers, past, floor))


def _without_jump_between(powers: Sequence[float], past: Past, floor: float) -> float:
    """The same for the five windows that begin between two hops."""
    coming, least = sum(powers), inf
    for inside in range(MOMENTARY + 1):
        before = max(past.sum(SHORT - 1, inside) / SHORT, floor)
        room = MOMENTARY * before * _BETWEEN_POWER - past.sum(inside) - past.beside(MOMENTARY + 1 - inside)
        least = min(least, room / max(coming, 1e-12))
        coming -= powers[MOMENTARY - inside]
    return least
