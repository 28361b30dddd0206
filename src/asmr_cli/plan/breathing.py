"""The pacer: a programme of breaths, each of them at one constant pace.

Rates follow a straight line in breaths a minute; where the line has counted a whole breath, the next one begins. So the
breaths of a ramp fill it exactly, and pacing never changes within a breath."""

import math
from typing import Final, NamedTuple

from asmr_cli.models.request import Pattern
from asmr_cli.models.session import Breath
from asmr_cli.models.status import BreathMoment
from asmr_cli.types import Seconds

RAMP: Final = (480.0, 0.27)
"""The ramp lasts so many seconds, but at most this share of the session (rule 6)."""
END: Final = (720.0, 0.40)
"""The pacer is done by then."""
_SIGH_FIRST: Final = 0.75
"""How far the first of the two inhales of a sigh opens."""
_EPSILON: Final = 1e-9


class Pace(NamedTuple):
    """Shares of a breath (in, second, out, rest), breaths a minute at first and at last, the most breaths."""

    cycle: tuple[float, float, float, float]
    start_bpm: float
    end_bpm: float
    most: float = math.inf


PACES: Final[dict[Pattern, Pace]] = {
    "ramp": Pace((0.4, 0.0, 0.6, 0.0), 10.0, 6.0),
    "4-7-8": Pace((4 / 19, 7 / 19, 8 / 19, 0.0), 60 / 19, 60 / 19, most=4),
    "box": Pace((0.25, 0.25, 0.25, 0.25), 5.0, 5.0),
    "coherent": Pace((0.5, 0.0, 0.5, 0.0), 6.0, 6.0),
    "sigh": Pace((0.3, 0.1, 0.6, 0.0), 6.0, 6.0),
}


class OneBreath(NamedTuple):
    """One breath of the programme, in seconds of the session."""

    start: Seconds
    length: Seconds


def programme(pattern: Pattern, duration: Seconds, cue: bool = False, whole: bool = False) -> Breath | None:
    """The breaths of a session; None when off or when not one fits. `whole`: for all of the time."""
    if pattern == "off":
        return None
    pace = PACES[pattern]
    longest = duration if whole else min(END[0], END[1] * duration)
    ramp = 0.0
    if pace.start_bpm != pace.end_bpm:
        longest_ramp = min(RAMP[0], duration if whole else RAMP[1] * duration)
        mean = (pace.start_bpm + pace.end_bpm) / 2 / 60
        ramp = math.floor(longest_ramp * mean + _EPSILON) / mean
    steady = min(math.floor((longest - ramp) * pace.end_bpm / 60 + _EPSILON), pace.most)
    end = ramp + steady * 60 / pace.end_bpm
    return Breath(pattern, pace.cycle, pace.start_bpm, pace.end_bpm, ramp, end, cue) if end > 0 else None


def breath_at(breath: Breath, moment: Seconds) -> OneBreath | None:
    """The breath that holds a moment, None outside the programme."""
    if not 0 <= moment < breath.end - _EPSILON:
        return None
    if moment < breath.ramp - _EPSILON:
        number = math.floor(_counted(breath, moment) + _EPSILON)
        start, end = _reached(breath, number), _reached(breath, number + 1)
        return OneBreath(start, end - start)
    length = 60 / breath.end_bpm
    start = breath.ramp + math.floor((moment - breath.ramp) / length + _EPSILON) * length
    return OneBreath(start, length)


def moment(breath: Breath, at: Seconds) -> BreathMoment | None:
    """Where the pacer is: how open (0 to 1), its word and its pace; None before and after the programme."""
    one = breath_at(breath, at)
    if one is None:
        return None
    size, word = _shape(breath, min(1.0, max(0.0, (at - one.start) / one.length)))
    return BreathMoment(size, word, 60 / one.length)


def _counted(breath: Breath, at: Seconds) -> float:
    """Breaths since the start, within the ramp: the integral of the rate."""
    slope = (breath.end_bpm - breath.start_bpm) / breath.ramp
    return (breath.start_bpm * at + slope * at * at / 2) / 60


def _reached(breath: Breath, number: int) -> Seconds:
    """When the ramp has counted so many breaths: the inverse of `_counted`."""
    slope = (breath.end_bpm - breath.start_bpm) / breath.ramp
    root = math.sqrt(max(0.0, breath.start_bpm**2 + 2 * slope * 60 * number))
    return min(breath.ramp, (root - breath.start_bpm) / slope)


def _shape(breath: Breath, t: float) -> tuple[float, str]:
    """Size and word at the fraction `t` of one breath."""
    inhale, second, exhale, _ = breath.cycle
    sigh = breath.pattern == "sigh"
    full = _SIGH_FIRST if sigh else 1.0
    if t < inhale:
        return full * _ease(t / inhale), "in"
    if t < inhale + second:
        return (full + (1 - full) * _ease((t - inhale) / second), "in") if sigh else (1.0, "hold")
    if t < inhale + second + exhale:
        return 1.0 - _ease((t - inhale - second) / exhale), "out"
    return 0.0, "hold"


def _ease(t: float) -> float:
    return 0.5 - 0.5 * math.cos(math.pi * t)
