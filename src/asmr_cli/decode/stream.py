"""One file from any place on: 48 kHz, stereo, float32, in order."""

from collections.abc import Iterator
from itertools import chain
from math import gcd
from pathlib import Path

from asmr_cli.decode.chained import packets_of
from asmr_cli.decode.cut import tail
from asmr_cli.decode.damage import OnDamage, ignore_damage
from asmr_cli.decode.pieces import Piece
from asmr_cli.decode.reach import Reach, directly
from asmr_cli.decode.resample import resampled
from asmr_cli.render.row import Row
from asmr_cli.render.source import Block
from asmr_cli.types import RATE, Frames, to_seconds

_PREROLL: Frames = RATE // 2
"""Decoded ahead of a seek's target, so that the state of the codec (MP3 reservoir, Opus prediction) has settled."""

_SHORT: Frames = RATE // 16
"""What may lack at the end without being missed: delays of encoders, which some containers count in."""


class Stream:
    """Sequential decoding with sample-exact seek. Raises CannotDecode where not one frame can be decoded."""

    def __init__(self, path: Path, on_damage: OnDamage = ignore_damage, reach: Reach = directly) -> None:
        self._path = path
        self._on_damage = on_damage
        self._packets = packets_of(path, on_damage, reach)
        self.estimate = self._packets.estimate
        """The length that the container states, 0 where it states none."""
        self._blocks: Iterator[Block] = iter(())
        self._held = Row()
        self._position: Frames = 0
        self._play(self._packets.start(), 0)

    @property
    def position(self) -> Frames:
        """The frame that `read` returns next."""
        return self._position

    def read(self, frames: Frames) -> Block:
        """The next `frames` frames, fewer only at the end."""
        while len(self._held) < frames:
            part = next(self._blocks, None)
            if part is None:
                self._check_end(self._position + len(self._held))
                break
            self._held.put(part)
        block = self._held.take(frames)
        self._position += len(block)
        return block

    def seek(self, frame: Frames) -> None:
        """Go to a frame, or to the end if that comes first; exact, by decoding a little more and dropping it."""
        if frame <= 2 * _PREROLL or not self._jump(frame):
            self._play(self._packets.start() if self._packets.restart() else iter(()), 0)
        while self._position < frame and len(self.read(min(frame - self._position, RATE))):
            pass

    def close(self) -> None:
        self._packets.close()

    def _jump(self, frame: Frames) -> bool:
        """Let the container seek to before the frame; False where it lands behind it."""
        landed = self._packets.jump(to_seconds(frame - _PREROLL))
        if landed is None:
            return False
        index, first, rest = landed
        # The resampler's phase is the same at every multiple of this many samples of the file.
        unit = first.sample_rate // gcd(first.sample_rate, RATE)
        start = -(-index // unit) * unit
        position = start * RATE // first.sample_rate
        if index < 0 or position > frame:
            return False
        self._play(_skip(chain([first], rest), start - index), position)
        return True

    def _check_end(self, end: Frames) -> None:
        """Tell of a file that stops before the end that it promised."""
        promised = self._packets.promised
        if promised is not None and 0 < end < promised - _SHORT:
            self._on_damage(self._path, "ends before it should")

    def _play(self, pieces: Iterator[Piece], position: Frames) -> None:
        self._blocks = resampled(pieces, lambda: self._on_damage(self._path, "has damaged samples, which are left out"))
        self._held = Row()
        self._position = position


def _skip(pieces: Iterator[Piece], count: int) -> Iterator[Piece]:
    """The pieces without the first samples."""
    for piece in pieces:
        if piece is not None and count >= piece.samples:
            count -= piece.samples
            continue
        yield tail(piece, count) if piece is not None else piece
        count = 0
