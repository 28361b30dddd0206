"""One file opened for decoding: its length, its frames from the start on, and from any place with where they lie."""

from collections.abc import Iterator
from itertools import accumulate, chain, islice
from math import floor
from pathlib import Path
from statistics import median_low

import av
from av.audio.frame import AudioFrame

from asmr_cli.decode.container import cannot_decode, open_for_decoding
from asmr_cli.decode.damage import OnDamage
from asmr_cli.decode.pieces import Piece, Pieces, tick_of
from asmr_cli.decode.places import BY_PACKET, SETTLES, TWICE_AS_FAR, Place
from asmr_cli.decode.reach import Reach, directly
from asmr_cli.decode.stated import believed, stated_frames
from asmr_cli.errors import CannotDecode
from asmr_cli.types import RATE, Frames, Seconds

_GUESSING = {"mp3", "aac", "ac3", "mpeg"}
"""Containers that tell the length from the bit rate."""

_LOOK = 9
"""Frames that are decoded after a seek to find out where it landed."""

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
        self._tick = tick_of(self._stream)
        self._learn()
        self._quiet, self._harmed = True, False
        self._decode()
        first = self._first_frame()
        if first is None:
            self._container.close()
            raise cannot_decode(self._path)
        self._quiet = False
        if self._harmed:
            self._gap()
        self._first, self._begin = first, getattr(self._decoded.packet, "pos", None) or 0
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
        self._decode()
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
        packet = self._decoded.packet
        index = place(packet, self._begin, self._first.samples) if first is not None and packet is not None else None
        return None if first is None or index is None else (index, first, self._pieces)

    def _place(self, frames: list[AudioFrame]) -> int:
        """Where the first frame begins, in samples from the start of the file on.

        Each frame's time less the frames before it says so; the median, for in Ogg Vorbis some are off by half a block.
        Matroska rounds to milliseconds; as frames have a regular length, the sample is found all the same."""
        per_tick = self._tick * frames[0].sample_rate
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

    def _decode(self) -> None:
        """From where the container stands on."""
        self._decoded = Pieces(self._container, self._stream, self._gap)
        self._pieces = iter(self._decoded)

    def _gap(self) -> None:
        """Tell of the damage; not before there is a first frame, for else the whole file is refused."""
        self._harmed = True
        if not self._quiet:
            self._on_damage(self._path, "has a damaged part, which is left out")
