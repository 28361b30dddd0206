"""Small media files of every kind, made with the encoders inside PyAV."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from numpy.typing import NDArray

SECONDS = 8
CHANNELS = {"mono": 1, "stereo": 2, "5.1": 6}


@dataclass(frozen=True)
class Kind:
    container: str
    codec: str
    rate: int = 48_000
    layout: str = "stereo"
    options: dict[str, str] = field(default_factory=dict)
    sample_format: str | None = None
    video: bool = False


KINDS = {
    "8-bit.wav": Kind("wav", "pcm_u8"),
    "16-bit.wav": Kind("wav", "pcm_s16le"),
    "24-bit.wav": Kind("wav", "pcm_s24le"),
    "32-bit.wav": Kind("wav", "pcm_s32le"),
    "float.wav": Kind("wav", "pcm_f32le"),
    "mono-22k.wav": Kind("wav", "pcm_s16le", 22_050, "mono"),
    "adpcm.wav": Kind("wav", "adpcm_ms", 44_100),
    "g722.wav": Kind("wav", "g722", 16_000, "mono"),
    "surround.wav": Kind("wav", "pcm_s16le", 48_000, "5.1"),
    "24-96.flac": Kind("flac", "flac", 96_000, sample_format="s32"),
    "surround.flac": Kind("flac", "flac", 48_000, "5.1"),
    "cd.aiff": Kind("aiff", "pcm_s16be", 44_100),
    "128k.mp3": Kind("mp3", "libmp3lame", 44_100),
    "mono.mp3": Kind("mp3", "libmp3lame", 22_050, "mono"),
    "vorbis.ogg": Kind("ogg", "libvorbis"),
    "flac.ogg": Kind("ogg", "flac", sample_format="s16"),
    "plain.opus": Kind("ogg", "libopus"),
    "mono.opus": Kind("ogg", "libopus", layout="mono"),
    "plain.m4a": Kind("ipod", "aac", 44_100, options={"aac_pns": "0"}),
    "surround.m4a": Kind("ipod", "aac", 48_000, "5.1", options={"aac_pns": "0"}),
    "plain.webm": Kind("webm", "libopus"),
    "vorbis.mkv": Kind("matroska", "libvorbis"),
    "aac.mkv": Kind("matroska", "aac", 44_100, options={"aac_pns": "0"}),
    "film.mp4": Kind("mp4", "aac", 48_000, options={"aac_pns": "0"}, video=True),
}


def noise(rate: int, channels: int, seconds: float = SECONDS) -> NDArray[np.float32]:
    """Soft noise that swells, shape (channels, frames)."""
    rng = np.random.default_rng(rate + channels)
    white = rng.standard_normal((channels, round(rate * seconds)))
    soft = (white + np.roll(white, 1, axis=1) + np.roll(white, 2, axis=1)) / 3
    return (soft * 0.05 * (1.2 + np.sin(np.arange(soft.shape[1]) / rate * 2.1))).astype(np.float32)


def make_by_ffmpeg(path: Path, kind: Kind) -> Path:
    """PyAV's wheels hold no good Vorbis encoder, and ADPCM wants blocks of its own length."""
    if not shutil.which("ffmpeg"):
        pytest.skip("ffmpeg is not installed")
    raw = noise(kind.rate, CHANNELS[kind.layout]).T.astype("<f4").tobytes()
    take = ["ffmpeg", "-v", "error", "-f", "f32le", "-ac", str(CHANNELS[kind.layout]), "-ar", str(kind.rate), "-i", "-"]
    subprocess.run([*take, "-c:a", kind.codec, "-f", kind.container, str(path)], check=True, input=raw)
    return path


def make(path: Path, kind: Kind) -> Path:
    if kind.codec in {"libvorbis", "adpcm_ms"} or path.name == "flac.ogg":
        return make_by_ffmpeg(path, kind)
    samples = noise(kind.rate, CHANNELS[kind.layout])
    with av.open(str(path), "w", format=kind.container) as file:
        picture = file.add_stream("mpeg4", rate=10) if kind.video else None
        if picture is not None:
            picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        stream = file.add_stream(kind.codec, rate=kind.rate, layout=kind.layout, options=kind.options)
        if kind.sample_format is not None:
            stream.format = kind.sample_format
        for start in range(0, samples.shape[1], 4096):
            frame = AudioFrame.from_ndarray(
                np.ascontiguousarray(samples[:, start : start + 4096]), format="fltp", layout=kind.layout
            )
            frame.sample_rate, frame.pts, frame.time_base = kind.rate, start, Fraction(1, kind.rate)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
        if picture is not None:
            for index in range(SECONDS * 10):
                still = VideoFrame(64, 48, "yuv420p")
                for plane in still.planes:  # else it shows what the memory held, another film each time
                    plane.update(bytes(plane.buffer_size))
                still.pts, still.time_base = index, Fraction(1, 10)
                file.mux(picture.encode(still))
            file.mux(picture.encode(None))
    return path


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of a kind, made once."""
    folder = tmp_path_factory.mktemp("media")

    def get(name: str) -> Path:
        path = folder / name
        return path if path.exists() else make(path, KINDS[name])

    return get


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)
