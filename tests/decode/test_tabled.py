"""A long MP4 read by its own table is what FFmpeg reads."""

import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from asmr_cli.decode import tabled as opening
from asmr_cli.decode.mp4 import read_table
from asmr_cli.decode.reach import Reach
from asmr_cli.decode.stream import Stream
from asmr_cli.decode.tabled import TabledFile, open_tabled
from asmr_cli.errors import CannotDecode
from asmr_cli.types import RATE

ALL = 60 * RATE
PACKET = 1024 * RATE // 44_100
RESAMPLER = 64
"""Frames over which a change of rate reaches."""

Media = Callable[[str], Path]


def _by_ffmpeg(path: Path, monkeypatch: pytest.MonkeyPatch) -> "np.ndarray":
    with monkeypatch.context() as patch:
        patch.setattr(opening, "open_tabled", lambda path, options, reach: None)
        return Stream(path).read(ALL)


def _same(ours: "np.ndarray", theirs: "np.ndarray") -> bool:
    """Sample by sample; FFmpeg 8 (PyAV 19) leaves out what the last packet holds behind the end."""
    if abs(len(ours) - len(theirs)) > PACKET:
        return False
    both = len(ours) if len(ours) == len(theirs) else min(len(ours), len(theirs)) - RESAMPLER
    return np.array_equal(ours[:both], theirs[:both])


def _always(monkeypatch: pytest.MonkeyPatch) -> list[TabledFile | None]:
    """However short a file is; what was opened is in the list."""
    opened: list[TabledFile | None] = []

    def tabled(path: Path, options: dict[str, str], reach: Reach) -> TabledFile | None:
        opened.append(open_tabled(path, options, reach, many=0))
        return opened[-1]

    monkeypatch.setattr(opening, "open_tabled", tabled)
    return opened


@pytest.mark.parametrize("kind", ["plain.m4a", "surround.m4a", "film.mp4"])
def test_every_sample_is_ffmpeg_s_also_after_a_seek(media: Media, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = media(kind)
    expected = _by_ffmpeg(path, monkeypatch)
    opened = _always(monkeypatch)
    stream = Stream(path)
    assert _same(stream.read(ALL), expected)
    assert opened[0] is not None and abs(stream.estimate - len(expected)) <= 1024
    for place in (5 * RATE + 17, 0, 3 * RATE + 1, 100, 2 * RATE + 30_011):
        stream.seek(place)
        assert np.abs(stream.read(2000) - expected[place : place + 2000]).max() < 1e-5
    stream.close()


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg makes the file")
@pytest.mark.parametrize("options", [["-movflags", "+faststart"], ["-ss", "1.7"], ["-stream_loop", "3"]])
def test_files_that_were_cut_joined_or_rearranged(
    media: Media, tmp_path: Path, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "other.m4a"
    before = [] if options[0] == "-movflags" else options
    after = options if not before else []
    command = ["ffmpeg", "-v", "error", *before, "-i", media("plain.m4a"), "-c", "copy", *after, path]
    subprocess.run(command, check=True)
    expected = _by_ffmpeg(path, monkeypatch)
    opened = _always(monkeypatch)
    assert _same(Stream(path).read(ALL), expected) and opened[0] is not None


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg makes the file")
def test_a_file_in_fragments_is_left_to_ffmpeg(media: Media, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fragments.m4a"
    copy = ["-c", "copy", "-movflags", "frag_keyframe+empty_moov"]
    subprocess.run(["ffmpeg", "-v", "error", "-i", media("plain.m4a"), *copy, path], check=True)
    assert read_table(path, many=0) is None
    expected = _by_ffmpeg(path, monkeypatch)
    _always(monkeypatch)
    assert _same(Stream(path).read(ALL), expected)


def test_short_files_and_others_are_left_to_ffmpeg(media: Media, tmp_path: Path) -> None:
    assert read_table(media("plain.m4a")) is None
    assert read_table(media("128k.mp3"), many=0) is None
    (tmp_path / "none.m4a").write_bytes(b"")
    assert read_table(tmp_path / "none.m4a", many=0) is None
    assert read_table(tmp_path / "missing.m4a", many=0) is None


def test_a_delay_within_a_packet_is_cut_to_the_sample(
    media: Media, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(media("plain.m4a").read_bytes())
    at = data.index(b"elst") + 16
    assert struct.unpack_from(">i", data, at)[0] == 1024
    struct.pack_into(">i", data, at, 2112)
    path = tmp_path / "delayed.m4a"
    path.write_bytes(data)
    expected = _by_ffmpeg(path, monkeypatch)
    opened = _always(monkeypatch)
    assert _same(Stream(path).read(ALL), expected) and opened[0] is not None


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_table_breaks_nothing(
    media: Media, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(seed)
    data = bytearray(media("plain.m4a").read_bytes())
    first = data.index(b"moov")
    for place in rng.integers(first, len(data), int(rng.integers(1, 6))):
        data[place] = rng.integers(256)
    path = tmp_path / "damaged.m4a"
    path.write_bytes(data if seed % 3 else data[: int(rng.integers(first, len(data)))])
    _always(monkeypatch)
    try:
        stream = Stream(path)
    except CannotDecode:
        return
    assert len(stream.read(ALL)) < ALL
    stream.close()
