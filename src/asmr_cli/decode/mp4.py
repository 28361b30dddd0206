"""The table of an MP4 file: where each packet of its sound is, and how the codec is to be set up.

FFmpeg keeps 36 bytes a packet of all tracks in memory: 36 MB for six hours of AAC, 90 ms until the first of three hours
can be played. Here the table stays what it is in the file, four bytes a packet. Only what recordings usually are is
understood (AAC-LC in one piece); for anything else None, and it is FFmpeg's."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from asmr_cli.decode.boxes import boxes, named, numbers, read
from asmr_cli.decode.reach import Reach, directly

PACKET = 1024
"""Samples of an AAC-LC packet."""
MANY = 100_000
"""Packets; with fewer FFmpeg's own table is small."""
_AAC, _LOW_COMPLEXITY = 0x40, 2
"""`objectTypeIndication` of a stream (ISO 14496-1), `audioObjectType` of its sound (ISO 14496-3)."""
_ROUNDING = 2
"""Samples by which a packet's length may be off where recordings were joined."""


class Table(NamedTuple):
    """The packets of one track."""

    rate: int
    setup: bytes
    """AudioSpecificConfig (ISO 14496-3, 1.6.2.1)."""
    tracks: int
    delay: int
    """Samples of the encoder's delay, to be cut from the start."""
    sizes: NDArray[np.uint32]
    """Bytes of each packet."""
    chunks: NDArray[np.int64]
    """Place in the file of each run of packets."""
    firsts: NDArray[np.int64]
    """The first packet of each run."""

    def place(self, packet: int) -> int:
        """Where in the file a packet begins."""
        run = int(np.searchsorted(self.firsts, packet, "right")) - 1
        return int(self.chunks[run]) + int(self.sizes[self.firsts[run] : packet].sum(dtype=np.int64))

    def run_end(self, packet: int) -> int:
        """The first packet that does not follow directly."""
        run = int(np.searchsorted(self.firsts, packet, "right"))
        return int(self.firsts[run]) if run < len(self.firsts) else len(self.sizes)


def read_table(path: Path, many: int = MANY, reach: Reach = directly) -> Table | None:
    """The table of the first track with sound; None where FFmpeg has to look at it, or has no trouble with it."""
    try:
        with reach(path) as file:
            end = file.seek(0, 2)
            whole = named(file, 0, end)
            movie = named(file, *whole[b"moov"]) if b"moof" not in whole else {}
            if b"mvex" in movie or b"trak" not in movie:
                return None
            tracks = [place for name, *place in boxes(file, *whole[b"moov"]) if name == b"trak"]
            sound = next((track for track in tracks if _handler(file, track) == b"soun"), None)
            return _table(file, sound, len(tracks), many) if sound else None
    except (OSError, KeyError, struct.error, ValueError, IndexError):
        return None  # cut off or damaged: FFmpeg knows best what is left of it


def _handler(file: BinaryIO, track: list[int]) -> bytes:
    media = named(file, *named(file, *track)[b"mdia"])
    return read(file, media[b"hdlr"])[8:12]


def _table(file: BinaryIO, track: list[int], tracks: int, many: int) -> Table | None:
    inside = named(file, *track)
    media = named(file, *inside[b"mdia"])
    table = named(file, *named(file, *media[b"minf"])[b"stbl"])
    rate = _time_scale(read(file, media[b"mdhd"]))
    setup = _setup(file, table[b"stsd"], rate)
    delay = _delay(file, inside)
    sizes = _sizes(file, table[b"stsz"])
    if setup is None or delay is None or sizes is None or len(sizes) < many:
        return None
    if not _even(numbers(file, table[b"stts"], 8, ">u4").reshape(-1, 2), len(sizes)):
        return None
    wide = b"co64" in table
    chunks = numbers(file, table[b"co64" if wide else b"stco"], 8, ">u8" if wide else ">u4").astype(np.int64)
    firsts = _firsts(numbers(file, table[b"stsc"], 8, ">u4").reshape(-1, 3), len(chunks))
    return Table(rate, setup, tracks, delay, sizes, chunks, firsts) if firsts[-1] < len(sizes) else None


def _time_scale(header: bytes) -> int:
    return int(struct.unpack_from(">I", header, 20 if header[0] == 1 else 12)[0])


def _sizes(file: BinaryIO, place: tuple[int, int]) -> NDArray[np.uint32] | None:
    """Bytes of each packet; None where all are as large, as of no AAC."""
    file.seek(place[0])
    _, same, count = struct.unpack(">III", file.read(12))
    sizes = numbers(file, place, 12, ">u4")[:count]
    return None if same or len(sizes) < count else sizes.astype(np.uint32)


def _even(times: NDArray[np.unsignedinteger], packets: int) -> bool:
    """Does every packet last 1024 samples? Where recordings were joined, and at the end, one may be cut short."""
    counts, lengths = times[:, 0].astype(np.int64), times[:, 1]
    whole = int(counts[lengths == PACKET].sum())
    return int(counts.sum()) == packets and int(lengths.max()) <= PACKET + _ROUNDING and whole >= 0.99 * packets


def _firsts(runs: NDArray[np.unsignedinteger], chunks: int) -> NDArray[np.int64]:
    """The first packet of each chunk, from the table that says how many packets the chunks have from one on."""
    starts = runs[:, 0].astype(np.int64) - 1
    lengths = np.repeat(runs[:, 1].astype(np.int64), np.diff(starts, append=chunks))
    if starts[0] != 0 or len(lengths) != chunks or (runs[:, 2] != 1).any():
        raise ValueError("chunks without packets, or of another codec")
    return np.cumsum(lengths) - lengths


def _delay(file: BinaryIO, track: dict[bytes, tuple[int, int]]) -> int | None:
    """Samples to be cut from the start, as the one entry of the edit list says; None where it says more."""
    if b"edts" not in track:
        return 0
    edits = read(file, named(file, *track[b"edts"])[b"elst"])
    if struct.unpack_from(">I", edits, 4)[0] != 1:
        return None
    start = struct.unpack_from(">q" if edits[0] == 1 else ">i", edits, 16 if edits[0] == 1 else 12)[0]
    return int(start) if start >= 0 else None


def _setup(file: BinaryIO, place: tuple[int, int], rate: int) -> bytes | None:
    """AudioSpecificConfig of AAC-LC that plays at its own rate; None for anything else."""
    content = read(file, place)
    if struct.unpack_from(">I", content, 4)[0] != 1 or content[12:16] != b"mp4a" or content[24:26] != b"\0\0":
        return None
    if struct.unpack_from(">I", content, 40)[0] >> 16 != rate:
        return None
    inside = named(file, place[0] + 8 + 36, place[1])
    found = dict(_descriptors(read(file, inside[b"esds"])[4:]))
    setup = found.get(5, b"")
    plain = found.get(4, b"\0")[0] == _AAC and len(setup) >= 2 and setup[0] >> 3 == _LOW_COMPLEXITY
    return setup if plain else None


def _descriptors(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Tags and contents, each inside the one before (ISO 14496-1, 7.2.6): 3 stream, 4 decoder, 5 its set-up."""
    head = {3: 3, 4: 13}
    at = 0
    while at + 2 <= len(content):
        tag, size, at = content[at], 0, at + 1
        while True:
            byte, at = content[at], at + 1
            size = size << 7 | byte & 0x7F
            if byte < 0x80:
                break
        yield tag, content[at : at + size]
        at += head.get(tag, size)
