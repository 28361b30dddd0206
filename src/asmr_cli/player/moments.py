"""What the plan lets happen when: segments, phases, the end of the pacer, the fade."""

import math
from collections.abc import Iterator

from asmr_cli.models import Session
from asmr_cli.models.event import Event
from asmr_cli.types import Seconds


class Coming:
    """`moments` turn by turn: it looks through the plan only when the next one has come, or the plan is another."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._next: Seconds = 0.0

    def upto(self, session: Session, after: Seconds, upto: Seconds) -> list[Event]:
        """The events in (after, upto], in order of time."""
        if session is self._session and upto < self._next:
            return []
        self._session = session
        self._next = min((event.elapsed for event in _all(session) if event.elapsed > upto), default=math.inf)
        return moments(session, after, upto)


def moments(session: Session, after: Seconds, upto: Seconds) -> list[Event]:
    """The events in (after, upto], in order of time."""
    found = [event for event in _all(session) if after < event.elapsed <= upto]
    return sorted(found, key=lambda event: event.elapsed)


def _all(session: Session) -> Iterator[Event]:
    for phase in session.phases:
        if phase.end > phase.start:
            yield Event("phase", phase.start, {"phase": phase.name})
    for segment in session.segments:
        yield Event("segment", segment.start, {"lane": segment.lane, "trigger": segment.trigger, "end": segment.end})
    if session.breath is not None:
        yield Event("breath_end", session.breath.end)
    fade = session.fade_out
    yield Event("fade", fade.start, {"duration": fade.duration, "curve": fade.curve})
