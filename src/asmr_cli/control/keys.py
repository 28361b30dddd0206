"""Keys of a terminal as commands."""

import os
import select
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from asmr_cli.control.cat import CatGuard
from asmr_cli.control.console import typed
from asmr_cli.control.decoder import CTRL_C, Decoder
from asmr_cli.control.inbox import HasFileno
from asmr_cli.control.keymap import Keymap
from asmr_cli.models.command import Command, Stop
from asmr_cli.models.status import State
from asmr_cli.types import Seconds

ASK = "x again: never this"
"""What the display says after the first `x`."""

_READ = 4096


class Keys:
    """Reads a file of bytes, such as a terminal in `terminal.quiet`. What it reads after its end is nothing."""

    def __init__(
        self,
        file: HasFileno,
        state: Callable[[], State | None],
        clock: Callable[[], Seconds] = time.monotonic,
        pressed: Callable[[], None] = lambda: None,
        without: str = "",
    ) -> None:
        """`state` says what a key means just now, None: nothing plays yet. `pressed` hears that somebody is awake.
        `without`: see Keymap."""
        self._file: HasFileno | None = file
        self._state = state
        self._clock = clock
        self._decoder = Decoder()
        self._cat = CatGuard()
        self._keymap = Keymap(without)
        self._pressed = pressed

    def files(self) -> Sequence[HasFileno]:
        return [self._file] if self._file is not None and sys.platform != "win32" else []

    def notice(self) -> str:
        """A question that waits for a key, or nothing."""
        return ASK if self._keymap.asking(self._clock()) else ""

    def commands(self) -> Iterator[Command]:
        now = self._clock()
        data = self._read()
        if self._file is None and self._state() == "grace":  # nobody can press a key any more
            yield Stop()
        if not data and not self._decoder.waiting:
            return
        keys = self._decoder.feed(data, now)
        if keys and not self._cat.lets(len(keys), now):
            keys = [CTRL_C] if CTRL_C in keys else []
        if keys:
            self._pressed()
        for key in keys:
            state = self._state()
            if state is not None:
                yield from self._keymap.commands(key, state, now)

    def _read(self) -> bytes:
        """What is there now, without waiting."""
        if sys.platform == "win32":
            return typed()
        if self._file is None or not ready(self._file):
            return b""
        try:
            data = os.read(self._file.fileno(), _READ)
        except OSError:  # the terminal is gone; SIGHUP says so, too
            data = b""
        if not data:
            self._file = None
        return data


def ready(file: HasFileno) -> bool:
    """Whether a read returns at once."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(file, select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([file], [], [], 0)[0])
