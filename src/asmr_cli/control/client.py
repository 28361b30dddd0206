"""Speaking to the running session from another shell."""

import socket
import time
from pathlib import Path
from typing import Any

from asmr_cli.control.address import SOCKET, available, same_user, short_path, take_lock
from asmr_cli.control.wire import LONGEST, Malformed, parse_answer, request
from asmr_cli.errors import AlreadyPlaying, AsmrError, NothingPlays, UsageError
from asmr_cli.types import Seconds

PATIENCE: Seconds = 3.0
"""An answer takes a few milliseconds; a session that has just lost its device takes half a second."""

LEAVING: Seconds = 8.0
"""A soft stop takes three seconds and a half until the process is gone."""


def ask(folder: Path, verb: str, **fields: float) -> dict[str, Any]:
    """The state of the running session after `verb`, as `status --json` prints it.

    Raises NothingPlays, and AsmrError with the session's own sentence where it does not do it."""
    exchange = _exchange if available() else _over_pipe
    line = exchange(folder, request(verb, **fields))
    try:
        message = parse_answer(line)
    except Malformed as error:
        raise _no_answer() from error
    if message.get("ok") is not True:
        raise AsmrError(str(message.get("error", "The session did not do it.")), "asmr status")
    status: dict[str, Any] = message.get("status", {})
    return status


def replace(folder: Path) -> None:
    """Softly stop the session that plays, if there is one, and wait until it is gone. Raises AlreadyPlaying."""
    try:
        ask(folder, "stop")
    except NothingPlays:
        return
    end = time.monotonic() + LEAVING
    while time.monotonic() < end:
        if _free(folder):
            return
        time.sleep(0.05)
    raise AlreadyPlaying("The session that plays does not end.", "asmr stop, once more")


def _free(folder: Path) -> bool:
    """Whether another session may begin."""
    try:
        if not available():
            ask(folder, "status")
            return False
        lock = take_lock(folder)
    except AlreadyPlaying:
        return False
    except NothingPlays:
        return True
    if lock:
        lock.close()
    return True


def _over_pipe(folder: Path, line: bytes) -> bytes:
    """As `_exchange`, on Windows."""
    from asmr_cli.control.pipe import exchange, pipe_name

    try:
        return exchange(pipe_name(folder), line)
    except FileNotFoundError as error:
        raise NothingPlays("Nothing is playing.", "asmr sleep 30m") from error
    except OSError as error:
        raise _no_answer() from error


def _exchange(folder: Path, line: bytes) -> bytes:
    """Send a line, and take the line that answers."""
    path = folder / SOCKET
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(PATIENCE)
        try:
            _connect(connection, path)
        except PermissionError as error:
            raise _not_yours() from error
        except BlockingIOError as error:
            raise _no_answer() from error
        except OSError as error:
            raise NothingPlays("Nothing is playing.", "asmr sleep 30m") from error
        if not same_user(connection):  # whom every folder is open to may connect, and is not answered
            raise _not_yours()
        try:
            connection.sendall(line)
            return _line(connection)
        except OSError as error:
            raise _no_answer() from error


def _connect(connection: socket.socket, path: Path) -> None:
    """Raises BlockingIOError where others wait in a row that does not get shorter."""
    end = time.monotonic() + PATIENCE
    with short_path(path) as name:
        while True:
            try:
                connection.connect(name)
                return
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise
                time.sleep(0.01)


def _line(connection: socket.socket) -> bytes:
    data = b""
    while b"\n" not in data and len(data) < 4 * LONGEST:
        more = connection.recv(LONGEST)
        if not more:
            break
        data += more
    return data


def _not_yours() -> UsageError:
    return UsageError("The session that plays is not yours.", "run it as the user who started the session")


def _no_answer() -> AsmrError:
    return AsmrError("The running session does not answer.", "asmr status, in a moment")
