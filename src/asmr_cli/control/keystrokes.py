"""What is typed, key by key; sequences, pasted text and a cat on the keyboard are none."""

import os
import select
import sys
from collections.abc import Sequence

from asmr_cli.control.cat import CatGuard
from asmr_cli.control.console import typed
from asmr_cli.control.decoder import CTRL_C, Decoder
from asmr_cli.control.inbox import HasFileno
from asmr_cli.types import Seconds

_READ = 4096


class Keystrokes:
    """Reads a file of bytes, such as a terminal in `terminal.quiet`. What it reads after its end is nothing."""

    def __init__(self, file: HasFileno) -> None:
        self._file: HasFileno | None = file
        self._decoder = Decoder()
        self._cat = CatGuard()

    @property
    def over(self) -> bool:
        """Whether nobody can press a key any more."""
        return self._file is None

    def files(self) -> Sequence[HasFileno]:
        """What becomes readable with a key."""
        return [self._file] if self._file is not None and sys.platform != "win32" else []

    def read(self, now: Seconds) -> list[str]:
        """The keys since the last call, without waiting; Ctrl-C is one also among a cat's."""
        keys = self._decoder.feed(self._data(), now)
        if keys and not self._cat.lets(len(keys), now):
            return [CTRL_C] if CTRL_C in keys else []
        return keys

    def _data(self) -> bytes:
        if sys.platform == "win32":
            return typed()
        if self._file is None or not _ready(self._file):
            return b""
        try:
            data = os.read(self._file.fileno(), _READ)
        except OSError:  # the terminal is gone; SIGHUP says so, too
            data = b""
        if not data:
            self._file = None
        return data


def _ready(file: HasFileno) -> bool:
    """Whether a read returns at once."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(file, select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([file], [], [], 0)[0])
