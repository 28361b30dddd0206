"""A copy of this process, made when somebody has just pressed Enter: it decodes what the session begins with.

It loads FFmpeg while the command line is read here and the session planned; here that can wait until something sounds.
Nothing is imported at the top that is not there anyway, because the copy is made before all else."""

import gc
import marshal
import mmap
import os
import select
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NoReturn

from asmr_cli.child import end_after, stand_aside
from asmr_cli.types import Frames, Seconds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from asmr_cli.decode.beginning import Beginning

PATIENCE: Final[Seconds] = 3.0
"""It takes 0.1 s; a drive that is asleep goes on being waited for by who opens the file then."""

_LIFE: Final[Seconds] = 20.0
"""Of the copy, whether or not anybody asks it."""

_MEMORY: Final = 4 << 20
"""Bytes that both processes see, for three sounds. Through a pipe, 64 KiB at a time, it would take 10 ms longer."""


def possible() -> bool:
    """Whether a process may be copied and go on without another program: safe on Linux alone."""
    return sys.platform == "linux"


class Ahead:
    """To be made while this process has one thread. Raises OSError where no process may be had."""

    def __init__(self) -> None:
        asked, ask = os.pipe()
        answer, tell = os.pipe()
        self._memory = mmap.mmap(-1, _MEMORY)
        self._child = os.fork()
        if self._child == 0:
            os.close(ask)  # so that it ends where this process does
            _serve(asked, tell, self._memory)
        os.close(asked)
        os.close(tell)
        self._questions, self._answers = os.fdopen(ask, "wb", 0), os.fdopen(answer, "rb")
        self._answered = self._silent = False

    def ask(self, places: "Iterable[tuple[Path, Frames]]") -> None:
        """Let it decode what is to be heard, from these places of files on; once."""
        with suppress(BrokenPipeError), self._questions as questions:  # somebody has ended it
            questions.write(marshal.dumps([(os.fsencode(path), start) for path, start in places]))

    def answer(self, patience: Seconds = PATIENCE) -> "list[Beginning]":
        """What could be decoded without a fault, within that time; the rest is met again where it is played."""
        from asmr_cli.decode.beginning import received

        told = select.poll()
        told.register(self._answers, select.POLLIN)
        self._silent = not told.poll(patience * 1000)
        if self._silent:
            return []
        self._answered = True
        with suppress(EOFError):  # it has crashed
            return received(marshal.load(self._answers), self._memory)
        return []

    def leave(self) -> None:
        """It is needed no more. One that waits for a drive is ended by nothing, and not waited for."""
        if not self._answers.closed:
            self._questions.close()
            self._answers.close()
            del self._memory  # what was heard of it goes with the last who holds it
            # Whoever ignores SIGCHLD has no children to wait for.
            with suppress(ChildProcessError, ProcessLookupError):
                if not self._answered:
                    os.kill(self._child, signal.SIGKILL)
                os.waitpid(self._child, os.WNOHANG if self._silent else 0)


def _serve(asked: int, tell: int, memory: mmap.mmap) -> NoReturn:
    """In the copy: load, decode what is asked for, and be gone without any of the parent's clearing up."""
    try:
        gc.disable()  # what came along is the parent's to clear up
        end_after(_LIFE)
        stand_aside()
        from asmr_cli.decode.beginning import told

        with os.fdopen(asked, "rb") as questions:
            os.write(tell, marshal.dumps(told(marshal.load(questions), memory)))
    finally:
        os._exit(0)
