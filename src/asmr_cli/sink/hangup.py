"""Hanging up on a sound server at once; to let go of a device takes SDL a third of a second.

Where the device has gone: SDL 2.32 ends the process when a PulseAudio server says that it has no device left, and on a
busy machine it hears that in this time. After a sleep: what the server holds, or was just handed, is old sound."""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_ENDING = "/native"
"""How the socket of such a server is named, PipeWire's too."""


def hang_up() -> None:
    """Put an empty file in place of every connection with it: what it has still to say is not read any more.

    To be called in the thread that reads from it (Linux)."""
    with suppress(OSError):
        nothing = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        for connection in _connections():
            os.dup2(nothing, connection.fileno(), inheritable=False)
        os.close(nothing)


def fall_silent() -> None:
    """Let it know that nothing more comes: it throws away what it holds."""
    for connection in _connections():
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _connections() -> Iterator[socket.socket]:
    """With sound servers; borrowed, not to be closed. None where there is no /proc: then there is no such server."""
    with suppress(OSError):
        for number in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
            with suppress(OSError):  # no socket, not connected, or closed meanwhile
                connection = socket.socket(fileno=number)
                try:
                    if str(connection.getpeername()).endswith(_ENDING):
                        yield connection
                finally:
                    connection.detach()
