"""Follows a running session and keeps it in the history; if that fails, the session goes on without."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from asmr_cli.errors import AsmrError
from asmr_cli.models import Session
from asmr_cli.store.history import History, Progress
from asmr_cli.types import Seconds

EVERY: Seconds = 60.0
"""How often progress is written: what a crash may lose of "how long"."""


class Recorder:
    """Told by the session what happens; all moments are seconds of the session."""

    def __init__(self, history: Path | None) -> None:
        """`history` None: keep nothing."""
        self._path = history
        self._history: History | None = None
        self._id = 0
        self._session: Session | None = None
        self._heard: defaultdict[tuple[str, str], Seconds] = defaultdict(float)
        self._counted: Seconds = 0.0
        self._written: Seconds = 0.0
        self._last_key: Seconds | None = None
        self.failure: AsmrError | None = None
        """Why nothing is kept, for a note; None while all is well."""

    def begin(self, started: datetime.datetime, request: Mapping[str, Any] | None, session: Session) -> None:
        """The first frame is handed over; `request` as `store.options.write_all` gives it, None for a session file."""
        self._session = session
        if self._path is None:
            return
        try:
            self._history = History(self._path)
            self._id = self._history.begin(started, request, session.duration, session.seed)
        except AsmrError as error:
            self._give_up(error)

    def key(self, at: Seconds) -> None:
        """A key was pressed."""
        self._last_key = at

    def replan(self, at: Seconds, session: Session) -> None:
        """From `at` on another plan plays."""
        self._count(at)
        self._session = session

    def progress(self, at: Seconds) -> None:
        """It has come as far as `at`; written once a minute."""
        if at - self._written >= EVERY:
            self._written = at
            self._keep(at, None, None)

    def end(self, at: Seconds, reason: str, signal: int | None = None) -> None:
        """It is over."""
        self._keep(at, reason, signal)
        if self._history:
            self._history.close()
            self._history = None

    def _keep(self, at: Seconds, reason: str | None, signal: int | None) -> None:
        self._count(at)
        if self._history is None or self._session is None:
            return
        progress = Progress(at, self._session.duration, self._last_key, dict(self._heard))
        try:
            if reason is None:
                self._history.update(self._id, progress)
            else:
                self._history.end(self._id, progress, reason, signal)
        except AsmrError as error:
            self._give_up(error)

    def _count(self, at: Seconds) -> None:
        """Add what the plan plays between the last count and `at`."""
        if self._session is not None:
            for key, seconds in heard(self._session, self._counted, at).items():
                self._heard[key] += seconds
        self._counted = max(self._counted, at)

    def _give_up(self, error: AsmrError) -> None:
        self.failure = error
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
