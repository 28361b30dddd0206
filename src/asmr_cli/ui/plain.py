"""One plain line when something changes: for a cron mail, a log, a screen reader."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TextIO

from asmr_cli.models.event import Event
from asmr_cli.models.session import Session
from asmr_cli.models.status import Status
from asmr_cli.plan.durations import format_clock, format_duration
from asmr_cli.types import Seconds
from asmr_cli.ui import words
from asmr_cli.ui.display import NullDisplay

_REASONS: Final = {
    "deadline": "the end, silence",
    "stopped": "stopped softly",
    "signal": "stopped softly by a signal",
    "device": "ended: the sound device is gone",
    "error": "ended by an error",
}
_PHASES: Final = {"settle": "settle: arriving", "drift": "drift: fewer sounds", "away": "away: steady sound alone"}
_STILL: Final = {
    "breath_end": "the breathing pace ends",
    "paused": "paused",
    "resumed": "on again",
    "device_lost": "the sound device is gone, waiting for it",
    "device_back": "the sound device is back",
}


class PlainDisplay(NullDisplay):
    """Writes `mm:ss  what happens`, elapsed time first."""

    def __init__(self, stream: TextIO, session: Session, note: str = "", silent: bool = False) -> None:
        """`note` is said once at the start."""
        self._stream = stream
        self._session = session
        self._note = note
        self._silent = silent
        self._notice = ""
        self._texts: dict[str, Callable[[Mapping[str, Any]], str]] = {
            "planned": self._planned,
            "segment": lambda data: f"{'bed: ' if data['lane'] == 'bed' else ''}{words.title(data['trigger'])}",
            "phase": lambda data: _PHASES[data["phase"]],
            "fade": lambda data: f"fading out over {format_duration(data['duration'])}",
            "volume": lambda data: f"volume {data['volume']}",
            "extended": lambda data: f"{format_duration(data['seconds'])} more",
            "skipped": lambda data: f"leaving {words.title(data.get('trigger') or 'this')}",
            "ended": lambda data: _REASONS[data["reason"]],
        }

    def event(self, event: Event) -> None:
        if event.name == "started":
            return
        text = _STILL.get(event.name) or self._texts[event.name](event.data)
        self._say(event.elapsed, text)
        if event.name == "planned" and self._note:
            self._say(event.elapsed, self._note)

    def status(self, status: Status) -> None:
        """Only a new notice is worth a line."""
        if status.notice != self._notice:
            self._notice = status.notice
            if status.notice:
                self._say(status.elapsed, status.notice)

    def _planned(self, data: Mapping[str, Any]) -> str:
        length = format_duration(self._session.duration)
        names = list(dict.fromkeys(words.title(segment.trigger) for segment in self._session.segments))
        what = words.SILENT if self._silent else ", ".join(names) or words.CUE
        return f"{length}: {what} (seed {self._session.seed})"

    def _say(self, elapsed: Seconds, text: str) -> None:
        self._stream.write(f"{format_clock(elapsed):>7}  {text}\n")
        self._stream.flush()
