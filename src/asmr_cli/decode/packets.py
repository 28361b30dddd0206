"""Frames as the decoder yields them, from any place in the file on, each with its place in samples."""

from collections.abc import Iterator
from itertools import accumulate, chain, islice
from math import floor
from pathlib import Path
from statistics import median_low
from typing import TypeAlias

import av
from av.audio.frame import AudioFrame

from asmr_cli.decode.container import RATES, cannot_decode, open_for_decoding
from asmr_cli.decode.damage import OnDamage
from asmr_cli.decode.places import BY_PACKET, SETTLES, TWICE_AS_FAR, Place
from asmr_cli.decode.reach import Reach, directly
from asmr_cli.decode.stated import believed, stated_frames
from asmr_cli.errors import CannotDecode
from asmr_cli.types import RATE, Frames, Seconds

Piece: TypeAlias = AudioFrame | None
"""A decoded frame, or None: something damaged was left out here."""

_GUESSING = {"mp3", "aac", "ac3", "mpeg"}
"""Containers that tell the length from the bit rate."""

_PATIENCE = 200
"""Damaged packets in a row after which the file counts as ended."""

_HEALS = 200
"""So many of them are forgiven for a second of sound: more often than every 5 ms something is lost in noise alone."""

_SPLINTER = 16
"""Samples; no codec has packets with fewer, and the work of opening one is worth no less sound."""

_HOLE: Seconds = 0.03
"""A jump of the time stamps that means that something is lost."""

_VORBIS_HOLE: Seconds = 0.1
"""In Ogg Vorbis they are off by half a block even in sound files; what gets lost is a page."""

_LOOK = 9
"""Frames that are decoded after a seek to find out where it landed."""

_SETTLING = 3
"""Packets after the start or a seek that may fail without being damaged: what they refer to was cut away before."""

_COUNTED_FROM_ZERO = ("ogg", "opus")
"""Where a recording that was tuned into is said to be as long as if its beginning were there."""

_VORBIS_GRID = 64
"""Vorbis blocks are 64 samples or more, all lengths multiples of it."""


