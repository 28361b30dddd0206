"""Writing through FFmpeg: flac, opus, mp3, m4a, with what they say about themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO, Final, cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from asmr_cli.sink.encode import Pcm
from asmr_cli.types import CHANNELS, RATE, Seconds


@dataclass(frozen=True, slots=True)
class Format:
    """A container, its encoder and how it is told to write."""

    container: str
    codec: str
    bit_rate: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    encoder_options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named stretch of a file."""

    title: str
    start: Seconds
    end: Seconds


# Soft noise is the worst case for a lossy codec, so the rates are generous.
FORMATS: Final[dict[str, Format]] = {
    # At its usual level the encoder costs as much as all the rest, for it looks for the best way to write each block.
    # Soft noise has none: with the simplest prediction in fixed parts a file is 7 % larger, for 0.6 of the time.
    ".flac": Format(
        "flac",
        "flac",
        encoder_options=(
            ("compression_level", "0"),
            ("lpc_type", "fixed"),
            ("min_prediction_order", "1"),
            ("max_prediction_order", "1"),
            ("min_partition_order", "3"),
            ("max_partition_order", "3"),
            ("ch_mode", "indep"),
            ("frame_size", "4608"),  # the most that the format's streamable subset allows
        ),
    ),
    # Free to vary, Opus spends twice the rate on a purr; constrained, the bundled sounds fit into 48 MB.
    # Packets of 60 ms instead of 20 sound the same and are read in five sixths of the time.
    # Ogg pages of a quarter of a second instead of one: a seek lands nearer, and costs a quarter less.
    ".opus": Format(
        "ogg",
        "libopus",
        136_000,
        (("page_duration", "250000"),),
        (("vbr", "constrained"), ("frame_duration", "60")),
    ),
    ".mp3": Format("mp3", "libmp3lame", 192_000),
    # With the usual time scale of a thousandth, the last millisecond would be rounded away.
    ".m4a": Format("ipod", "aac", 192_000, (("movie_timescale", str(RATE)),)),
}

_BUFFER: Final = 1 << 18

_KEPT_BACK: Final = {"flush_packets": "0"}
"""Written when the buffer is full: else each packet is, eleven of FLAC a second."""


class CompressedWriter:
    """Encodes blocks as they come. Errors of the file come through."""

    def __init__(
        self, file: BinaryIO, form: Format, metadata: Mapping[str, str], chapters: Sequence[Chapter] = ()
    ) -> None:
        self._container = av.open(
            file, "w", format=form.container, container_options=_KEPT_BACK | dict(form.options), buffer_size=_BUFFER
        )
        encoder = self._container.add_stream(form.codec, rate=RATE, layout="stereo", options=dict(form.encoder_options))
        self._stream = cast(AudioStream, encoder)
        if form.bit_rate is not None:
            self._stream.bit_rate = form.bit_rate
        # Ogg keeps its tags with the stream, the others with the file.
        tags = self._stream.metadata if form.container == "ogg" else self._container.metadata
        tags.update(metadata)
        if form.container in ("ogg", "flac"):
            tags.update(_comments(chapters))
        elif chapters:
            self._container.set_chapters([_told(index, chapter) for index, chapter in enumerate(chapters)])
        self._written = 0

    def write(self, pcm: Pcm) -> None:
        frame = AudioFrame.from_ndarray(pcm.reshape(1, len(pcm) * CHANNELS), format="s16", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = self._written
        self._written += len(pcm)
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Flush the encoder and complete the file, which stays open."""
        self._container.mux(self._stream.encode(None))
        self._container.close()


def _comments(chapters: Sequence[Chapter]) -> dict[str, str]:
    """Chapters as Vorbis comments; FFmpeg's own rounds their seconds up."""
    tags = {}
    for index, chapter in enumerate(chapters):
        minutes, seconds = divmod(chapter.start, 60)
        hours, minutes = divmod(int(minutes), 60)
        tags[f"CHAPTER{index:03}"] = f"{hours:02}:{minutes:02}:{int(seconds):02}.{int(seconds * 1000) % 1000:03}"
        tags[f"CHAPTER{index:03}NAME"] = chapter.title
    return tags


def _told(index: int, chapter: Chapter) -> "av.container.Chapter":
    return {
        "id": index,
        "start": round(chapter.start * 1000),
        "end": round(chapter.end * 1000),
        "time_base": Fraction(1, 1000),
        "metadata": {"title": chapter.title},
    }
