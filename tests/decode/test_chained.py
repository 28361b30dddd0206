"""Recordings one behind the other in one Ogg file, as those of internet radio are; ffmpeg is the oracle."""

import random
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from asmr_cli.decode.links import links
from asmr_cli.decode.probe import probe
from asmr_cli.decode.stream import Stream

RATE = 48_000
ALL = 10**8
CONVERGED = RATE // 5
"""Frames after which an Opus decoder has forgotten what it heard before."""

CHAINS = {
    "vorbis": ("libvorbis", RATE, ("", "", "")),
    "vorbis-cd": ("libvorbis", 44_100, ("", "")),
    "vorbis-qualities": ("libvorbis", RATE, ("-q:a 0", "-q:a 7", "-q:a 2")),
    "vorbis-tuned-in": ("libvorbis", RATE, ("cut", "", "")),
    "vorbis-twice": ("libvorbis", RATE, ("", "again")),
    "opus": ("libopus", RATE, ("", "", "")),
    "opus-tuned-in": ("libopus", RATE, ("cut", "")),
    "flac": ("flac", RATE, ("", "")),
}


def one(path: Path, codec: str, rate: int, seed: int, options: str = "") -> bytes:
    """A recording of its own length, by ffmpeg."""
    if not shutil.which("ffmpeg"):
        pytest.skip("ffmpeg is not installed")
    source = f"anoisesrc=r={rate}:a=0.1:seed={seed}:d={3.3 + seed}"
    take = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, "-ac", "2", "-c:a", codec]
    subprocess.run([*take, *options.split(), "-f", "ogg", str(path)], check=True)
    return path.read_bytes()


def pages(data: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(data):
        parts = data[place + 26]
        size = 27 + parts + sum(data[place + 27 : place + 27 + parts])
        yield data[place : place + size]
        place += size


def tuned_in(data: bytes) -> bytes:
    """Without the first two pages of sound: the time of the others goes on."""
    first, second, *others = pages(data)
    return first + second + b"".join(others[2:])


@pytest.fixture(scope="module", params=sorted(CHAINS))
def chain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    codec, rate, options = CHAINS[request.param]
    folder = tmp_path_factory.mktemp("chains")
    joined = b""
    for seed, option in enumerate(options):
        if option == "again":
            joined += joined
            continue
        data = one(folder / "one.ogg", codec, rate, seed, "" if option == "cut" else option)
        joined += tuned_in(data) if option == "cut" else data
    path = folder / f"{request.param}.ogg"
    path.write_bytes(joined)
    return path


def by_ffmpeg(path: Path) -> np.ndarray:
    command = ["ffmpeg", "-v", "quiet", "-i", str(path), "-ac", "2", "-ar", str(RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32).reshape(-1, 2)


def test_frames_and_level_are_ffmpeg_s(chain: Path) -> None:
    told: list[str] = []
    stream = Stream(chain, lambda path, what: told.append(what))
    estimate, ours, theirs = stream.estimate, stream.read(ALL), by_ffmpeg(chain)
    assert len(ours) == len(theirs) == pytest.approx(estimate, abs=2)
    assert probe(chain).seconds == pytest.approx(len(ours) / RATE, abs=0.001)
    wrong = np.flatnonzero(np.abs(ours - theirs).max(axis=1) > 1e-4)
    if chain.stem.startswith("opus"):  # ffmpeg goes on with a decoder that has heard the recording before
        assert len(wrong) <= CONVERGED * (len(links(chain)) - 1)
    else:
        assert not len(wrong)
    assert told == []


def test_a_seek_is_exact_to_the_sample(chain: Path) -> None:
    stream = Stream(chain)
    whole, dice = stream.read(ALL), random.Random(1)
    for place in (*(dice.randrange(len(whole) - 2000) for _ in range(20)), 0):
        stream.seek(place)
        assert np.abs(stream.read(2000) - whole[place : place + 2000]).max() < 1e-5
    stream.seek(len(whole) + RATE)
    assert len(stream.read(10)) == 0


def test_one_in_another_rate_is_heard_too(tmp_path: Path) -> None:
    path = tmp_path / "two.ogg"
    path.write_bytes(one(path, "libvorbis", RATE, 0) + one(path, "libvorbis", 44_100, 1))
    stream = Stream(path)
    whole = stream.read(ALL)
    assert len(whole) == len(by_ffmpeg(path))
    stream.seek(6 * RATE)
    assert np.array_equal(stream.read(1000), whole[6 * RATE : 6 * RATE + 1000])


def test_what_follows_a_damaged_one_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "three.ogg"
    first, second, third = (one(path, "libvorbis", RATE, seed) for seed in range(3))
    header, tables, *sound = pages(second)
    path.write_bytes(first + header + tables[:40] + bytes(len(tables) - 40) + b"".join(sound) + third)
    told: list[str] = []
    whole = Stream(path, lambda path, what: told.append(what)).read(ALL)
    assert len(whole) == pytest.approx((3.3 + 5.3) * RATE, abs=2000)
    assert "has a part that cannot be decoded" in told


def test_a_place_in_a_damaged_one_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "two.ogg"
    first, second = (one(path, "libvorbis", RATE, seed) for seed in range(2))
    header, tables, *sound = pages(second)
    path.write_bytes(first + header + tables[:40] + bytes(len(tables) - 40) + b"".join(sound))
    stream = Stream(path)
    whole = stream.read(ALL)
    for place in (6.0, 1.5, 7.0, 2.0):
        stream.seek(round(place * RATE))
        assert np.array_equal(stream.read(1000), whole[round(place * RATE) :][:1000])


def test_a_single_recording_is_none_of_them_and_is_not_read_through(tmp_path: Path) -> None:
    path = tmp_path / "one.ogg"
    one(path, "libvorbis", RATE, 9)
    assert links(path) == []
    path.write_bytes(path.read_bytes()[:4000])
    assert links(path) == []


@pytest.mark.parametrize("seed", range(40))
def test_damage_of_the_pages_is_no_error_here(tmp_path: Path, seed: int) -> None:
    path, dice = tmp_path / "two.ogg", random.Random(seed)
    data = bytearray()
    for stream in range(2):
        for number in range(6):
            body = (b"\x01vorbis" + bytes(40)) if number == 0 else dice.randbytes(300)
            flags = 2 if number == 0 else 0
            data += b"OggS\0" + struct.pack("<BQIIIB", flags, number * 100, stream, number, 0, 2) + bytes([255, 45])
            data += body.ljust(300, b"\0")
    for _ in range(dice.randrange(1, 30)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path.write_bytes(data[: dice.randrange(len(data) + 1)])
    links(path)