class Packets:
    """One opened file. Raises CannotDecode where not one frame can be decoded."""

    def __init__(self, path: Path, on_damage: OnDamage, reach: Reach = directly) -> None:
        self._path = path
        self._reach = reach
        self._on_damage = on_damage
        self._open()

    def _open(self) -> None:
        self._container, self._stream = open_for_decoding(self._path, self._reach)
        self._gone = False
        # Seconds. As a fraction it would cost more at each packet than all the rest of this file.
        self._tick = float(self._stream.time_base or 1 / RATE)
        self._learn()
        self._allowed = _VORBIS_HOLE if self._stream.codec_context.name == "vorbis" else _HOLE
        self._quiet, self._harmed = True, False
        self._pieces = self._decoded()
        first = self._first_frame()
        if first is None:
            self._container.close()
            raise cannot_decode(self._path)
        self._quiet = False
        if self._harmed:
            self._gap()
        self._first, self._begin = first, getattr(self._packet, "pos", None) or 0
        self.origin = first.pts or 0
        """The time of the first frame, in the stream's ticks."""
        if self._kind == _COUNTED_FROM_ZERO:
            self.estimate -= max(round(self.origin * self._tick * RATE), 0)

    def _learn(self) -> None:
        """What the container says of its length; a closed one cannot be asked any more."""
        stated = (self._container.duration or 0) / av.time_base
        if self._stream.duration is not None:
            stated = self._stream.duration * self._tick
        self.estimate: Frames = round(believed(stated, self._container.size) * RATE)
        """The length at 48 kHz that the container states, 0 where it states none."""
        self._kind = (self._container.format.name, self._stream.codec_context.name)
        self._place_by_packet = BY_PACKET.get(self._kind)
        self._guessed = self._container.format.name in _GUESSING or len(self._container.streams) > 1

    @property
    def promised(self) -> Frames | None:
        """The length at 48 kHz that the file must have; None where the container guesses, or holds more than sound."""
        return None if self._guessed else max(self.estimate, stated_frames(self._path, self._reach)) or None

    def start(self) -> Iterator[Piece]:
        """All pieces from the first sample on."""
        yield self._first
        yield from self._pieces

    def restart(self) -> bool:
        """Open the file anew; False where it has gone meanwhile."""
        self._container.close()
        self._gone = True
        try:
            self._open()
        except CannotDecode:
            self._on_damage(self._path, "cannot be read any more")
            return False
        return True

    def jump(self, seconds: Seconds) -> tuple[int, AudioFrame, Iterator[Piece]] | None:
        """Seek to before a moment: the place of the first frame there in samples, it and the rest. None: impossible."""
        if self._gone:
            return None
        if self._kind in TWICE_AS_FAR:
            seconds = max(seconds - SETTLES, 0.0) / 2
        try:
            self._container.seek(self.origin + int(seconds / self._tick), stream=self._stream)
        except av.error.FFmpegError:
            return None
        self._pieces = self._decoded()
        if self._place_by_packet:
            return self._landed(self._place_by_packet)
        frames = list(islice((piece for piece in self._pieces if piece is not None), _LOOK))
        if len(frames) < 2:
            return None
        return self._place(frames), frames[0], chain(frames[1:], self._pieces)

    def close(self) -> None:
        self._container.close()

    def _landed(self, place: Place) -> tuple[int, AudioFrame, Iterator[Piece]] | None:
        """As `jump`, by what the first packet says of itself."""
        first = self._first_frame()
        index = place(self._packet, self._begin, self._first.samples) if first is not None else None
        return None if first is None or index is None else (index, first, self._pieces)

    def _place(self, frames: list[AudioFrame]) -> int:
        """Where the first frame begins, in samples from the start of the file on.

        Each frame's time less the frames before it says so; the median, for in Ogg Vorbis some are off by half a block.
        Matroska rounds to milliseconds; as frames have a regular length, the sample is found all the same."""
        per_tick = self._per_tick(frames[0])
        before = accumulate((frame.samples for frame in frames), initial=0)
        starts = [
            ((frame.pts or 0) - self.origin) * per_tick - gone for frame, gone in zip(frames, before, strict=False)
        ]
        stated = median_low(starts)
        grid = _VORBIS_GRID if self._stream.codec_context.name == "vorbis" else frames[1].samples
        if per_tick <= 1 or grid <= 0:
            return round(stated)
        first = self._first.samples
        nearest = first + floor((stated - first) / grid + 0.5) * grid
        return nearest if abs(nearest - stated) <= 1.5 * per_tick else round(stated)

    def _first_frame(self) -> AudioFrame | None:
        return next((piece for piece in self._pieces if piece is not None), None)

    def _decoded(self) -> Iterator[Piece]:
        """Frames in order; None where something was refused, by container or decoder, or is missing between two."""
        failures, count = 0.0, 0
        expected: float | None = None
        while failures < _PATIENCE:
            try:
                for packet in self._container.demux(self._stream):
                    if failures >= _PATIENCE:
                        return
                    count += 1
                    self._packet = packet
                    try:
                        frames = packet.decode()
                    except ValueError:  # invalid data, or of a codec that PyAV 19 could not open
                        failures += 1
                        expected = None
                        if count > _SETTLING:
                            yield self._gap()
                        continue
                    for frame in frames:
                        if frame.sample_rate not in RATES:
                            failures += 1
                            yield self._gap()
                            continue
                        lost = self._misses(frame, expected)
                        if lost:
                            yield self._gap()
                        yield frame
                        if lost or frame.samples < _SPLINTER:
                            failures += 1
                        if failures:
                            failures = max(failures - _HEALS * frame.samples / frame.sample_rate, 0.0)
                        expected = None if frame.pts is None else frame.pts + frame.samples / self._per_tick(frame)
                return
            except (av.error.FFmpegError, OSError, IndexError):  # the last for a stream that comes up in the midst
                failures += _PATIENCE // 10
                yield self._gap()

    def _misses(self, frame: AudioFrame, expected: float | None) -> bool:
        """Whether the time of a frame leaves a hole after the one before it."""
        if frame.pts is None or expected is None:
            return False
        return (frame.pts - expected) * self._tick > self._allowed

    def _per_tick(self, frame: AudioFrame) -> float:
        """Samples in one tick of the stream's time."""
        return self._tick * frame.sample_rate

    def _gap(self) -> Piece:
        """Tell of the damage; not before there is a first frame, for else the whole file is refused."""
        self._harmed = True
        if not self._quiet:
            self._on_damage(self._path, "has a damaged part, which is left out")
        return None
