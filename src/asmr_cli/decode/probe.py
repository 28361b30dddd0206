"""What the header of a file says, without decoding it."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import av

from asmr_cli.decode.chained import Chained
from asmr_cli.decode.container import open_audio
from asmr_cli.decode.damage import ignore_damage
from asmr_cli.decode.links import links
from asmr_cli.decode.reach import Reach, directly
from asmr_cli.decode.stated import believed
from asmr_cli.types import RATE, Seconds


@dataclass(frozen=True, slots=True)
class Probe:
    """`seconds` is 0.0 where the header states no length; texts are empty where nothing is said."""

    seconds: Seconds
    rate: int
    channels: int
    codec: str
    title: str
    artist: str
    licence: str
    source: str


def probe(path: Path, reach: Reach = directly) -> Probe:
    """Raises CannotDecode for what is no sound file."""
    container, stream = open_audio(path, reach)
    with container:
        # Ogg keeps its tags with the stream, the others with the file.
        tags = {key.lower(): _readable(value) for key, value in (stream.metadata | container.metadata).items()}

        def first(*names: str) -> str:
            return next((tags[name] for name in names if tags.get(name)), "")

        if several := links(path, reach):
            with closing(Chained(path, ignore_damage, reach, several)) as chain:
                seconds = chain.estimate / RATE
        elif stream.duration is not None and stream.time_base is not None:
            seconds = float(stream.duration * stream.time_base)
        else:
            seconds = (container.duration or 0) / av.time_base
        return Probe(
            seconds=max(believed(seconds, container.size), 0.0),
            rate=stream.codec_context.sample_rate,
            channels=stream.codec_context.channels,
            codec=stream.codec_context.name.removesuffix("float"),  # FFmpeg has a second MP3 decoder
            title=first("title"),
            artist=first("artist", "album_artist", "composer", "author"),
            licence=first("license", "licence", "copyright"),
            source=first("purl", "source", "url", "website", "contact"),
        )


def _readable(text: str) -> str:
    """A tag with a sign in place of every byte that is not UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()
