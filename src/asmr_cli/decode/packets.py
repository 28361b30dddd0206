"""Frames as the decoder yields them, from any place in the file on, each with its place in samples."""

from collections.abc import Callable, Iterator
from math import floor
from pathlib import Path
from typing import TypeAlias

import av
from av.audio.frame import AudioFrame

from asmr_cli.decode.container import cannot_decode, open_audio
from asmr_cli.errors import CannotDecode
from asmr_cli.types import RATE, Frames, Seconds

OnDamage: TypeAlias = Callable[[Path, str], None]
"""Told of a file a part of which is left out, with the rest of the sentence."""

Piece: TypeAlias = AudioFrame | None
"""A decoded frame, or None: something damaged was left out here."""

_PATIENCE = 200
"""Damaged packets in a row after which the file counts as ended."""

_VORBIS_GRID = 64
"""Vorbis blocks are 64 samples or more, all lengths multiples of it."""


def ignore_damage(path: Path, what: str) -> None:
    """For who does not want to know."""


class Packets:
    """One opened file. Raises CannotDecode where not one frame can be decoded."""

    def __init__(self, path: Path, on_damage: OnDamage) -> None:
        self._path = path
        self._on_damage = on_damage
        self._open()

    def _open(self) -> None:
        self._container, self._stream = open_audio(self._path)
        self._tick = self._stream.time_base or 1 / RATE
        self._pieces = self._decoded()
        first = self._first_frame()
        if first is None:
            self._container.close()
            raise cannot_decode(self._path)
        self._first = first
        self._origin = first.pts or 0

    @property
    def estimate(self) -> Frames:
        """The length at 48 kHz that the container states, 0 where it states none."""
        if self._stream.duration is not None:
            return round(self._stream.duration * self._tick * RATE)
        return round((self._container.duration or 0) * RATE / av.time_base)

    def start(self) -> Iterator[Piece]:
        """All pieces from the first sample on."""
        yield self._first
        yield from self._pieces

    def restart(self) -> bool:
        """Open the file anew; False where it has gone meanwhile."""
        self._container.close()
        try:
            self._open()
        except CannotDecode:
            self._on_damage(self._path, "cannot be read any more")
            return False
        return True

    def jump(self, seconds: Seconds) -> tuple[int, AudioFrame, Iterator[Piece]] | None:
        """Seek to before a moment: the place of the first frame there in samples, it and the rest. None: impossible."""
        try:
            self._container.seek(self._origin + int(seconds / self._tick), stream=self._stream)
        except av.error.FFmpegError:
            return None
        self._pieces = self._decoded()
        frame, after = self._first_frame(), self._first_frame()
        if frame is None or after is None or frame.pts is None:
            return None
        return self._place(frame, after.samples), frame, _chain(after, self._pieces)

    def close(self) -> None:
        self._container.close()

    def _place(self, frame: AudioFrame, usual: int) -> int:
        """Where a frame begins, in samples from the first one on.

        Matroska rounds to milliseconds; as frames have a regular length, the sample is found all the same."""
        assert frame.pts is not None
        stated = (frame.pts - self._origin) * self._tick * frame.sample_rate
        tick = self._tick * frame.sample_rate
        grid = _VORBIS_GRID if self._stream.codec_context.name == "vorbis" else usual
        if tick <= 1 or grid <= 0:
            return round(stated)
        first = self._first.samples
        nearest = first + floor((stated - first) / grid + 0.5) * grid
        return nearest if abs(nearest - stated) <= 1.5 * tick else round(stated)

    def _first_frame(self) -> AudioFrame | None:
        return next((piece for piece in self._pieces if piece is not None), None)

    def _decoded(self) -> Iterator[Piece]:
        """Frames in order; what the container or the decoder refuses is left out and marked by None."""
        failures = 0
        while failures < _PATIENCE:
            try:
                for packet in self._container.demux(self._stream):
                    try:
                        yield from packet.decode()
                        failures = 0
                    except av.error.InvalidDataError:
                        failures += 1
                        self._damaged()
                        yield None
                return
            except (av.error.FFmpegError, OSError):
                failures += 20
                self._damaged()
                yield None

    def _damaged(self) -> None:
        self._on_damage(self._path, "has a damaged part, which is left out")


def _chain(first: AudioFrame, rest: Iterator[Piece]) -> Iterator[Piece]:
    yield first
    yield from rest
