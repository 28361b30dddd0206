"""Where recordings begin that were put one behind the other in one Ogg file, as those of internet radio are (RFC 3533).

FFmpeg tells the length of one of them, decodes the others by the tables of the first, and finds no place in them."""

import io
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from asmr_cli.decode.reach import Reach, directly

_SUFFIXES: Final = {".ogg", ".oga", ".opus", ".ogx", ".spx"}

_CAPTURE: Final = b"OggS\0"
"""What each page begins with, and its version."""

_HEADER: Final = struct.Struct("<5xBQIIxxxxB")
_FIRST: Final = 2
"""A page's flags, time, stream, number and parts; the flag of the first page of a stream."""

_LARGEST: Final = _HEADER.size + 255 + 255 * 255
"""Bytes of a page at most."""

_NO_TIME: Final = 2**64 - 1
"""On a page where no packet ends."""

_PARTS: Final = 4
"""Of a file, at whose ends is looked whether pages are counted on: what is there twice has the same stream number."""


class Link(NamedTuple):
    """One of the recordings."""

    begin: int
    end: int
    """Bytes in the file."""
    rate: int
    """By which it counts its time."""
    samples: int
    """By the time of its last page."""
    lead: int
    """Samples that FFmpeg makes of its first packet where something comes before it (see `chained`)."""


class _Page(NamedTuple):
    place: int
    flags: int
    time: int
    stream: int
    number: int
    size: int
    content: bytes
    """The beginning of it."""

    @property
    def is_first(self) -> bool:
        return bool(self.flags & _FIRST)


def links(path: Path, reach: Reach = directly) -> list[Link]:
    """The recordings of an Ogg file that holds several; none of one that does not, and of what is not understood."""
    if path.suffix.lower() not in _SUFFIXES:
        return []
    try:
        with reach(path) as file:
            several = list(_all_links(file)) if _is_chained(file) else []
    except (OSError, ValueError, IndexError):
        return []
    return several if len(several) > 1 else []


def _is_chained(file: BinaryIO) -> bool:
    """By a few looks: a file of one recording, as nearly all are, is not read through."""
    counted: dict[int, int] = {}
    for page in _pages(file):
        if not page.is_first:
            break
        counted[page.stream] = page.number
    size = file.seek(0, io.SEEK_END)
    for part in range(1, _PARTS + 1):
        end = size * part // _PARTS
        file.seek(max(end - _LARGEST, 0))
        around = file.read(min(end, _LARGEST))
        last = _page(around, around.rfind(_CAPTURE, 0, len(around) - _HEADER.size + len(_CAPTURE)))
        if last is None:
            continue
        if last.number < counted.get(last.stream, last.number + 1):
            return bool(counted)
        counted[last.stream] = last.number
    return False


def _all_links(file: BinaryIO) -> Iterator[Link]:
    """Raises ValueError where one holds no sound that is known here."""
    heads: list[_Page] = []
    body, last = False, 0
    for page in _pages(file):
        if page.is_first and body:
            yield _link(heads, page.place, last)
            heads, body, last = [], False, 0
        if page.is_first:
            heads.append(page)
        else:
            body = True
            if page.stream == _sounding(heads).stream and page.time != _NO_TIME:
                last = page.time
    yield _link(heads, file.seek(0, io.SEEK_END), last)


def _link(heads: list[_Page], end: int, last: int) -> Link:
    content = _sounding(heads).content
    rate, skipped, lead = _HEADS[_kind(content)](content)
    if rate == 0:
        raise ValueError("damaged")
    return Link(heads[0].place, end, rate, max(last - skipped, 0), lead)


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


_HEADS: Final[dict[bytes, Callable[[bytes], tuple[int, int, int]]]] = {
    b"\x01vorbis": lambda head: (_little(head[12:16]), 0, 1 << (head[28] & 15) >> 1),
    b"OpusHead": lambda head: (48_000, _little(head[10:12]), 0),
    b"\x7fFLAC": lambda head: (int.from_bytes(head[27:30], "big") >> 4, 0, 0),
}
"""What a stream's first page begins with: its rate, the samples that are skipped, and its lead, half a short block."""


def _kind(content: bytes) -> bytes:
    return next((kind for kind in _HEADS if content.startswith(kind)), b"")


def _sounding(heads: list[_Page]) -> _Page:
    """Of the streams of one recording the first with sound. Raises ValueError."""
    for head in heads:
        if _kind(head.content):
            return head
    raise ValueError("no sound that is known")


def _pages(file: BinaryIO) -> Iterator[_Page]:
    """All, in order; what is no page is passed over."""
    place = 0
    while True:
        file.seek(place)
        around = file.read(_HEADER.size + 255 + 64)
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


def _page(data: bytes, at: int, place: int = 0) -> _Page | None:
    """The page whose header is at a place in `data`, None where it is not there as a whole."""
    if at < 0 or len(data) - at < _HEADER.size:
        return None
    flags, time, stream, number, parts = _HEADER.unpack_from(data, at)
    begin = at + _HEADER.size + parts
    size = _HEADER.size + parts + sum(data[at + _HEADER.size : begin])
    return _Page(place + at, flags, time, stream, number, size, data[begin : begin + 64])
