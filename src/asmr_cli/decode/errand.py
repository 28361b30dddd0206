"""One courier as seen from here: asked through a pipe, with a time limit."""

import os
import select
import subprocess
import sys
import time
from pathlib import Path

from asmr_cli.decode import courier
from asmr_cli.types import Seconds

_A_PIPE = 1 << 16
"""Bytes that come in one piece."""


class Errand:
    """A process that reads. Raises OSError where none can be had."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-S", courier.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,  # a Ctrl-C is for the player alone
        )
        assert self._child.stdin is not None and self._child.stdout is not None
        self._questions, self._answers = self._child.stdin, self._child.stdout
        self._waiting = select.poll()
        self._waiting.register(self._answers, select.POLLIN)

    @property
    def gone(self) -> bool:
        """Whether the process has ended."""
        return self._child.poll() is not None

    def tell(
        self, verb: bytes, path: Path, offset: int = 0, count: int = 0, endings: frozenset[bytes] = frozenset()
    ) -> None:
        """Ask for something. Raises OSError where nobody is there."""
        name = b"\0".join((os.fsencode(path), *endings))
        self._questions.write(courier.QUESTION.pack(verb, offset, count, len(name)) + name)

    def read(self, path: Path, offset: int, count: int, limit: Seconds) -> tuple[bytes, int]:
        """So many bytes of a file from there on, fewer at its end, and its size.

        Raises OSError, TimeoutError where there is no answer in time; then nothing more may be asked."""
        return self._answer(courier.READ, path, offset, count, limit)

    def look(self, path: Path, limit: Seconds) -> bytes:
        """A `courier.STATE`. Raises as `read`."""
        return self._answer(courier.LOOK, path, 0, courier.STATE.size, limit)[0]

    def list(self, folder: Path, endings: frozenset[bytes], limit: Seconds) -> bytes:
        """A `courier.Listed`, marshalled. Raises as `read`."""
        return self._answer(courier.LIST, folder, 0, _A_PIPE, limit, endings)[0]

    def end(self) -> None:
        """Leave it alone: it ends by itself, as soon as what it waits for lets it."""
        self._questions.close()
        self._answers.close()
        self._child.kill()

    def _answer(
        self, verb: bytes, path: Path, offset: int, count: int, limit: Seconds, endings: frozenset[bytes] = frozenset()
    ) -> tuple[bytes, int]:
        until = time.monotonic() + limit
        self.tell(verb, path, offset, count, endings)
        head = courier.ANSWER.size
        answer = self._received(head, head + count, until)
        length, size = courier.ANSWER.unpack_from(answer)
        if length < 0:
            raise OSError(-length, os.strerror(-length), str(path))
        if len(answer) < head + length:
            answer += self._received(head + length - len(answer), head + length - len(answer), until)
        return answer[head:], size

    def _received(self, least: int, most: int, until: Seconds) -> bytes:
        data = b""
        while len(data) < least:
            if not self._waiting.poll(max(until - time.monotonic(), 0.0) * 1000):
                raise TimeoutError("no answer in time")
            part = os.read(self._answers.fileno(), most - len(data))
            if not part:
                raise BrokenPipeError("nobody reads any more")
            data += part
        return data
