"""The running session spoken to on Windows, whose Python has no Unix sockets: the same lines through a named pipe.

Written from the documentation and tried with the sockets that the same library gives other systems; it has not been
run on Windows. By default only its owner may write to a pipe. What comes is bytes, and never unpickled."""

import contextlib
import hashlib
import queue
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any, Self

from asmr_cli.control.inbox import HasFileno
from asmr_cli.control.wire import LONGEST, Malformed, answer, complaint, parse_request
from asmr_cli.errors import AlreadyPlaying
from asmr_cli.models.command import Command
from asmr_cli.models.status import Status
from asmr_cli.types import Seconds

FAMILY = "AF_PIPE"

PATIENCE: Seconds = 3.0
"""Who connects and says nothing for so long is let go."""


def pipe_name(folder: Path) -> str:
    """One pipe for each runtime folder, as there is one socket in each."""
    return rf"\\.\pipe\asmr-{hashlib.sha256(str(folder).lower().encode()).hexdigest()[:16]}"


class PipeServer:
    """As `Server`: a thread takes one request after the other, the player's thread carries them out."""

    def __init__(
        self, address: str, status: Callable[[], Status | None], refusal: Callable[[], str] = str, family: str = FAMILY
    ) -> None:
        self._address = address
        self._family = family
        self._status = status
        self._refusal = refusal
        self._came: queue.SimpleQueue[tuple[Connection[Any, Any], bytes]] = queue.SimpleQueue()
        self._bell, self._rung = socket.socketpair()
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="pipe", daemon=True)

    def __enter__(self) -> Self:
        """Raises AlreadyPlaying: the pipe of a name is made once."""
        try:
            self._listener = Listener(self._address, family=self._family)
        except OSError as error:
            raise AlreadyPlaying(
                "Another session is playing.", "asmr stop, or the same command with --replace to take its place"
            ) from error
        self._bell.setblocking(False)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._closing = True
        with contextlib.suppress(OSError), Client(self._address, family=self._family):
            pass  # so that the thread, which waits for somebody, sees it
        self._thread.join(PATIENCE)
        self._listener.close()
        self._bell.close()
        self._rung.close()

    def files(self) -> Sequence[HasFileno]:
        return [self._bell]

    def commands(self) -> Iterator[Command]:
        """What was asked for; the answer is sent when the player draws on, so that the state has changed before."""
        with contextlib.suppress(BlockingIOError):
            self._bell.recv(64)
        while not self._came.empty():
            connection, line = self._came.get()
            with connection, contextlib.suppress(OSError):  # whoever asked may be gone
                try:
                    command = parse_request(line)
                except Malformed as error:
                    connection.send_bytes(complaint(str(error)))
                    continue
                if command is not None:
                    yield command
                connection.send_bytes(answer(self._status(), self._refusal() if command is not None else ""))

    def _serve(self) -> None:
        while not self._closing:
            try:
                connection = self._listener.accept()
                line = connection.recv_bytes(LONGEST) if connection.poll(PATIENCE) else b""
            except (OSError, EOFError):  # gone again, or too much was said
                continue
            if line:
                self._came.put((connection, line))
                self._rung.send(b"!")
            else:
                connection.close()


def exchange(address: str, line: bytes, family: str = FAMILY) -> bytes:
    """Send a line, and take the line that answers; empty: none came.

    Raises FileNotFoundError or another OSError where nobody listens."""
    with Client(address, family=family) as connection:
        try:
            connection.send_bytes(line)
            return connection.recv_bytes(4 * LONGEST) if connection.poll(PATIENCE) else b""
        except EOFError:
            return b""
