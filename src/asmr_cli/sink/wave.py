"""WAV of any length: RIFF, and RF64 (EBU Tech 3306) where four gigabytes are passed (six hours)."""

import struct
from typing import BinaryIO

from asmr_cli.sink.encode import Pcm
from asmr_cli.types import CHANNELS, RATE

_FRAME_BYTES = 2 * CHANNELS
_HEADER_BYTES = 80
_LIMIT = 0xFFFFFFFF
"""The largest size that RIFF can state; in RF64 it stands for one that does not fit."""


class WaveWriter:
    """16-bit PCM; the sizes are put into the header at the end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._bytes = 0
        file.write(_header(0))

    def write(self, pcm: Pcm) -> None:
        self._file.write(pcm.data)
        self._bytes += pcm.nbytes

    def close(self) -> None:
        """Complete the header. The file stays open."""
        self._file.seek(0)
        self._file.write(_header(self._bytes))
        self._file.flush()


def _header(size: int) -> bytes:
    """A RIFF header with room kept (JUNK) for the 64-bit sizes, which take that place when they are needed."""
    riff = _HEADER_BYTES - 8 + size
    if riff <= _LIMIT:
        begin = struct.pack("<4sI4s4sI28x", b"RIFF", riff, b"WAVE", b"JUNK", 28)
        data = size
    else:
        sizes = struct.pack("<QQQI", riff, size, size // _FRAME_BYTES, 0)
        begin = struct.pack("<4sI4s4sI", b"RF64", _LIMIT, b"WAVE", b"ds64", 28) + sizes
        data = _LIMIT
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, CHANNELS, RATE, RATE * _FRAME_BYTES, _FRAME_BYTES, 16)
    return begin + form + struct.pack("<4sI", b"data", data)
