"""Where the running session is spoken to, and the lock that only one session holds."""

import os
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from asmr_cli.errors import AlreadyPlaying, UsageError

if sys.platform != "win32":
    import fcntl

SOCKET = "asmr.sock"
LOCK = "asmr.lock"
HINT = "asmr doctor names the folders, and which of them can be written"
"""Where something of the runtime folder is in the way."""
_LONGEST = 100
"""Bytes of a socket's path that every system takes."""


def available() -> bool:
    """Unix sockets; Windows' Python has none."""
    return hasattr(socket, "AF_UNIX")


def make_folder(folder: Path) -> None:
    """The runtime folder, 0700. Raises UsageError where it cannot be made or is somebody else's."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.stat().st_uid
    except OSError as error:
        raise UsageError(f"The folder {folder} cannot be used ({error.strerror}).", HINT) from error
    if hasattr(os, "getuid") and owner != os.getuid():
        raise UsageError(f"The folder {folder} is not yours.", "set ASMR_HOME to a folder of your own")


def take_lock(folder: Path) -> IO[bytes] | None:
    """The lock of the one session, held until it is closed or the process is gone. Raises AlreadyPlaying."""
    if sys.platform == "win32":
        return None
    try:
        number = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise UsageError(f"The folder {folder} cannot be used ({error.strerror}).", HINT) from error
    lock = os.fdopen(number, "rb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise AlreadyPlaying(
            "Another session is playing.", "asmr stop, or the same command with --replace to take its place"
        ) from error
    return lock


@contextmanager
def short_path(path: Path) -> Iterator[str]:
    """A name for a socket that the system takes, also where the path is too long for it (Linux)."""
    folder = Path("/proc/self/fd")
    if len(os.fsencode(path)) <= _LONGEST or not folder.is_dir():
        yield str(path)
        return
    number = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield str(folder / str(number) / path.name)
    finally:
        os.close(number)


def same_user(client: socket.socket) -> bool:
    """Whether the other end is this user's; where the system does not tell, the socket's mode keeps others away."""
    if sys.platform != "linux":
        return True
    size = struct.calcsize("3i")
    _, uid, _ = struct.unpack("3i", client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return bool(uid == os.getuid())
