"""The local socket of the running session: a few clients at a time, each line answered after it was carried out."""

import contextlib
import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Self

from asmr_cli.control.address import HINT, SOCKET, make_folder, same_user, short_path, take_lock
from asmr_cli.control.inbox import HasFileno
from asmr_cli.control.wire import LONGEST, Malformed, answer, complaint, parse_request
from asmr_cli.errors import UsageError
from asmr_cli.models.command import Command
from asmr_cli.models.status import Status
from asmr_cli.types import Seconds

MOST = 16
"""Clients at once; a further one takes the place of the one that came first."""

_WAITING = 64
"""Clients that the system keeps waiting until we look."""

IDLE: Seconds = 30.0
"""Who says nothing for so long is let go."""


class _Client:
    def __init__(self, connection: socket.socket, heard: Seconds) -> None:
        self.socket = connection
        self.heard = heard
        self.rest = b""


class Server:
    """Holds the lock and the socket of the one session, from `with` on."""

    def __init__(
        self,
        folder: Path,
        status: Callable[[], Status | None],
        refusal: Callable[[], str] = str,
        clock: Callable[[], Seconds] = time.monotonic,
    ) -> None:
        """`status` is the state after a command, `refusal` why the last one was not carried out."""
        self._folder = folder
        self._status = status
        self._refusal = refusal
        self._clock = clock
        self._listener: socket.socket | None = None
        self._clients: list[_Client] = []
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Raises AlreadyPlaying, UsageError for a folder that cannot be used."""
        make_folder(self._folder)
        self._lock = take_lock(self._folder)
        path = self._folder / SOCKET
        try:
            # The lock is ours, so whoever made a socket that lies here is gone.
            path.unlink(missing_ok=True)
            self._listener = _listen(path)
        except OSError as error:
            if self._lock:
                self._lock.close()
            raise UsageError(f"{path} cannot be made ({error.strerror}).", HINT) from error
        return self

    def __exit__(self, *error: object) -> None:
        for client in self._clients:
            client.socket.close()
        self._clients.clear()
        if self._listener is not None:
            self._listener.close()
            self._listener = None
            with contextlib.suppress(OSError):  # the folder is gone, and the socket with it
                (self._folder / SOCKET).unlink(missing_ok=True)
            if self._lock:
                self._lock.close()

    def files(self) -> Sequence[HasFileno]:
        return [self._listener, *(client.socket for client in self._clients)] if self._listener else []

    def commands(self) -> Iterator[Command]:
        """What clients ask for; the answer is sent when the player draws on, so that the state has changed before."""
        if self._listener is None:
            return
        self._welcome(self._listener)
        for client in list(self._clients):
            for line in self._lines(client):
                try:
                    command = parse_request(line)
                except Malformed as error:
                    self._send(client, complaint(str(error)))
                    self._drop(client)
                    break
                if command is not None:
                    yield command
                self._send(client, answer(self._status(), self._refusal() if command is not None else ""))

    def _welcome(self, listener: socket.socket) -> None:
        now = self._clock()
        for client in [client for client in self._clients if now - client.heard > IDLE]:
            self._drop(client)
        while True:
            try:
                new, _ = listener.accept()
            except OSError:  # nobody more, or gone again
                return
            if not same_user(new):
                new.close()
                continue
            new.setblocking(False)
            self._clients.append(_Client(new, now))
            if len(self._clients) > MOST:
                self._drop(self._clients[0])

    def _lines(self, client: _Client) -> list[bytes]:
        """The whole lines that have come; a client that went or says too much is dropped."""
        try:
            data = client.socket.recv(LONGEST)
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        if not data:
            self._drop(client)
            return []
        client.heard = self._clock()
        *lines, client.rest = (client.rest + data).split(b"\n")
        if max(map(len, [*lines, client.rest])) >= LONGEST:
            self._send(client, complaint(f"a line has at most {LONGEST} bytes"))
            self._drop(client)
            return []
        return [line for line in lines if line.strip()]

    def _send(self, client: _Client, line: bytes) -> None:
        try:
            client.socket.sendall(line)
        except OSError:  # gone, or reads no answers
            self._drop(client)

    def _drop(self, client: _Client) -> None:
        client.socket.close()
        if client in self._clients:
            self._clients.remove(client)


def _listen(path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        with short_path(path) as name:
            listener.bind(name)
        listener.listen(_WAITING)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    finally:
        os.umask(before)
    return listener
