"""Where recordings begin that were put one behind the other in one Ogg file, as those of internet radio are (RFC 3533).

FFmpeg tells the length of one of them, decodes the others by the tables of the first, and finds no place in them."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from asmr_cli.decode.ogg import NO_TIME, Page, last_page, pages
from asmr_cli.decode.reach import Reach, directly

_SUFFIXES: Final = {".ogg", ".oga", ".opus", ".ogx", ".spx"}

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
    for page in pages(file):
        if not page.is_first:
            break
        counted[page.stream] = page.number
    size = file.seek(0, io.SEEK_END)
    for part in range(1, _PARTS + 1):
        last = last_page(file, size * part // _PARTS)
        if last is None:
            continue
        if last.number < counted.get(last.stream, last.number + 1):
            return bool(counted)
        counted[last.stream] = last.number
    return False


def _all_links(file: BinaryIO) -> Iterator[Link]:
    """Raises ValueError where one holds no sound that is known here."""
    heads: list[Page] = []
    body, last = False, 0
    for page in pages(file):
        if page.is_first and body:
            yield _link(heads, page.place, last)
            heads, body, last = [], False, 0
        if page.is_first:
            heads.append(page)
        else:
            body = True
            if page.stream == _sounding(heads).stream and page.time != NO_TIME:
                last = page.time
    yield _link(heads, file.seek(0, io.SEEK_END), last)


def _link(heads: list[Page], end: int, last: int) -> Link:
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


def _sounding(heads: list[Page]) -> Page:
    """Of the streams of one recording the first with sound. Raises ValueError."""
    for head in heads:
        if _kind(head.content):
            return head
    raise ValueError("no sound that is known")
