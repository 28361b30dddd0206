"""A file that another process reads, as Python knows files."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeAlias

from asmr_cli.decode.courier import ANSWER

_AHEAD = (1 << 16) - ANSWER.size
"""Bytes that are read at once: what a pipe holds, so that an answer comes in one piece."""

OnLoss: TypeAlias = Callable[[Path, OSError], None]


class Reader(Protocol):
    """Who reads."""

    def read(self, path: Path, offset: int, count: int) -> tuple[bytes, int]:
        """So many bytes from there on, fewer at the end, and the size of the file. Raises OSError."""
        ...

    def let_go(self, path: Path) -> None:
        """The file is read no more."""
        ...


class FarFile(io.RawIOBase):
    """To read and to seek in. Where its drive fails or gives no answer in time it ends, and is told once."""

    def __init__(self, path: Path, reader: Reader, on_loss: OnLoss) -> None:
        """Raises OSError."""
        self.name = str(path)
        """By its ending FFmpeg knows some formats."""
        self._path = path
        self._reader = reader
        self._position = self._start = 0
        self._on_loss = on_loss
        self._lost = False
        self._bytes, self._size = reader.read(path, 0, _AHEAD)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """The place; -1, and it stays where it is, for one before the beginning: damaged bytes lead there, and PyAV
        would keep an exception, and raise it elsewhere."""
        place = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        if place < 0:
            return -1
        self._position = place
        return place

    def read(self, size: int = -1) -> bytes:
        """Fewer bytes only at the end."""
        parts, missing = [], size if size >= 0 else self._size - self._position
        while missing > 0 and (part := self._some(missing)):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        if not self.closed:
            self._reader.let_go(self._path)
        super().close()

    def _some(self, most: int) -> bytes:
        place = self._position - self._start
        if not 0 <= place < len(self._bytes):
            self._fill()
            place = 0
        part = self._bytes[place : place + most]
        self._position += len(part)
        return part

    def _fill(self) -> None:
        self._bytes, self._start = b"", self._position
        if self._lost:
            return
        try:
            self._bytes, self._size = self._reader.read(self._path, self._position, _AHEAD)
        except OSError as error:  # raised through FFmpeg it would come up in another file
            self._lost = True
            self._on_loss(self._path, error)
