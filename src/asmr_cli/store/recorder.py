"""Listens to a running session and keeps it in the history; if that fails, the session goes on without."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from asmr_cli.errors import AsmrError, CannotWrite
from asmr_cli.models import Session
from asmr_cli.models.event import Event
from asmr_cli.models.status import Status
from asmr_cli.store.history import History
from asmr_cli.store.played import Progress
from asmr_cli.types import Seconds

EVERY: Seconds = 60.0
"""How often progress is written: what a crash may lose of "how long"."""

PATIENCE: Seconds = 0.2
"""How long a write may wait for another process; the thread that writes also pumps the sound."""


class Recorder:
    """An observer of one session. All moments are seconds of that session."""

    def __init__(
        self,
        history: Path | None,
        session: Session,
        request: Mapping[str, Any] | None,
        now: Callable[[], datetime.datetime],
    ) -> None:
        """`history` None keeps nothing; `request` as `store.again.remember` gives it, None for a session file.

        The file is opened here, while the fade-in is next to nothing: later a slow disk would keep sound waiting."""
        self._session = session
        self._request = request
        self._now = now
        self._id = 0
        self._heard: defaultdict[tuple[str, str], Seconds] = defaultdict(float)
        self._counted: Seconds = 0.0
        self._written: Seconds = 0.0
        self._last_key: Seconds | None = None
        self._history: History | None = None
        self.failure: AsmrError | None = None
        """Why nothing is kept, for a note; None while all is well."""
        try:
            self._history = History(history, PATIENCE) if history else None
        except CannotWrite:
            return  # a user without a home that can be written to, such as one of cron's, keeps no history: no news
        except AsmrError as error:
            self.failure = error

    def event(self, event: Event) -> None:
        """Follow the session: it has started, it has ended."""
        if event.name == "started":
            self._try(self._begin)
        elif event.name == "ended":
            self._count(event.elapsed)
            self._try(lambda history: self._end(history, event))
            self._close()

    def status(self, status: Status) -> None:
        """It has come so far; written once a minute."""
        if status.elapsed - self._written >= EVERY:
            self._written = status.elapsed
            self._count(status.elapsed)
            self._try(lambda history: history.update(self._id, self._progress(status.elapsed)))

    def key(self, at: Seconds) -> None:
        """A key was pressed."""
        self._last_key = at

    def replan(self, session: Session, at: Seconds) -> None:
        """From `at` on another plan plays."""
        self._count(at)
        self._session = session

    def _begin(self, history: History) -> None:
        self._id = history.begin(self._now(), self._request, self._session.duration, self._session.seed)

    def _end(self, history: History, event: Event) -> None:
        if self._id:
            history.end(self._id, self._progress(event.elapsed), event.data["reason"], event.data.get("signal"))

    def _progress(self, at: Seconds) -> Progress:
        return Progress(at, self._session.duration, self._last_key, dict(self._heard))

    def _count(self, at: Seconds) -> None:
        """Add what the plan plays between the last count and `at`."""
        for key, seconds in heard(self._session, self._counted, at).items():
            self._heard[key] += seconds
        self._counted = max(self._counted, at)

    def _try(self, write: Callable[[History], None]) -> None:
        if self._history:
            try:
                write(self._history)
            except AsmrError as error:
                self.failure = error
                self._close()

    def _close(self) -> None:
        if self._history:
            self._history.close()
        self._history = None


def heard(session: Session, start: Seconds, end: Seconds) -> dict[tuple[str, str], Seconds]:
    """How long each (trigger, sound) plays between two moments of a session."""
    found: defaultdict[tuple[str, str], Seconds] = defaultdict(float)
    for segment in session.segments:
        for clip in segment.clips:
            seconds = min(end, clip.start + clip.length) - max(start, clip.start)
            if seconds > 0:
                found[segment.trigger, clip.sound] += seconds
    return dict(found)
