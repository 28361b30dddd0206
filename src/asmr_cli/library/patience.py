"""Asking a disk that may never answer: each question has a time limit."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Final

from asmr_cli.types import Seconds

LIMIT: Final[Seconds] = 10.0
"""A disk that is asleep needs less."""


class Question:
    """Whether the drive of a path answers, if only that there is no such path: asked now, answered later.

    Another process asks: a thread that waits for a drive in user space (sshfs) keeps its process from ending, even by
    SIGKILL, for as long as the drive hangs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._asking: subprocess.Popen[bytes] | None = None
        if os.name == "posix":
            nobody = subprocess.DEVNULL
            with suppress(OSError):  # a PATH without ls: then nobody can be asked, and most drives answer
                self._asking = subprocess.Popen(
                    ["ls", "-d", "--", str(path)], stdin=nobody, stdout=subprocess.PIPE, stderr=nobody
                )

    def answered(self, limit: Seconds = LIMIT) -> bool:
        """Wait for that, at most so long from now on."""
        if self._asking is not None:
            try:
                self._asking.communicate(timeout=limit)  # `wait` would look now and then
            except subprocess.TimeoutExpired:
                self._asking.kill()
                return False
        return True

    def out_of_reach(self) -> str | None:
        """Why nothing of a folder can be played now, None where it can."""
        if not self.answered():
            return "does not answer"
        return None if self.path.is_dir() else "is not there"


def answers(path: Path, limit: Seconds = LIMIT) -> bool:
    """Whether the drive of a path answers in time."""
    return Question(path).answered(limit)
