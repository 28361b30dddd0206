"""A stretch of a file as if it were a file."""

import io
from typing import BinaryIO


class Window(io.RawIOBase):
    """Reads bytes `begin` to `end` of a file, and closes it with itself."""

    def __init__(self, file: BinaryIO, begin: int, end: int) -> None:
        self._file, self._begin, self._end = file, begin, end
        file.seek(begin)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        left = max(self._end - self._file.tell(), 0)
        return self._file.read(min(size, left) if size >= 0 else left)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """As `FarFile.seek`."""
        place = (self._begin, self._file.tell(), self._end)[whence] + offset
        return self._file.seek(place) - self._begin if place >= self._begin else -1

    def tell(self) -> int:
        return self._file.tell() - self._begin

    def close(self) -> None:
        self._file.close()
        super().close()
