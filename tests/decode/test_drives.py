"""Files that another process reads: the same samples, and no wait without an end where their drive hangs."""

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from asmr_cli.decode import drives
from asmr_cli.decode.drives import Drives, State
from asmr_cli.decode.reach import directly
from asmr_cli.decode.shelf import Shelf
from asmr_cli.decode.stream import Stream
from asmr_cli.decode.tabled import open_tabled
from asmr_cli.errors import CannotDecode
from support.drives import HangingDrive

RATE = 48_000
ALL = 60 * RATE
Media = Callable[[str], Path]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files are read directly where no pipe can be waited for")


@pytest.fixture
def drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HangingDrive:
    return HangingDrive(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    "kind",
    ["16-bit.wav", "24-96.flac", "cd.aiff", "128k.mp3", "vorbis.ogg", "plain.opus", "plain.m4a", "plain.webm"],
)
def test_every_sample_is_as_if_read_directly_also_after_a_seek(media: Media, kind: str) -> None:
    near, far = Stream(media(kind)), Stream(media(kind), reach=Drives().open)
    assert far.estimate == near.estimate
    assert np.array_equal(far.read(ALL), near.read(ALL))
    for place in (5 * RATE + 17, 100, 3 * RATE):
        near.seek(place)
        far.seek(place)
        assert np.array_equal(far.read(RATE), near.read(RATE))


def test_the_table_of_a_long_recording_is_read_from_far_as_well(media: Media) -> None:
    near, far = (open_tabled(media("plain.m4a"), {}, reach, many=0) for reach in (directly, Drives().open))
    assert near is not None and far is not None
    assert [len(packet.decode()) for packet in far.demux(None)] == [len(packet.decode()) for packet in near.demux(None)]


def test_a_file_whose_drive_hangs_ends_there_and_is_named_once(
    drive: HangingDrive, media: Media, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "PRESSED", 0.3)
    named: list[str] = []
    shelf = Shelf(lambda path, what: named.append(f"{path.name} {what}"))
    shelf.pressed = lambda: True
    tape = shelf.open(media("float.wav"), far=True)
    assert len(tape.read(0, RATE)) == RATE
    drive.hang()
    began = time.monotonic()
    block = tape.read(RATE, 6 * RATE)
    assert len(tape.read(6 * RATE, RATE)) == 0
    with pytest.raises(CannotDecode, match="does not answer"):
        shelf.open(media("16-bit.wav"), far=True)
    assert 0 < len(block) < 6 * RATE
    assert np.abs(block).max() < 1.0
    assert time.monotonic() - began < 3.0
    assert named == ["float.wav is on a drive that does not answer"]


def test_a_drive_that_answers_again_is_asked_again(
    drive: HangingDrive, media: Media, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "PATIENT", 0.3)
    now = 0.0
    far = Drives(clock=lambda: now)
    drive.hang()
    with pytest.raises(TimeoutError):
        far.open(media("16-bit.wav"))
    drive.answer()
    with pytest.raises(TimeoutError):
        far.open(media("16-bit.wav"))
    now += drives.AGAIN
    assert far.open(media("16-bit.wav")).read(4) == b"RIFF"


def test_while_one_place_is_silent_another_is_played(
    drive: HangingDrive, media: Media, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "PATIENT", 0.3)
    far = Drives()
    drive.hang()
    with pytest.raises(TimeoutError):
        far.open(media("16-bit.wav"))
    drive.answer()
    elsewhere = tmp_path / "here.wav"
    elsewhere.write_bytes(media("16-bit.wav").read_bytes())
    assert far.open(elsewhere).read(4) == b"RIFF"


def test_what_a_path_is_is_asked_with_a_time_limit_too(
    drive: HangingDrive, media: Media, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "PATIENT", 0.3)
    path, far = media("float.wav"), Drives()
    assert far.look(path) == State.of(path)
    assert stat.S_ISDIR(far.look(tmp_path).mode)
    with pytest.raises(FileNotFoundError):
        far.look(tmp_path / "nothing")
    drive.hang()
    with pytest.raises(TimeoutError):
        far.look(path)
    assert far.silent(path)
    drive.answer()


def test_what_is_wrong_with_a_file_is_said_as_if_it_was_read_directly(tmp_path: Path) -> None:
    (tmp_path / "text.mp3").write_text("no sound")
    for name in ("none.mp3", "text.mp3"):
        said = []
        for far in (False, True):
            with pytest.raises(CannotDecode) as error:
                Shelf().open(tmp_path / name, far)
            said.append((error.value.message, error.value.hint))
        assert said[0] == said[1]


def test_whoever_reads_ends_when_nobody_asks_any_more(media: Media, tmp_path: Path) -> None:
    far = Drives()
    file = far.open(media("16-bit.wav"))
    errand = far._errand
    assert errand is not None and not errand.gone
    del file, far
    child = errand._child
    del errand
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(5) == 0


def test_a_reader_that_was_killed_costs_one_file_and_not_the_next(media: Media) -> None:
    named: list[str] = []
    shelf = Shelf(lambda path, what: named.append(what))
    tape = shelf.open(media("float.wav"), far=True)
    assert shelf.drives._errand is not None
    shelf.drives._errand._child.kill()
    tape.read(0, ALL)
    assert named == ["cannot be read any more"]
    assert len(shelf.open(media("16-bit.wav"), far=True).read(0, RATE)) == RATE


def test_a_place_before_the_beginning_is_refused_as_ffmpeg_understands(media: Media) -> None:
    """Damaged bytes lead there; where it was taken for a place, `asmr check` ended with “Something went wrong”."""
    path = media("float.wav")
    file = Drives().open(path)
    file.seek(100)
    assert file.seek(-5) == file.seek(-200, os.SEEK_CUR) == -1
    assert file.read(50) == path.read_bytes()[100:150]
    file.close()
