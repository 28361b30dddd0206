"""Files: whole or not there, of the right length, with tags and chapters, whatever happens to disk or process."""

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import wave
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from asmr_cli.errors import AsmrError, CannotWrite, UsageError
from asmr_cli.render.source import Block
from asmr_cli.sink.compressed import Chapter
from asmr_cli.sink.file import SUFFIXES, FileSink
from asmr_cli.sink.wave import WaveWriter

RATE = 48_000
FRAMES = 3 * RATE + 77
CODEC_FRAME = {".wav": 0, ".flac": 0, ".opus": 0, ".mp3": 1152, ".m4a": 1024}


def encode(block: Block, first: int) -> np.ndarray:
    return np.rint(block * 32767).astype(np.int16)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def sound(frames: int = FRAMES) -> Block:
    return (np.random.default_rng(3).standard_normal((frames, 2)) * 0.1).astype(np.float32)


def write(path: Path, block: Block, **more: object) -> None:
    sink = FileSink(path, encode, **more)
    for start in range(0, len(block), RATE):
        sink.write(block[start : start + RATE])
    sink.finish()
    sink.close()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_length_is_exact_to_the_frame_of_the_codec(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"night{suffix}"
    write(path, sound())
    with av.open(str(path)) as file:
        decoded = sum(frame.samples for frame in file.decode(audio=0))
    assert FRAMES <= decoded <= FRAMES + CODEC_FRAME[suffix]


@pytest.mark.parametrize("suffix", [".flac", ".opus", ".mp3", ".m4a"])
def test_tags_and_chapters_are_read_by_ffprobe(suffix: str, tmp_path: Path) -> None:
    if not shutil.which("ffprobe"):
        pytest.skip("ffprobe is not installed")
    path = tmp_path / f"night{suffix}"
    chapters = [Chapter("Rain", 0.0, 1.25), Chapter("Tapping · wood", 1.25, 3.0)]
    write(path, sound(), metadata={"title": "Sleep 30m", "artist": "asmr"}, chapters=chapters)
    command = ["ffprobe", "-v", "error", "-show_chapters", "-show_format", "-show_streams", "-of", "json", str(path)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    tags = {key.lower(): value for key, value in told["format"].get("tags", {}).items()}
    tags |= {key.lower(): value for key, value in told["streams"][0].get("tags", {}).items()}
    assert (tags["title"], tags["artist"]) == ("Sleep 30m", "asmr")
    assert [chapter["tags"]["title"] for chapter in told["chapters"]] == ["Rain", "Tapping · wood"]
    assert [float(chapter["start_time"]) for chapter in told["chapters"]] == [0.0, 1.25]


def test_nothing_is_seen_before_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "night.wav"
    path.write_bytes(b"what was there before")
    sink = FileSink(path, encode)
    sink.write(sound(RATE))
    assert path.read_bytes() == b"what was there before"
    sink.finish()
    with wave.open(str(path)) as file:
        assert file.getnframes() == RATE
    assert names(tmp_path) == ["night.wav"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~current_umask()


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_not_finished_leaves_nothing(suffix: str, tmp_path: Path) -> None:
    sink = FileSink(tmp_path / f"night{suffix}", encode)
    sink.write(sound(RATE))
    sink.close()
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next render removes it")
def test_a_killed_process_leaves_nothing(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, numpy as np; from pathlib import Path; from asmr_cli.sink.file import FileSink\n"
        "sink = FileSink(Path(sys.argv[1]), lambda block, first: np.zeros((len(block), 2), np.int16))\n"
        "sink.write(np.zeros((48000, 2), np.float32)); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "night.flac")], check=False)
    assert done.returncode == -signal.SIGKILL
    assert names(tmp_path) == []


def test_what_another_killed_process_left_is_removed_and_a_running_one_is_let_be(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    stale, living, foreign = (
        tmp_path / name for name in (f".a.wav.{gone.pid}.part", f".a.wav.{os.getpid()}.part", ".a.wav.mine.part")
    )
    for path in (stale, living, foreign):
        path.touch()
    FileSink(tmp_path / "a.wav", encode).close()
    assert not stale.exists()
    assert living.exists()
    assert foreign.exists()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_is_one_sentence_and_no_residue(suffix: str, tmp_path: Path) -> None:
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("mounting a small disk needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(CannotWrite) as told:
            write(disk / f"night{suffix}", sound(20 * RATE))
        assert "full" in told.value.message
        assert names(disk) == []
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("name", ["night.ogg", "night", "night.txt", ".wav"])
def test_an_unknown_suffix_names_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        FileSink(tmp_path / name, encode)
    assert ".flac" in told.value.hint
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="not there"):
        FileSink(tmp_path / "missing" / "night.wav", encode)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs Linux' /proc")
def test_a_folder_that_takes_no_files_is_not_said_to_be_missing() -> None:
    with pytest.raises(CannotWrite, match=r"cannot be written|no permission"):
        FileSink(Path("/proc/night.wav"), encode)


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "night.wav").mkdir()
    with pytest.raises(CannotWrite, match="is a folder"):
        FileSink(tmp_path / "night.wav", encode)


def test_no_permission_is_named(tmp_path: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(AsmrError, match="permission"):
        FileSink(tmp_path / "night.wav", encode)


def test_wav_of_more_than_four_gigabytes_is_rf64() -> None:
    file = BytesIO()
    writer = WaveWriter(file)
    writer.write(np.zeros((10, 2), dtype=np.int16))
    writer._bytes = 12 * 3600 * RATE * 4
    writer.close()
    header = file.getvalue()
    size = struct.unpack("<Q", header[28:36])[0]
    assert (header[:4], header[8:12], header[12:16]) == (b"RF64", b"WAVE", b"ds64")
    assert size == 12 * 3600 * RATE * 4
    assert header[36:44] == struct.pack("<Q", 12 * 3600 * RATE)


def test_wav_is_what_the_standard_library_reads(tmp_path: Path) -> None:
    path, block = tmp_path / "night.wav", sound()
    write(path, block)
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        assert file.readframes(FRAMES + 1) == encode(block, 0).tobytes()


def test_a_flac_is_smaller_and_can_be_streamed(tmp_path: Path) -> None:
    """The format's streamable subset has no blocks of more than 4608 samples at 48 kHz."""
    path = tmp_path / "night.flac"
    soft = sound(30 * RATE) * np.float32(0.02)
    write(path, soft)
    assert max(struct.unpack(">HH", path.read_bytes()[8:12])) <= 4608
    assert path.stat().st_size < 0.6 * 2 * soft.size
