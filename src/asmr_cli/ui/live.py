"""The display for the night: a breath on a black screen, dimming with the sound, then nothing."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Final, TextIO

from asmr_cli.models.event import Event
from asmr_cli.models.session import Session
from asmr_cli.models.status import Status
from asmr_cli.types import Seconds
from asmr_cli.ui.scene import compose
from asmr_cli.ui.screen import Screen
from asmr_cli.ui.terminal import glyphs_of, size_of
from asmr_cli.ui.theme import depth
from asmr_cli.ui.view import BLANK, Look, View

FRAME: Final[Seconds] = 0.2
"""Five frames a second; a breath needs no more."""
PEEK: Final[Seconds] = 5.0
STALE: Final[Seconds] = 2.0
"""Between two Status values time is carried on by so much at most; a calm player tells one a second."""
_AWAY: Final[Seconds] = 1.0
"""After a longer gap between two frames the page may be another's by now."""
_PATIENCE: Final[Seconds] = 1.0
"""How long a terminal is waited for that takes nothing when it is given back."""
_HANGS: Final[Seconds] = 2.5
"""One that has taken nothing for so long by then hangs, and is waited for no more than `_LAST`: a stop takes three
seconds already."""
_LAST: Final[Seconds] = 0.1


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
    ) -> None:
        """`size` gives columns and rows, asked for every frame (None: the stream's own terminal)."""
        self._screen = Screen(stream, depth(environ))
        self.view = View(session, look or Look(), glyphs_of(stream, environ))
        self._size = size or (lambda: size_of(stream))
        self._now = now
        self._status: tuple[Status, Seconds] | None = None
        self._peek: tuple[Seconds, bool] = (0.0, False)
        self._blanked = (0, 0)
        """The size of the screen when it was made black."""
        self._still_since: Seconds | None = None
        self._drawing: Seconds | None = None
        """Since when a frame is on its way to the terminal; None while none is."""
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
        if self._is_resized():
            with self._wake:
                self._wake.notify()

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
            drawing = self._drawing
            hangs = drawing is not None and self._now() - drawing > _HANGS
            self._thread.join(_LAST if hangs else _PATIENCE)
        if self._thread.is_alive():
            self._screen.give_up()
        else:
            self._screen.leave()

    def _run(self) -> None:
        try:
            self._screen.enter()
            before = self._now()
            while not self._closing:
                began = self._drawing = self._now()
                if began - before > _AWAY:
                    self._screen.again()
                before = began
                wait = self.frame()
                self._drawing = None
                with self._wake:
                    self._wake.wait_for(self._called, wait)
                time.sleep(max(0.0, min(FRAME, began + FRAME - self._now())))
        except Exception as failure:  # whatever it is: the night goes on without a picture
            self.failure = failure
        finally:
            self._screen.leave()

    def _called(self) -> bool:
        """Whether there is a reason to draw before the time: to end, or a key or another size on a black screen."""
        return self._closing or (self._screen.black and self._now() < self._peek[0]) or self._is_resized()

    def _is_resized(self) -> bool:
        """Whether a black screen is no longer black all over: what a terminal adds may be white."""
        return self._screen.black and self._size() != self._blanked

    def frame(self) -> Seconds | None:
        """Draw what there is to see now; how long until the next look, None until something wakes it."""
        known, now = self._status, self._now()
        if known is None:
            return FRAME
        status, received = known
        elapsed = status.elapsed
        if status.state in ("playing", "fading"):
            elapsed += min(STALE, max(0.0, now - received))
        peeked = now < self._peek[0]
        if not peeked and self._is_over(status, elapsed, now):
            resized, self._blanked = self._is_resized(), self._size()
            self._screen.blank(again=resized)
            return None
        cols, rows = self._size()
        scene = self.view.scene(status, elapsed, keys=peeked and self._peek[1])
        self._screen.draw(compose(scene, max(1, cols), max(1, rows)))
        return FRAME

    def _is_over(self, status: Status, elapsed: Seconds, now: Seconds) -> bool:
        """Whether the screen is to be black: the time for it has come, or a pause has lasted long."""
        if status.state not in ("paused", "grace"):
            self._still_since = None
            return self.view.is_dark(elapsed)
        if self._still_since is None:
            self._still_since = now
        return self.view.is_dark(elapsed) or now - self._still_since > BLANK
