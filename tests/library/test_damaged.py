"""Damaged files: each is judged, quickly, and none breaks the screening."""

import random
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from asmr_cli.errors import CannotDecode
from asmr_cli.library.header import header
from asmr_cli.library.screen import check

FORMATS = ("wav", "flac", "mp3", "m4a", "ogg", "opus", "webm", "mp4")

pytestmark = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg makes the files")


def _spoil(data: bytes, rng: random.Random) -> bytes:
    """Cut off, with bits flipped, or with a piece taken out."""
    spoilt = bytearray(data)
    how = rng.randrange(3)
    if how == 0:
        return bytes(spoilt[: rng.randrange(len(spoilt))])
    if how == 1:
        for _ in range(rng.choice((1, 20, 500))):
            spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
        return bytes(spoilt)
    first, last = sorted(rng.randrange(len(spoilt)) for _ in range(2))
    return bytes(spoilt[:first] + spoilt[last:])


@pytest.mark.parametrize("count", [3, pytest.param(70, marks=pytest.mark.slow)])
@pytest.mark.parametrize("suffix", FORMATS)
def test_no_damage_breaks_or_holds_up_the_screening(
    tmp_path: Path, write_noise: Callable[..., Path], suffix: str, count: int
) -> None:
    whole = tmp_path / f"whole.{suffix}"
    source = write_noise(tmp_path / "source.wav", 4.0)
    if suffix != "wav":
        subprocess.run(["ffmpeg", "-v", "error", "-i", source, "-ac", "2", "-strict", "-2", whole], check=True)
    else:
        shutil.copy(source, whole)
    rng = random.Random(f"{suffix} {count}")
    for number in range(count):
        path = tmp_path / f"{number}.{suffix}"
        path.write_bytes(_spoil(whole.read_bytes(), rng))
        begun = time.process_time()
        found = check(path)
        assert time.process_time() - begun < 5
        assert found.verdict in ("fine", "tamed", "left out") and found.seconds < 60
        try:
            assert header(path).seconds >= 0
        except CannotDecode as error:
            assert error.hint


def test_a_place_where_much_is_lost_is_named_once(tmp_path: Path, write_noise: Callable[..., Path]) -> None:
    path = tmp_path / "a.mp3"
    source = write_noise(tmp_path / "source.wav", 4.0)
    subprocess.run(["ffmpeg", "-v", "error", "-i", source, path], check=True)
    data, rng = bytearray(path.read_bytes()), random.Random(1)
    for place in range(len(data) // 2, len(data), 100):
        data[place] = rng.randrange(256)
    path.write_bytes(data)
    places = [finding.at for finding in check(path).findings if finding.kind == "damage"]
    assert places and len(places) == len(set(places))
