"""Every format to the exact frame and level, from any place on; ffmpeg is the oracle."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from asmr_cli.decode.probe import probe
from asmr_cli.decode.stream import Stream
from asmr_cli.decode.tape import open_tape

RATE = 48_000
ALL = 10**8
AAC_PACKET = 1024 * RATE // 44_100
RESAMPLER = 64
"""Frames over which a change of rate reaches."""

Media = Callable[[str], Path]


def by_ffmpeg(path: Path) -> NDArray[np.float32]:
    if not shutil.which("ffmpeg"):
        pytest.skip("ffmpeg is not installed")
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-vn", "-ac", "2", "-ar", str(RATE), "-f", "f32le", "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return np.frombuffer(raw, np.float32).reshape(-1, 2)


def test_frames_and_level_are_ffmpeg_s(media: Media, kind: str) -> None:
    if kind == "aac.mkv":
        pytest.skip("an older ffmpeg leaves the encoder's delay of AAC in Matroska")
    path = media(kind)
    ours, theirs = Stream(path).read(ALL), by_ffmpeg(path)
    # Older versions on either side keep what AAC's last packet holds behind the end.
    assert abs(len(ours) - len(theirs)) <= (AAC_PACKET if kind == "plain.m4a" else 0)
    if len(ours) != len(theirs):
        both = min(len(ours), len(theirs)) - RESAMPLER
        ours, theirs = ours[:both], theirs[:both]
    assert np.abs(ours - theirs).max() < 1e-4
    power, expected = (float((samples.astype(float) ** 2).mean()) for samples in (ours, theirs))
    assert 10 * np.log10(power / expected) == pytest.approx(0, abs=0.001)


def test_a_seek_is_exact_to_the_sample(media: Media, kind: str) -> None:
    path = media(kind)
    whole, stream = Stream(path).read(ALL), Stream(path)
    for place in (5 * RATE + 17, 0, 3 * RATE + 1, 100, 7 * RATE - 5, 2 * RATE + 30_011):
        stream.seek(place)
        block = stream.read(2000)
        assert stream.position == place + 2000
        assert np.abs(block - whole[place : place + 2000]).max() < 1e-5


def test_a_tape_gives_the_same_in_any_order(media: Media, kind: str) -> None:
    path = media(kind)
    whole, tape = Stream(path).read(ALL), open_tape(path)
    for start in (6 * RATE, RATE // 2, 3 * RATE + 7, 0):
        block = tape.read(start, RATE)
        assert np.abs(block - whole[start : start + RATE]).max() < 1e-5
    assert len(tape.read(0, ALL)) == len(whole) == tape.frames
    assert len(tape.read(len(whole), 10)) == 0
    assert len(tape.read(len(whole) - 3, 10)) == 3


def test_seeking_past_the_end_ends_there(media: Media, kind: str) -> None:
    stream = Stream(media(kind))
    stream.seek(3600 * RATE)
    assert len(stream.read(10)) == 0
    stream.seek(RATE)
    assert len(stream.read(10)) == 10


def test_a_sound_file_is_not_called_damaged(media: Media, kind: str) -> None:
    told: list[str] = []
    stream = Stream(media(kind), lambda path, what: told.append(what))
    stream.read(ALL)
    for place in (5 * RATE, RATE // 2, 2 * RATE):
        stream.seek(place)
        stream.read(RATE)
    assert told == []


def test_the_header_tells_length_rate_and_channels(media: Media, kind: str) -> None:
    found = probe(media(kind))
    assert found.seconds == pytest.approx(8.0, abs=0.15)
    assert found.channels in (1, 2, 6)
    assert found.rate in (16_000, 22_050, 44_100, 48_000, 96_000)


def test_mono_is_equal_in_both_ears(media: Media) -> None:
    block = Stream(media("mono-22k.wav")).read(RATE)
    assert np.array_equal(block[:, 0], block[:, 1])


def test_sixteen_bits_are_kept_by_a_tape_to_the_bit(media: Media) -> None:
    path = media("16-bit.wav")
    assert np.array_equal(open_tape(path).read(0, ALL), by_ffmpeg(path))
