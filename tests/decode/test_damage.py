"""Truncated, flipped and spliced files: no crash, no hang, no burst of noise, and each is named."""

import random
import struct
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from asmr_cli.decode.gate import Gate
from asmr_cli.decode.probe import probe
from asmr_cli.decode.resample import resampled
from asmr_cli.decode.shelf import Shelf
from asmr_cli.decode.stream import Stream
from asmr_cli.errors import CannotDecode
from asmr_cli.render.source import Block

RATE = 48_000
SOURCES = ["16-bit.wav", "float.wav", "24-96.flac", "128k.mp3", "vorbis.ogg", "plain.opus", "plain.m4a", "plain.webm",
           "vorbis.mkv", "film.mp4", "cd.aiff"]  # fmt: skip
LONGEST_SECONDS = 5.0
Media = Callable[[str], Path]
Harm = Callable[[random.Random, bytes, bytes], bytes]


def truncated(rng: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: rng.randrange(1, len(data))]


def flipped(rng: random.Random, data: bytes, other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([1, 5, 20, 300])):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def spliced(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start, length = rng.randrange(len(data)), rng.randrange(1, len(data) // 4)
    place = rng.randrange(len(other))
    return data[:start] + other[place : place + length] + data[start + length :]


def torn(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randrange(1, len(data) // 4) :]


def blanked(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start, length = rng.randrange(len(data)), rng.randrange(1, len(data) // 4)
    filling = bytes(length) if rng.random() < 0.5 else rng.randbytes(length)
    return data[:start] + filling + data[start + length :]


HARMS: list[Harm] = [truncated, flipped, spliced, torn, blanked]


@dataclass
class Outcome:
    seconds: float
    block: Block
    named: list[str]


def play(path: Path) -> Outcome:
    """Decode it as a session does: from the start, and entered in the middle."""
    named: list[str] = []
    shelf = Shelf(lambda path, what: named.append(what))
    began = time.monotonic()
    try:
        tape = shelf.open(path)
        block = tape.read(0, 60 * RATE)
        tape.read(4 * RATE, RATE)
        tape.close()
    except CannotDecode as error:
        named.append(error.message)
        block = np.zeros((0, 2), np.float32)
    return Outcome(time.monotonic() - began, block, named)


def check(tmp_path: Path, media: Media, source: str, rounds: range) -> None:
    for number in rounds:
        rng = random.Random(f"{source} {number}")
        harm = HARMS[number % len(HARMS)]
        damaged = harm(rng, media(source).read_bytes(), media(rng.choice(SOURCES)).read_bytes())
        path = tmp_path / f"{number}-{source}"
        path.write_bytes(damaged)
        outcome = play(path)
        assert outcome.seconds < LONGEST_SECONDS, (source, harm.__name__, number)
        assert len(outcome.named) <= 1, (source, harm.__name__, number)
        assert np.isfinite(outcome.block).all(), (source, harm.__name__, number)
        assert np.abs(outcome.block).max(initial=0.0) <= 4.0, (source, harm.__name__, number)
        path.unlink()


@pytest.mark.parametrize("source", SOURCES)
def test_a_few_damaged_files_of_each_format(source: str, media: Media, tmp_path: Path) -> None:
    check(tmp_path, media, source, range(10))


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES)
def test_five_hundred_damaged_files(source: str, media: Media, tmp_path: Path) -> None:
    check(tmp_path, media, source, range(10, 60))


@pytest.mark.parametrize("source", ["24-96.flac", "128k.mp3", "vorbis.ogg", "plain.opus", "plain.m4a", "film.mp4"])
def test_a_hole_of_noise_is_named_once_and_no_louder_than_the_sound(source: str, media: Media, tmp_path: Path) -> None:
    data, rng = media(source).read_bytes(), random.Random(source)
    middle = len(data) // 2
    path = tmp_path / source
    path.write_bytes(data[:middle] + rng.randbytes(9000) + data[middle + 9000 :])
    outcome, sound = play(path), Stream(media(source)).read(60 * RATE)
    assert len(outcome.named) == 1
    assert len(outcome.block) > 5 * RATE
    assert loudest(outcome.block) < loudest(sound) * 2


def test_random_bytes_taken_for_pcm_are_left_out(media: Media, tmp_path: Path) -> None:
    data, rng = media("16-bit.wav").read_bytes(), random.Random(1)
    path = tmp_path / "static.wav"
    path.write_bytes(data[:400_000] + rng.randbytes(200_000) + data[600_000:])
    outcome, sound = play(path), Stream(media("16-bit.wav")).read(60 * RATE)
    assert len(outcome.named) == 1
    assert sum(outcome.block.any(axis=1)) < len(sound) - 40_000
    # The bytes begin and end in the middle of a block of 85 ms; the rest of them is not heard.
    assert np.sum(windows(outcome.block) > 2 * loudest(sound)) <= 9


def windows(block: Block) -> NDArray[np.float64]:
    """RMS of each 20 ms."""
    rows = block[: len(block) // 960 * 960].astype(float).reshape(-1, 960 * 2)
    return np.sqrt((rows**2).mean(axis=1))


def loudest(block: Block) -> float:
    return float(windows(block).max())


def frame(value: float, samples: int = 960, rate: int = RATE) -> AudioFrame:
    made = AudioFrame.from_ndarray(np.full((1, samples * 2), value, np.float32), format="flt", layout="stereo")
    made.sample_rate = rate
    return made


def test_what_is_left_out_is_joined_without_a_step() -> None:
    blocks = list(resampled(iter([frame(0.5), frame(0.5), None, frame(-0.5), frame(-0.5)]), lambda: None))
    joined = np.concatenate(blocks)
    assert len(joined) == 4 * 960
    assert np.abs(np.diff(joined[:, 0])).max() < 0.01
    assert joined[0, 0] == 0.5
    assert joined[-1, 0] == -0.5


def test_a_file_that_goes_on_at_another_rate_plays_on() -> None:
    joined = np.concatenate(list(resampled(iter([frame(0.5), frame(0.5, 441, 44_100)]), lambda: None)))
    assert len(joined) == 960 + 480


def test_impossible_samples_are_left_out_and_said() -> None:
    said: list[int] = []
    pieces = [frame(0.1), frame(float("nan")), frame(float("inf")), frame(1e9), frame(0.1)]
    joined = np.concatenate(list(resampled(iter(pieces), lambda: said.append(1))))
    assert len(said) == 3
    assert np.isfinite(joined).all()
    assert np.abs(joined).max() <= 0.1 + 1e-6


def test_a_loud_sound_in_a_sound_file_passes_and_in_a_damaged_one_only_if_it_stays() -> None:
    soft, loud = np.full((960, 2), 0.005, np.float32), np.full((960, 2), 0.5, np.float32)
    gate = Gate()
    assert gate.passes(soft)
    assert gate.passes(loud)
    wary = Gate()
    wary.be_wary()
    assert wary.passes(soft)
    refused = [wary.passes(loud) for _ in range(40)].count(False)
    assert 20 <= refused <= 30  # half a second
    assert wary.passes(loud)


def test_a_file_that_has_gone_before_it_is_begun_anew_is_named_and_stays_silent(tmp_path: Path, media: Media) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(media("128k.mp3").read_bytes())
    named: list[str] = []
    stream = Stream(path, lambda path, what: named.append(what))
    path.unlink()
    stream.seek(0)
    stream.seek(4 * RATE)
    assert not len(stream.read(RATE))
    assert set(named) == {"cannot be read any more"}


@pytest.mark.parametrize("rate", [1, 50, 999, 6_000_000, 436_211_616, 2**31 - 1])
def test_a_rate_that_nobody_records_with_is_damage(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "slow.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(bytes(200_000))
    for opened in (Stream, probe):
        with pytest.raises(CannotDecode):
            opened(path)


@pytest.mark.parametrize("rate", [1000, 768_000, 5_644_800])
def test_and_the_rarest_that_somebody_does_are_heard_at_once(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "rare.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(bytes(2 * rate))
    begun = time.process_time()
    assert len(Stream(path).read(2 * RATE)) == RATE
    assert time.process_time() - begun < 1


def caf(packet_bytes: int, packet_samples: int, data: bytes) -> bytes:
    """A Core Audio file of 16-bit mono, as its description says or lies."""
    description = struct.pack(">d4sIIIII", float(RATE), b"lpcm", 0, packet_bytes, packet_samples, 1, 16)
    chunks = (b"desc", description), (b"data", bytes(4) + data)
    return struct.pack(">4sHH", b"caff", 1, 0) + b"".join(
        struct.pack(">4sq", name, len(body)) + body for name, body in chunks
    )


def test_a_file_of_splinters_counts_as_ended_and_its_length_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.caf"
    path.write_bytes(caf(2, 524_289, bytes(200_000)))
    assert probe(path).seconds == 0
    begun = time.process_time()
    outcome = play(path)
    assert time.process_time() - begun < 1  # one second of sound took twenty
    assert len(outcome.block) < RATE / 100
    assert outcome.named == ["has a damaged part, which is left out"]


def test_the_same_file_as_it_should_be_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.caf"
    path.write_bytes(caf(2, 1, bytes(2 * RATE)))
    assert probe(path).seconds == 1
    outcome = play(path)
    assert len(outcome.block) == RATE and not outcome.named


def test_silence_in_the_fewest_bytes_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("flac", rate=RATE, layout="mono")
        for start in range(0, 60 * RATE, RATE):
            silent = AudioFrame.from_ndarray(np.zeros((1, RATE), np.int16), format="s16", layout="mono")
            silent.sample_rate, silent.pts = RATE, start
            file.mux(stream.encode(silent))
        file.mux(stream.encode(None))
    assert probe(path).seconds == Stream(path).estimate / RATE == 60


def test_a_picture_that_comes_up_in_the_midst_is_damage(tmp_path: Path) -> None:
    """FFmpeg finds a stream then that PyAV does not know."""
    path = tmp_path / "a.flv"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libmp3lame", rate=44_100, layout="stereo")
        silent = AudioFrame.from_ndarray(np.zeros((2, 12 * 44_100), np.float32), format="fltp", layout="stereo")
        silent.sample_rate = 44_100
        file.mux(stream.encode(silent))
        file.mux(stream.encode(None))
    body = bytes([0x12]) + bytes(99)
    picture = b"\x09" + struct.pack(">I", len(body))[1:] + b"\0\x2e\xe0\0\0\0\0" + body
    path.write_bytes(path.read_bytes() + picture + struct.pack(">I", len(picture)))
    outcome = play(path)
    assert len(outcome.block) > 11 * RATE
    assert len(outcome.named) == 1
