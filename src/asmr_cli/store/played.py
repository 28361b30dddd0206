"""What is noted of a session that was played."""

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from asmr_cli.types import Seconds


class Progress(NamedTuple):
    """How far a session is."""

    elapsed: Seconds
    duration: Seconds
    """As planned by now, extensions included."""
    last_key: Seconds | None = None
    """When a key was last pressed, in seconds of the session."""
    heard: Mapping[tuple[str, str], Seconds] = MappingProxyType({})
    """(trigger, sound) → seconds so far."""


class Heard(NamedTuple):
    """So many seconds of one sound in one session."""

    trigger: str
    sound: str
    seconds: Seconds


class Entry(NamedTuple):
    """One session that was played."""

    id: int
    started: datetime.datetime
    """Local time of where it was played, with its offset."""
    request: dict[str, Any] | None
    """The options; None where a session file was played."""
    duration: Seconds
    """As it was planned at last, extensions included."""
    seed: int
    elapsed: Seconds
    last_key: Seconds | None
    """When a key was last pressed, in seconds of the session; None: never."""
    reason: str | None
    """deadline, stopped, signal, device, error; None: it still plays, or the process was killed."""
    signal: int | None
    heard: tuple[Heard, ...]

    @property
    def night(self) -> datetime.date:
        """The evening it belongs to."""
        return night_of(self.started)


def night_of(moment: datetime.datetime) -> datetime.date:
    """The evening that a moment belongs to: what begins before noon counts to the day before."""
    return (moment - datetime.timedelta(hours=12)).date()
