"""A long MP4 file by its own table: what `Packets` asks of FFmpeg's container and stream, for one track of AAC-LC."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.packet import Packet
from av.stream import Stream

from asmr_cli.decode.cut import tail
from asmr_cli.decode.mp4 import MANY, PACKET, Table, read_table
from asmr_cli.decode.reach import Reach, directly


class TabledPacket:
    """One packet, decoded where it is taken; without data the end, which decodes to what the codec holds back."""

    def __init__(self, codec: AudioCodecContext, packet: "Packet[Stream] | None") -> None:
        self._codec = codec
        self._packet = packet

    def decode(self) -> list[AudioFrame]:
        """Frames without what lies before the first sample: the encoder's delay."""
        frames = self._codec.decode(self._packet)
        return [_behind_delay(frame) for frame in frames if (frame.pts or 0) + frame.samples > 0]


class TabledFile:
    """Container and stream in one."""

    def __init__(self, path: Path, table: Table, options: dict[str, str], reach: Reach) -> None:
        self._file = reach(path)
        self._table = table
        self._options = options
        self._next = 0
        self.codec_context = _codec(table, options)
        self.time_base = Fraction(1, table.rate)
        self.duration = len(table.sizes) * PACKET - table.delay
        """In samples."""
        self.size = int(table.sizes.sum())
        """Bytes of sound."""
        self.format = SimpleNamespace(name="mov,mp4,m4a,3gp,3g2,mj2")
        self.streams = range(table.tracks)

    def demux(self, stream: object) -> Iterator[TabledPacket]:
        """The packets from here on, and the end."""
        del stream  # there is only one
        while self._next < len(self._table.sizes):
            end = self._table.run_end(self._next)
            self._file.seek(self._table.place(self._next))
            for size in self._table.sizes[self._next : end].tolist():
                data = self._file.read(size)
                if len(data) < size:
                    end = len(self._table.sizes)  # the file was cut off
                    break
                yield TabledPacket(self.codec_context, self._packet(data))
            self._next = max(self._next, end)
        yield TabledPacket(self.codec_context, None)

    def seek(self, offset: int, *, stream: object) -> None:
        """Go to the packet before the one that holds a sample: halves of packets overlap."""
        del stream
        self._next = min(max((offset + self._table.delay) // PACKET - 1, 0), len(self._table.sizes))
        self.codec_context.flush_buffers()

    def rewind(self) -> None:
        """Go to the first packet, with a codec that has heard nothing."""
        self._next = 0
        self.codec_context = _codec(self._table, self._options)

    def close(self) -> None:
        self._file.close()

    def _packet(self, data: bytes) -> "Packet[Stream]":
        packet = Packet(data)
        packet.pts = packet.dts = self._next * PACKET - self._table.delay
        packet.time_base = self.time_base
        self._next += 1
        return packet


def open_tabled(path: Path, options: dict[str, str], reach: Reach = directly, many: int = MANY) -> TabledFile | None:
    """The file by its table; None where that is of no use, or its sound is not what the table says."""
    table = read_table(path, many, reach)
    if table is None:
        return None
    file = TabledFile(path, table, options, reach)
    try:
        frames = next((frames for packet in file.demux(None) if (frames := packet.decode())), [])
    except av.error.FFmpegError:
        frames = []
    if not frames or frames[0].sample_rate != table.rate:  # HE-AAC says only while it is decoded that it is
        file.close()
        return None
    file.rewind()
    return file


def _behind_delay(frame: AudioFrame) -> AudioFrame:
    if frame.pts is None or frame.pts >= 0:
        return frame
    cut = tail(frame, -frame.pts)
    cut.pts = 0
    cut.time_base = frame.time_base
    return cut


def _codec(table: Table, options: dict[str, str]) -> AudioCodecContext:
    codec = AudioCodecContext.create("aac", "r")
    codec.extradata = table.setup
    codec.thread_count = 1
    codec.options = options
    return codec
