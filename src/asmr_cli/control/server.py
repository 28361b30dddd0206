"""The local socket of the running session: each line of a client is answered after it was carried out."""

import contextlib
import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Self

from asmr_cli.control.address import HINT, SOCKET, make_folder, short_path, take_lock
from asmr_cli.control.clients import Clients
from asmr_cli.control.inbox import HasFileno
from asmr_cli.control.wire import Malformed, answer, complaint, parse_request
from asmr_cli.errors import UsageError
from asmr_cli.models.command import Command
from asmr_cli.models.status import Status
from asmr_cli.types import Seconds

_WAITING = 64
"""Clients that the system keeps waiting until we look."""


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
        self._listener: socket.socket | None = None
        self._clients = Clients(clock)
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
        self._clients.close()
        if self._listener is not None:
            self._listener.close()
            self._listener = None
            with contextlib.suppress(OSError):  # the folder is gone, and the socket with it
                (self._folder / SOCKET).unlink(missing_ok=True)
            if self._lock:
                self._lock.close()

    def files(self) -> Sequence[HasFileno]:
        return [self._listener, *self._clients.files()] if self._listener else []

    def commands(self) -> Iterator[Command]:
        """What clients ask for; the answer is sent when the player draws on, so that the state has changed before."""
        if self._listener is None:
            return
        self._clients.welcome(self._listener)
        for client in self._clients:
            for line in self._clients.lines(client):
                try:
                    command = parse_request(line)
                except Malformed as error:
                    self._clients.send(client, complaint(str(error)))
                    self._clients.drop(client)
                    break
                if command is not None:
                    yield command
                self._clients.send(client, answer(self._status(), self._refusal() if command is not None else ""))


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
