"""Hanging up on a sound server whose device has gone: SDL 2.32 ends the process where a PulseAudio server says that it
has no device left, and on a busy machine it hears that before it has let go of it, which takes a third of a second."""

import os
import socket
from contextlib import suppress
from pathlib import Path

_ENDING = "/native"
"""How the socket of such a server is named, PipeWire's too."""


def hang_up() -> None:
    """Put an empty file in place of every connection with it: what it has still to say is not read any more.

    To be called in the thread that reads from it (Linux)."""
    with suppress(OSError):  # no /proc: then there is no such server, or nothing to be done
        numbers = [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]
        nothing = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        for number in numbers:
            if _leads_there(number):
                os.dup2(nothing, number, inheritable=False)
        os.close(nothing)


def _leads_there(number: int) -> bool:
    try:
        connection = socket.socket(fileno=number)
    except OSError:  # no socket, or closed meanwhile
        return False
    try:
        return str(connection.getpeername()).endswith(_ENDING)
    except OSError:  # not connected
        return False
    finally:
        connection.detach()
