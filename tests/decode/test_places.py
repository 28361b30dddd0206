"""FLAC in Ogg and G.722: FFmpeg's times are wrong after a seek, what the packets say of themselves is not."""

import random
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from av.packet import Packet

from asmr_cli.decode.places import BY_PACKET
from asmr_cli.decode.stream import Stream

SECONDS = 40
SWEEP = "aevalsrc='0.2*sin(2*PI*t*(200+t))+0.001*random(0)*gt(sin(t),0)'"
"""Compresses well, so that a page holds several packets; no two places are alike."""


@pytest.mark.parametrize(
    ("name", "rate", "options"),
    [
        ("cd.ogg", 44_100, "-ac 2 -c:a flac"),
        ("mono.ogg", 48_000, "-ac 1 -c:a flac -page_duration 5000000"),
        ("small.ogg", 32_000, "-ac 1 -c:a flac -frame_size 576 -page_duration 9000000"),
        ("g722.wav", 16_000, "-ac 1 -c:a g722"),
    ],
)
def test_a_seek_lands_where_it_should(tmp_path: Path, name: str, rate: int, options: str) -> None:
    if not shutil.which("ffmpeg"):
        pytest.skip("ffmpeg is not installed")
    path = tmp_path / name
    make = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"{SWEEP}:s={rate}:d={SECONDS}"]
    subprocess.run([*make, *options.split(), str(path)], check=True)
    told: list[str] = []
    stream, dice = Stream(path, lambda path, what: told.append(what)), random.Random(1)
    whole = stream.read(10**8)
    for _ in range(40):
        place = dice.randrange(len(whole) - 2000)
        stream.seek(place)
        assert np.abs(stream.read(2000) - whole[place : place + 2000]).max() < 1e-5
    assert told == []


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("fff8c99800", 0),
        ("fff8c9987f", 0x7F * 4096),
        ("fff8c998c280", 0x80 * 4096),
        ("fff8c998e0a080", 0x800 * 4096),
        ("fff9c998f09fbfbf", 0x1FFFF),
        ("fff9c998fe838080808080", 3 << 30),
        ("fff8c99880", None),
        ("fff8c998ff", None),
        ("4f676753", None),
        ("", None),
    ],
)
def test_the_number_of_a_flac_frame(header: str, place: int | None) -> None:
    packet = Packet(bytes.fromhex(header).ljust(20, b"\0") if header else b"")
    assert BY_PACKET["ogg", "flac"](packet, 0, 4096) == place
