"""What is decoded of an opened file, in order, and where something damaged was left out."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet

from asmr_cli.decode.container import RATES
from asmr_cli.types import RATE, Seconds

Piece: TypeAlias = AudioFrame | None
"""A decoded frame, or None: something damaged was left out here."""

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

_SETTLING = 3
"""Packets after the start or a seek that may fail without being damaged: what they refer to was cut away before."""


def tick_of(stream: AudioStream) -> Seconds:
    """How long a tick of the stream's time is: as a fraction it would cost more at each packet than all the rest."""
    return float(stream.time_base or 1 / RATE)


class Pieces:
    """From where the container stands on: frames, and None where container or decoder refused something, or something
    is missing between two frames. `gap` is told before each None."""

    def __init__(self, container: InputContainer, stream: AudioStream, gap: Callable[[], None]) -> None:
        self.packet: Packet[Any] | None = None
        """The one that was decoded last."""
        self._container = container
        self._stream = stream
        self._gap = gap
        self._tick = tick_of(stream)
        self._allowed = _VORBIS_HOLE if stream.codec_context.name == "vorbis" else _HOLE
        self._failures, self._count = 0.0, 0
        self._expected: float | None = None
        """The time of the next frame, in ticks."""

    def __iter__(self) -> Iterator[Piece]:
        while self._failures < _PATIENCE:
            try:
                yield from self._demuxed()
                return
            except (av.error.FFmpegError, OSError, IndexError):  # the last for a stream that comes up in the midst
                self._failures += _PATIENCE // 10
                self._gap()
                yield None

    def _demuxed(self) -> Iterator[Piece]:
        """To the end, or to what the container cannot read."""
        for packet in self._container.demux(self._stream):
            if self._failures >= _PATIENCE:
                return
            self._count += 1
            self.packet = packet
            try:
                frames = packet.decode()
            except ValueError:  # invalid data, or of a codec that PyAV 19 could not open
                self._failures += 1
                self._expected = None
                if self._count > _SETTLING:
                    self._gap()
                    yield None
                continue
            for frame in frames:
                if frame.sample_rate not in RATES:
                    self._failures += 1
                    self._gap()
                    yield None
                    continue
                lost = self._misses(frame)
                if lost:
                    self._gap()
                    yield None
                yield frame
                self._reckon(frame, lost)

    def _misses(self, frame: AudioFrame) -> bool:
        """Whether the time of a frame leaves a hole after the one before it."""
        if frame.pts is None or self._expected is None:
            return False
        return (frame.pts - self._expected) * self._tick > self._allowed

    def _reckon(self, frame: AudioFrame, lost: bool) -> None:
        """What failed counts less with the sound that came since."""
        if lost or frame.samples < _SPLINTER:
            self._failures += 1
        if self._failures:
            self._failures = max(self._failures - _HEALS * frame.samples / frame.sample_rate, 0.0)
        per_tick = self._tick * frame.sample_rate
        self._expected = None if frame.pts is None else frame.pts + frame.samples / per_tick
