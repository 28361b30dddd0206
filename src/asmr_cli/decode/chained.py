"""An Ogg file of several recordings, one behind the other: what `Packets` is for a file, for all of them."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, chain
from pathlib import Path
from typing import BinaryIO, cast

import av
from av.audio.frame import AudioFrame
from av.packet import Packet

from asmr_cli.decode.container import open_audio
from asmr_cli.decode.damage import OnDamage
from asmr_cli.decode.links import Link, links
from asmr_cli.decode.packets import Packets
from asmr_cli.decode.pieces import Piece
from asmr_cli.decode.reach import Reach
from asmr_cli.decode.window import Window
from asmr_cli.errors import CannotDecode
from asmr_cli.types import RATE, Frames, Seconds

_NEAR: Seconds = 1.0
"""So little into a recording it is decoded from its beginning."""

_NONE = -1
"""Open is none of them."""

_SILENT = b"\0"
"""A Vorbis packet of a short block in which no ear hears anything."""


def packets_of(path: Path, on_damage: OnDamage, reach: Reach) -> "Packets | Chained":
    """The pieces of a file. Raises CannotDecode where not one frame can be decoded."""
    several = links(path, reach)
    return Chained(path, on_damage, reach, several) if several else Packets(path, on_damage, reach)


class Chained:
    """Each recording is opened when its time comes, with a decoder of its own. Raises CannotDecode.

    As the tests compare with it: FFmpeg's program goes on with one decoder, and so hears the first packet of a Vorbis
    recording fade in, where one that begins with it hears nothing."""

    def __init__(self, path: Path, on_damage: OnDamage, reach: Reach, several: list[Link]) -> None:
        self._path, self._on_damage, self._reach, self._links = path, on_damage, reach, several
        self._number, self._packets = 0, self._opened(0)
        lengths = [several[0].samples - self._packets.origin, *(link.lead + link.samples for link in several[1:])]
        self._begins = [0, *accumulate(lengths)]
        """In samples: of each recording, and of what would come behind the last."""
        self.estimate: Frames = sum(
            round(length * RATE / link.rate) for length, link in zip(lengths, several, strict=True)
        )
        self.promised: Frames | None = self.estimate

    def start(self) -> Iterator[Piece]:
        """All pieces from the first sample on."""
        yield from self._packets.start()
        yield from self._following(0)

    def restart(self) -> bool:
        """Open the file anew; False where it has gone meanwhile."""
        return self._turn_to(0)

    def jump(self, seconds: Seconds) -> tuple[int, AudioFrame, Iterator[Piece]] | None:
        """As `Packets.jump`. None where the recordings have several rates: their places have no common measure."""
        rate = self._links[0].rate
        if any(link.rate != rate for link in self._links):
            return None
        number = min(bisect_right(self._begins, seconds * rate), len(self._links)) - 1
        if number != self._number and not self._turn_to(number):
            return None
        begin, lead = self._begins[number], self._links[number].lead if number else 0
        into = seconds - (begin + lead) / rate
        landed = self._packets.jump(into) if into > _NEAR else None
        if landed is not None and landed[0] >= 0:
            index, first, rest = landed
            return begin + lead + index, first, chain(rest, self._following(number))
        if not self._turn_to(number):
            return None
        pieces = chain(self._lead(number), self._packets.start(), self._following(number))
        begins_with = next((piece for piece in pieces if piece is not None), None)
        return None if begins_with is None else (begin, begins_with, pieces)

    def close(self) -> None:
        self._packets.close()

    def _following(self, number: int) -> Iterator[Piece]:
        """All pieces of the recordings behind that one."""
        for other in range(number + 1, len(self._links)):
            if self._turn_to(other):
                yield from self._lead(other)
                yield from self._packets.start()
            else:
                yield None

    def _turn_to(self, number: int) -> bool:
        """Open a recording from its beginning; False where it cannot be."""
        self._packets.close()
        try:
            self._packets = self._opened(number)
        except CannotDecode:
            self._on_damage(self._path, "has a part that cannot be decoded")
            self._number = _NONE
            return False
        self._number = number
        return True

    def _opened(self, number: int) -> Packets:
        return Packets(self._path, self._on_damage, self._within(number))

    def _within(self, number: int) -> Reach:
        link = self._links[number]
        return lambda path: cast(BinaryIO, Window(self._reach(path), link.begin, link.end))

    def _lead(self, number: int) -> Iterator[Piece]:
        """What FFmpeg makes of the first packet of a Vorbis recording that is not the first."""
        if not number or not self._links[number].lead:
            return
        container, stream = open_audio(self._path, self._within(number))
        with container:
            try:
                stream.codec_context.decode(Packet(_SILENT))
                yield from next(container.demux(stream)).decode()
            except (av.error.FFmpegError, ValueError):
                yield None
