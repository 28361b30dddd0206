"""Asking a disk that may never answer: each question has a time limit."""

import os
import queue
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from asmr_cli.types import Seconds

LIMIT: Final[Seconds] = 10.0
"""A disk that is asleep needs less."""

Answer = TypeVar("Answer")


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


class Patience:
    """Asks questions in a thread of its own; a question that hangs is left behind with its thread.

    A network drive that is gone blocks a read for minutes or for ever, and nothing can interrupt it."""

    def __init__(self, limit: Seconds = LIMIT) -> None:
        self._limit = limit
        self._questions: queue.SimpleQueue[tuple[Callable[[], Any], queue.SimpleQueue[Any]] | None] | None = None

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer, or whatever the question raises; TimeoutError where there is none in time."""
        if self._questions is None:
            self._questions = queue.SimpleQueue()
            threading.Thread(target=_answer, args=(self._questions,), daemon=True, name="asmr-disk").start()
        answers: queue.SimpleQueue[tuple[Answer | None, BaseException | None]] = queue.SimpleQueue()
        self._questions.put((question, answers))
        try:
            answer, error = answers.get(timeout=self._limit)
        except queue.Empty:
            self._questions = None
            raise TimeoutError(f"no answer in {self._limit:g} seconds") from None
        if error is not None:
            raise error
        return answer  # type: ignore[return-value]  # an answer without an error is what the question returned

    def close(self) -> None:
        """Let the thread go."""
        if self._questions is not None:
            self._questions.put(None)
            self._questions = None


def _answer(questions: "queue.SimpleQueue[tuple[Callable[[], Any], queue.SimpleQueue[Any]] | None]") -> None:
    while (asked := questions.get()) is not None:
        question, answers = asked
        try:
            answers.put((question(), None))
        except BaseException as error:  # handed to the one who asked
            answers.put((None, error))
