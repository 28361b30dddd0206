"""The display for the night: a breath on a black screen, dimming with the sound, then nothing."""

import math
import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TextIO

from asmr_cli.models.event import Event
from asmr_cli.models.session import Phase, Session
from asmr_cli.models.status import BreathMoment, Status
from asmr_cli.plan.breathing import moment
from asmr_cli.plan.phases import phases
from asmr_cli.types import Seconds
from asmr_cli.ui import words
from asmr_cli.ui.scene import Scene, compose
from asmr_cli.ui.screen import Screen
from asmr_cli.ui.shapes import PLAIN_GLYPHS, Glyphs
from asmr_cli.ui.theme import depth

FRAME: Final[Seconds] = 0.2
"""Five frames a second; a breath needs no more."""
PEEK: Final[Seconds] = 5.0
BLANK: Final[Seconds] = 120.0
"""Without a pacer the screen is black after so long; so it is in a long pause."""
_NOTE: Final[Seconds] = 45.0
_HINT: Final[Seconds] = 15.0
_STALE: Final[Seconds] = 1.0
"""Between two Status values time is carried on by so much at most."""
_LEAST: Final = 0.3
_PEEKED: Final = 0.4
"""How bright a screen is at most that was black: just enough to be read."""
_WANES: Final = 0.35
"""By so much the screen has darkened when it goes black."""
_PATIENCE: Final[Seconds] = 1.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a person wants it."""

    still: bool = False
    silent: bool = False
    blank_after: Seconds | None = None
    note: str = ""
    """Said in the first seconds, on the first night."""
    without: str = ""
    """Keys that mean nothing in this session."""


class LiveDisplay:
    """Draws in a thread of its own: a terminal that hangs cannot starve the sound."""

    def __init__(
        self,
        stream: TextIO,
        environ: Mapping[str, str],
        session: Session,
        look: Look | None = None,
        size: Callable[[], tuple[int, int]] | None = None,
        now: Callable[[], Seconds] = time.monotonic,
        unicode: bool | None = None,
    ) -> None:
        """`size` gives columns and rows, asked for every frame (None: the stream's own terminal); `unicode` None: told
        from stream and TERM."""
        self._screen = Screen(stream, depth(environ))
        draws = _draws(stream, environ) if unicode is None else unicode
        self._glyphs = Glyphs() if draws else PLAIN_GLYPHS
        self._session = session
        self._look = look or Look()
        self._size = size or (lambda: _size_of(stream))
        self._now = now
        self._status: tuple[Status, Seconds] | None = None
        self._peek: tuple[Seconds, bool] = (0.0, False)
        self._still_since: Seconds | None = None
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="display", daemon=True)
        self.failure: Exception | None = None
        """What stopped the drawing, if anything did."""

    def open(self) -> None:
        self._thread.start()

    def event(self, event: Event) -> None:
        """What a key or a command did is shown for a moment, also on a black screen."""
        if event.name in ("paused", "resumed", "volume", "extended", "skipped"):
            self.peek()

    def status(self, status: Status) -> None:
        before = self._status
        self._status = (status, self._now())
        if status.notice and (before is None or before[0].notice != status.notice):
            self.peek()

    def peek(self, keys: bool = False) -> None:
        with self._wake:
            self._peek = (self._now() + PEEK, keys)
            self._wake.notify()

    def close(self) -> None:
        """Give the terminal back; one that hangs is not waited for."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)
        if not self._thread.is_alive():
            self._screen.leave()

    def _run(self) -> None:
        try:
            self._screen.enter()
            while not self._closing:
                began = self._now()
                wait = self.frame()
                with self._wake:
                    self._wake.wait_for(self._called, wait)
                time.sleep(max(0.0, min(FRAME, began + FRAME - self._now())))
        except Exception as failure:  # whatever it is: the night goes on without a picture
            self.failure = failure
        finally:
            self._screen.leave()

    def _called(self) -> bool:
        """Whether there is a reason to draw before the time: to end, or a key on a black screen."""
        return self._closing or (self._screen.black and self._now() < self._peek[0])

    def frame(self) -> Seconds | None:
        """Draw what there is to see now; how long until the next look, None until something wakes it."""
        known, now = self._status, self._now()
        if known is None:
            return FRAME
        status, received = known
        elapsed = status.elapsed
        if status.state in ("playing", "fading"):
            elapsed += min(_STALE, max(0.0, now - received))
        peeked = now < self._peek[0]
        if not peeked and self._is_over(status, elapsed, now):
            self._screen.blank()
            return None
        cols, rows = self._size()
        self._screen.draw(compose(self.scene(status, elapsed, peeked), max(1, cols), max(1, rows)))
        return FRAME

    def scene(self, status: Status, elapsed: Seconds, peeked: bool = False) -> Scene:
        """What is to be seen at a moment; `peeked`: within the seconds after a key."""
        dim = self._dim(status, elapsed)
        if self._is_dark(elapsed) or status.state == "grace":
            dim = max(_LEAST, min(_PEEKED, dim))
        return Scene(
            status=status,
            phases=self._phases(status.duration),
            elapsed=elapsed,
            breath=self._breath(status, elapsed),
            dim=dim,
            moving=not self._look.still,
            silent=self._look.silent,
            keys=words.keys(self._look.without) if peeked and self._peek[1] else (),
            note=self._note(elapsed),
            glyphs=self._glyphs,
        )

    def _is_over(self, status: Status, elapsed: Seconds, now: Seconds) -> bool:
        """Whether the screen is to be black: the time for it has come, or a pause has lasted long."""
        if status.state not in ("paused", "grace"):
            self._still_since = None
            return self._is_dark(elapsed)
        if self._still_since is None:
            self._still_since = now
        return self._is_dark(elapsed) or now - self._still_since > BLANK

    def _is_dark(self, elapsed: Seconds) -> bool:
        return elapsed >= self._dark_from()

    def _dark_from(self) -> Seconds:
        """When the pacer ends, or after two minutes without one; a session that is only looked at stays lit."""
        if self._look.blank_after is not None:
            return self._look.blank_after
        if self._look.silent:
            return float("inf")
        return BLANK if self._session.breath is None else self._session.breath.end

    def _dim(self, status: Status, elapsed: Seconds) -> float:
        """Slowly darker until it is black, and with the sound's own fade; the fade-in is no sunrise."""
        waned = 1 - _WANES * min(1.0, elapsed / min(self._dark_from(), status.duration))
        gain = 1.0 if elapsed <= self._session.fade_in else max(0.0, min(1.0, status.gain))
        return waned * (_LEAST + (1 - _LEAST) * math.sqrt(gain))

    def _breath(self, status: Status, elapsed: Seconds) -> BreathMoment | None:
        breath = self._session.breath
        found = moment(breath, elapsed) if breath is not None and status.state != "grace" else None
        return replace(found, word="") if found is not None and status.state == "paused" else found

    def _phases(self, duration: Seconds) -> tuple[Phase, ...]:
        """The plan's phases, or those of the new length when the session was extended."""
        return self._session.phases if duration == self._session.duration else phases(duration)

    def _note(self, elapsed: Seconds) -> str:
        if self._look.note and elapsed < _NOTE:
            return self._look.note
        return words.HINT if elapsed < _HINT else ""


def _size_of(stream: TextIO) -> tuple[int, int]:
    """Columns and rows of the terminal behind a stream, as it is at the moment; some say that they have none."""
    usual = shutil.get_terminal_size()
    try:
        cols, rows = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return usual
    return cols or usual.columns, rows or usual.lines


def _draws(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether the terminal has circles of braille dots: the Linux console and non-UTF-8 ones have not."""
    encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
    return encoding.startswith("utf") and environ.get("TERM") != "linux"
