"""A progress line on a terminal, after the first second."""

import shutil
from types import TracebackType
from typing import Self

from asmr_cli.cli.environment import environment
from asmr_cli.cli.readable import on_one_line
from asmr_cli.types import RATE, Frames

_EVERY = 0.2
"""Seconds between two looks of the line."""


class Progress:
    """Called with (frames done, frames in all); shows share, speed and time left on one line of stderr."""

    def __init__(self, doing: str) -> None:
        self._doing = on_one_line(doing)
        self._now = environment().monotonic
        self._began = self._now()
        self._shown = 0.0
        self._out = environment().stderr
        self._seen = self._out.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()

    def __call__(self, done: Frames, total: Frames) -> None:
        now = self._now()
        if not done or not self._seen or now - self._began < 1.0 or now - self._shown < _EVERY:
            return
        self._shown = now
        passed = now - self._began
        speed = done / RATE / passed
        total = max(total, done)  # a header may promise less than there is
        left = (total - done) / RATE / speed
        state = f"  {100 * done // total} %  {speed:.0f}x real time  {left:.0f} s left"
        # One column is left free: a full line would wrap, and could not be written over.
        room = max(shutil.get_terminal_size().columns - len(state) - 1, 0)
        doing = self._doing if len(self._doing) <= room else self._doing[: room - 1] + "…"
        self._out.write(f"\r\x1b[K{doing}{state}")
        self._out.flush()
