"""Writing through FFmpeg: flac, opus, mp3, m4a."""

from pathlib import Path

import av
from av.audio.frame import AudioFrame

from asmr_cli.sink.encode import Pcm
from asmr_cli.types import CHANNELS, RATE

# Suffix: container, encoder, bit rate. Soft noise is the worst case for a lossy codec, so the rates are generous.
FORMATS: dict[str, tuple[str, str, int | None]] = {
    ".flac": ("flac", "flac", None),
    ".opus": ("ogg", "libopus", 128_000),
    ".mp3": ("mp3", "libmp3lame", 192_000),
    ".m4a": ("ipod", "aac", 192_000),
}


class CompressedWriter:
    """Encodes blocks as they come."""

    def __init__(self, path: Path, suffix: str, metadata: dict[str, str]) -> None:
        container, codec, bit_rate = FORMATS[suffix]
        self._container = av.open(str(path), "w", format=container)
        self._container.metadata.update(metadata)
        self._stream = self._container.add_stream(codec, rate=RATE, layout="stereo")
        if bit_rate is not None:
            self._stream.bit_rate = bit_rate
        self._written = 0

    def write(self, pcm: Pcm) -> None:
        frame = AudioFrame.from_ndarray(pcm.reshape(1, len(pcm) * CHANNELS), format="s16", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = self._written
        self._written += len(pcm)
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Flush the encoder and complete the file."""
        self._container.mux(self._stream.encode(None))
        self._container.close()
