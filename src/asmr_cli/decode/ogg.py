"""The pages of an Ogg file (RFC 3533): their headers, and the beginnings of what they hold."""

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

_CAPTURE: Final = b"OggS\0"
"""What each page begins with, and its version."""

_HEADER: Final = struct.Struct("<5xBQIIxxxxB")
_FIRST: Final = 2
"""A page's flags, time, stream, number and parts; the flag of the first page of a stream."""

_LARGEST: Final = _HEADER.size + 255 + 255 * 255
"""Bytes of a page at most."""

_BEGINNING: Final = 64
"""Bytes of what a page holds that are looked at."""

NO_TIME: Final = 2**64 - 1
"""On a page where no packet ends."""


class Page(NamedTuple):
    """One page."""

    place: int
    """Where it begins in the file."""
    flags: int
    time: int
    """In samples, at the end of the last packet that ends on it."""
    stream: int
    number: int
    size: int
    """Bytes, with its header."""
    content: bytes
    """The beginning of what it holds."""

    @property
    def is_first(self) -> bool:
        return bool(self.flags & _FIRST)


def pages(file: BinaryIO) -> Iterator[Page]:
    """All, in order; what is no page is passed over."""
    place = 0
    while True:
        file.seek(place)
        around = file.read(_HEADER.size + 255 + _BEGINNING)
        if around.startswith(_CAPTURE):
            page = _page(around, 0, place)
            if page is None:
                return
            yield page
            place += page.size
            continue
        around += file.read(_LARGEST)
        if len(around) < _HEADER.size:
            return
        found = around.find(_CAPTURE, 1)
        place += found if found > 0 else len(around) - len(_CAPTURE) + 1


def last_page(file: BinaryIO, end: int) -> Page | None:
    """The last page before a place in the file; None where that is not there as a whole."""
    begin = max(end - _LARGEST, 0)
    file.seek(begin)
    around = file.read(end - begin)
    return _page(around, around.rfind(_CAPTURE, 0, len(around) - _HEADER.size + len(_CAPTURE)), begin)


def _page(data: bytes, at: int, place: int = 0) -> Page | None:
    """The page whose header is at a place in `data`, None where it is not there as a whole."""
    if at < 0 or len(data) - at < _HEADER.size:
        return None
    flags, time, stream, number, parts = _HEADER.unpack_from(data, at)
    begin = at + _HEADER.size + parts
    size = _HEADER.size + parts + sum(data[at + _HEADER.size : begin])
    return Page(place + at, flags, time, stream, number, size, data[begin : begin + _BEGINNING])
