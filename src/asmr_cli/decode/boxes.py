"""The boxes that an MP4 file is made of (ISO 14496-12, 4.2), each within another."""

import struct
from collections.abc import Iterator
from typing import BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray

Box: TypeAlias = tuple[bytes, int, int]
"""Name, first byte of its content, end."""

_MOST = 1000
"""In one box; a damaged file would else be followed for long."""


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes side by side between two places of a file. Raises ValueError, struct.error where it is damaged."""
    for _ in range(_MOST):
        if start + 8 > end:
            return
        file.seek(start)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", file.read(8))[0], 16
        size = size or end - start
        if size < head or start + size > end:
            raise ValueError("a box reaches beyond the one around it")
        yield name, start + head, start + size
        start += size


def named(file: BinaryIO, start: int, end: int) -> dict[bytes, tuple[int, int]]:
    """The same by name, each with the first byte of its content and its end; of two of a name the last."""
    return {name: (first, last) for name, first, last in boxes(file, start, end)}


def read(file: BinaryIO, place: tuple[int, int]) -> bytes:
    """The content of a box."""
    file.seek(place[0])
    return file.read(place[1] - place[0])


def numbers(file: BinaryIO, place: tuple[int, int], skip: int, kind: str) -> NDArray[np.unsignedinteger]:
    """The numbers of a box behind its version, flags and count; the bytes are not held besides."""
    file.seek(place[0] + skip)
    size = np.dtype(kind).itemsize
    found: NDArray[np.unsignedinteger] = np.frombuffer(file.read((place[1] - place[0] - skip) // size * size), kind)
    return found
