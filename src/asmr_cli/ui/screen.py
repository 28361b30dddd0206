"""The terminal as a black page: only what has changed is written, and it is given back whatever happens."""

import atexit
import contextlib
import threading
from typing import Final, TextIO

from asmr_cli.ui.canvas import Canvas
from asmr_cli.ui.theme import Depth, ground, paint

_BEGIN: Final = "\x1b[?2026h"
_END: Final = "\x1b[?2026l"
"""Synchronised output: a terminal that knows it shows a frame as a whole."""
_ENTER: Final = "\x1b[?1049h\x1b[?25l"
RESTORE: Final = "\x1b[?2026l\x1b[0m\x1b[?25h\x1b[?1049l"
"""Cursor and the page as they were before."""
_AGAIN: Final = "\x1b[?1047h\x1b[?25l"
"""The page without a cursor, whoever has it now: where it is still ours nothing flashes."""
_CLEAR: Final = "\x1b[2J"
_PATIENCE: Final = 1.0
"""Seconds for which a terminal that hangs is waited for when it is given back."""

Row = tuple[list[str], bytearray]


class Screen:
    """Draws canvases on a terminal's alternate page."""

    def __init__(self, stream: TextIO, colours: Depth) -> None:
        self._stream = stream
        self._colours = colours
        self._shown: list[Row] | None = None
        self._painted = ""
        self._entered = self._left = False
        self._lock = threading.Lock()
        self._patience = _PATIENCE
        self.black = False
        """Whether the page is blank."""

    def enter(self) -> None:
        """Take the page; it is given back at the end of the process at the latest."""
        self._entered = True
        atexit.register(self.leave)
        self._write(_ENTER + ground(self._colours) + _CLEAR)
        self._shown = None

    def again(self) -> None:
        """Take the page once more, to be drawn anew: a shell writes on that of a process which was stopped."""
        self._write(_AGAIN)
        self._shown, self.black = None, False

    def leave(self) -> None:
        """Give the page back; once is enough, more do no harm."""
        if not self._entered:
            return
        self._entered = False
        atexit.unregister(self.leave)
        free = self._lock.acquire(timeout=self._patience)
        self._left = True
        if free:
            with contextlib.suppress(OSError, ValueError):  # the terminal is gone: there is nothing to give back
                self._stream.write(RESTORE)
                self._stream.flush()
            self._lock.release()

    def give_up(self) -> None:
        """It was waited for in vain: the end of the process gives it back if it can, and does not wait once more."""
        self._patience = 0.0

    def blank(self, again: bool = False) -> None:
        """All black; written once, and then nothing more, unless it is to be black `again`."""
        if again or not self.black:
            self._write(ground(self._colours) + _CLEAR)
            self._shown, self.black = None, True

    def draw(self, canvas: Canvas) -> None:
        """Show a canvas, writing the cells that differ from what is shown."""
        new = list(zip(canvas.chars, canvas.shades, strict=True))
        shown, begin = self._shown, ""
        if shown is None or len(shown) != len(new) or len(shown[0][0]) != canvas.cols:
            begin = _CLEAR
            shown = [([" "] * canvas.cols, bytearray(canvas.cols))] * len(new)
        self._painted = ""
        text = begin + "".join(self._change(y, new[y], shown[y]) for y in range(len(new)) if new[y] != shown[y])
        self._shown, self.black = new, False
        if text:
            self._write(_BEGIN + ground(self._colours) + text + _END)

    def _change(self, y: int, row: Row, old: Row) -> str:
        """The cells of a row between the first and the last that differ."""
        chars, shades = row
        differ = [
            x
            for x, (char, was) in enumerate(zip(chars, old[0], strict=True))
            if char != was or (shades[x] != old[1][x] and char not in (" ", ""))
        ]
        if not differ:
            return ""
        first, last = differ[0], differ[-1]
        while first > 0 and chars[first] == "":
            first -= 1
        parts = [f"\x1b[{y + 1};{first + 1}H"]
        for x in range(first, last + 1):
            if chars[x] not in (" ", "") and (wanted := paint(shades[x], self._colours)) != self._painted:
                self._painted = wanted
                parts.append(wanted)
            parts.append(chars[x])
        return "".join(parts)

    def _write(self, text: str) -> None:
        """One frame at a time, and none after the page was given back."""
        with self._lock:
            if not self._left:
                self._stream.write(text)
                self._stream.flush()
