"""The process that reads for a session, so that what hangs is not the session. It is run as a file of its own and needs
the standard library alone: 9 ms of CPU.

A question is a `Verb`, an offset, a number of bytes and the length of the path, then the path. READ, LOOK and LIST are
answered: how many bytes follow, or the number of the error below 0; the size of the file that was read; the bytes."""

import errno
import marshal
import os
import struct
import sys
from typing import BinaryIO, Final

QUESTION: Final = struct.Struct(">cQII")
ANSWER: Final = struct.Struct(">iQ")

STATE: Final = struct.Struct(">IQqQQ")
"""Mode, size, time of a change in nanoseconds; device, and number on it."""

Listed = tuple[int, int, list[tuple[bytes, int, int]]]
"""Device and number of a folder; of all that is in it and not hidden, in order, the name and what it is: size and time
of a file that was asked for, FOLDER or OTHER in place of a size."""

FOLDER: Final = -1
OTHER: Final = -2

READ: Final = b"r"
LOOK: Final = b"s"
"""What the path is, as a STATE; nothing is opened."""
LIST: Final = b"d"
"""What is in a folder, marshalled. Behind its path stand, each behind a zero, the endings of the files that are asked
for: on a slow drive it takes long to look at all of them."""
LEAVE: Final = b"l"
"""The file is read no more for now: an open one keeps its drive from being taken out."""

_OPEN: Final = 16
"""Files that are held open."""


class Courier:
    """Reads from files that it opens when they are first asked for."""

    def __init__(self) -> None:
        self._files: dict[bytes, int] = {}

    def serve(self, questions: BinaryIO, answers: BinaryIO) -> None:
        """Until nobody asks any more."""
        while len(head := questions.read(QUESTION.size)) == QUESTION.size:
            verb, offset, count, length = QUESTION.unpack(head)
            path = questions.read(length)
            if verb == LEAVE:
                self._close(path)
                continue
            answers.write(self._answer(verb, path, offset, count))
            answers.flush()

    def _answer(self, verb: bytes, path: bytes, offset: int, count: int) -> bytes:
        try:
            data, size = self._read(path, offset, count) if verb == READ else (_asked(verb, path), 0)
            return ANSWER.pack(len(data), size) + data
        except OSError as error:
            return ANSWER.pack(-(error.errno or errno.EIO), 0)

    def _read(self, path: bytes, offset: int, count: int) -> tuple[bytes, int]:
        file = self._open(path)
        return os.pread(file, count, offset), os.fstat(file).st_size

    def _open(self, path: bytes) -> int:
        if path not in self._files:
            if len(self._files) >= _OPEN:
                self._close(next(iter(self._files)))
            self._files[path] = os.open(path, os.O_RDONLY)
        return self._files[path]

    def _close(self, path: bytes) -> None:
        if path in self._files:
            os.close(self._files.pop(path))


def listed(folder: bytes, endings: frozenset[bytes]) -> Listed:
    """What is in a folder, links followed. Raises OSError."""
    itself = os.stat(folder)  # noqa: PTH116  # pathlib takes 5 ms to load
    with os.scandir(folder) as scan:
        shown = sorted((entry for entry in scan if not entry.name.startswith(b".")), key=lambda entry: entry.name)
    return itself.st_dev, itself.st_ino, [_told(entry, endings) for entry in shown]


def _told(entry: "os.DirEntry[bytes]", endings: frozenset[bytes]) -> tuple[bytes, int, int]:
    try:
        if entry.is_dir():
            return entry.name, FOLDER, 0
        if entry.name.rpartition(b".")[2].lower() in endings and entry.is_file():  # no pipe, no device
            facts = entry.stat()
            return entry.name, facts.st_size, facts.st_mtime_ns
    except OSError:  # a link onto itself or behind a closed door, or a file that has gone meanwhile
        pass
    return entry.name, OTHER, 0


def _asked(verb: bytes, path: bytes) -> bytes:
    if verb == LIST:
        folder, *endings = path.split(b"\0")
        return marshal.dumps(listed(folder, frozenset(endings)))
    state = os.stat(path)  # noqa: PTH116
    return STATE.pack(state.st_mode, state.st_size, state.st_mtime_ns, state.st_dev, state.st_ino)


if __name__ == "__main__":
    try:
        Courier().serve(sys.stdin.buffer, sys.stdout.buffer)
    finally:
        os._exit(0)
