"""How the player behaves at the edges, and how a session ended."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from asmr_cli.models import Session
from asmr_cli.models.event import EndReason
from asmr_cli.types import Seconds


class End(NamedTuple):
    """How a session ended; `signal` where a signal ended it, or the grace after its deadline."""

    reason: EndReason
    signal: int | None = None


class Manner(NamedTuple):
    """How the player behaves at the edges."""

    on_lost: Literal["wait", "stop"] = "wait"
    grace: Seconds = 0.0
    """After the deadline a key starts again softly for so long; 0 without a terminal."""
    volume: int = 100
    shorten: Callable[[Session, Seconds, Seconds], Session] | None = None
    """(session, moment, new end) → plan; given where the deadline stays through a pause (`--until`)."""


DEFAULT = Manner()


def step(volume: int, steps: int) -> int:
    """Some steps louder or softer: a twentieth each, under 1 dB but for the last few; 1 to 100 is about fifty steps."""
    for _ in range(abs(steps)):
        change = max(round(volume / 20), 1)
        volume = min(max(volume + (change if steps > 0 else -change), 1), 100)
    return volume
