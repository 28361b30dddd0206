"""Scans: only what changed, nothing lost, whatever is cut off or goes away."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from asmr_cli.decode.reach import Reach
from asmr_cli.errors import CannotDecode, NothingToPlay, UsageError
from asmr_cli.library.folders import around, load_folders, save_folders
from asmr_cli.library.header import header
from asmr_cli.library.index import Index
from asmr_cli.library.owned import own_triggers
from asmr_cli.library.runfolder import run_triggers
from asmr_cli.library.scan import Scanned, scan
from asmr_cli.library.words import WordBook, own_words
from support.drives import HangingDrive

Write = Callable[..., Path]


@pytest.fixture
def music(tmp_path: Path, write_noise: Write) -> Path:
    folder = tmp_path / "music"
    for name in ("rain/one.wav", "rain/two.wav", "hum.wav"):
        write_noise(folder / name)
    return folder


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HangingDrive:
    return HangingDrive(tmp_path, monkeypatch, patience=0.3)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "index.db")


def _scan(folder: Path, index: Index, probed: list[str] | None = None) -> Scanned:
    def probe(path: Path, reach: Reach) -> object:
        if probed is not None:
            probed.append(path.name)
        return header(path, reach)

    return scan(folder, index, probe, print)  # type: ignore[arg-type]


def test_the_second_scan_opens_nothing(music: Path, index: Index) -> None:
    probed: list[str] = []
    assert _scan(music, index) == Scanned(3, 3)
    assert _scan(music, index, probed) == Scanned(3, 0)
    assert probed == []


def test_only_what_changed_is_probed(music: Path, index: Index, write_noise: Write) -> None:
    _scan(music, index)
    write_noise(music / "hum.wav", 0.9)
    (music / "rain/two.txt").write_text("Title: Window")
    probed: list[str] = []
    _scan(music, index, probed)
    assert sorted(probed) == ["hum.wav", "two.wav"]
    assert {row.path: row.title for row in index.rows(str(music))}[str(music / "rain/two.wav")] == "Window"


def test_a_file_that_may_be_read_at_last_is_read(music: Path, index: Index) -> None:
    """`chmod` changes neither its size nor its time."""

    def locked(path: Path, reach: Reach) -> object:
        raise CannotDecode(f"{path} may not be read.", "ls -l") from PermissionError()

    assert scan(music, index, locked, print) == Scanned(3, 3, 3)  # type: ignore[arg-type]
    assert _scan(music, index) == Scanned(3, 3, 0)
    assert _scan(music, index) == Scanned(3, 0)


def test_what_vanishes_is_kept_and_comes_back(music: Path, index: Index) -> None:
    _scan(music, index)
    (music / "hum.wav").rename(music.parent / "away.wav")
    assert _scan(music, index).vanished == 1
    assert "hum" not in {t.name for t in own_triggers([music], index, WordBook(music / "no"), {})}
    (music.parent / "away.wav").rename(music / "hum.wav")
    probed: list[str] = []
    assert _scan(music, index, probed) == Scanned(3, 0, 0, 0, 1)
    assert probed == []


def test_a_scan_that_is_cut_off_goes_on_where_it_was(music: Path, index: Index) -> None:
    count = 0

    def interrupted(path: Path, reach: Reach) -> object:
        nonlocal count
        count += 1
        if count > 2:
            raise KeyboardInterrupt
        return header(path, reach)

    with pytest.raises(KeyboardInterrupt):
        scan(music, index, interrupted, print)  # type: ignore[arg-type]
    probed: list[str] = []
    _scan(music, index, probed)
    assert len(probed) == 1 and len(list(index.rows(str(music)))) == 3


def test_what_cannot_be_decoded_is_named_once(music: Path, index: Index) -> None:
    (music / "text.mp3").write_text("this is no music")
    troubles: list[str] = []
    assert scan(music, index, header, troubles.append).unplayable == 1
    assert len(troubles) == 1 and "text.mp3" in troubles[0]
    scan(music, index, header, troubles.append)
    assert len(troubles) == 1


@pytest.mark.skipif(os.name != "posix", reason="another process asks")
def test_a_drive_that_hangs_changes_nothing(music: Path, index: Index, hanging: HangingDrive) -> None:
    _scan(music, index)
    hanging.hang()
    with pytest.raises(TimeoutError):
        scan(music, index, header, print)
    assert not any(row.missing for row in index.rows(str(music)))


@pytest.mark.skipif(os.name != "posix", reason="another process asks")
def test_a_drive_that_hangs_over_a_header_says_nothing_of_the_file(
    music: Path, index: Index, hanging: HangingDrive
) -> None:
    def slow(path: Path, reach: Reach) -> object:
        if path.name == "two.wav":
            hanging.hang()
        return header(path, reach)

    troubles: list[str] = []
    with pytest.raises(TimeoutError):
        scan(music, index, slow, troubles.append)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="does not answer"):
        run_triggers(music, header, own_words(), troubles.append)
    assert len(list(index.rows(str(music)))) == 2 and not troubles
    hanging.answer()
    assert _scan(music, index) == Scanned(3, 1)


def test_own_triggers_follow_names_tags_and_words(music: Path, index: Index, tmp_path: Path) -> None:
    _scan(music, index)
    table = tmp_path / "triggers.toml"
    found = own_triggers([music], index, WordBook(table), {str(music / "rain/two.wav"): ("whisper", "voice")})
    assert {t.name: len(t.sounds) for t in found} == {"hum": 1, "rain": 1, "whisper": 1}
    assert all(t.source == str(music) for t in found)
    table.write_text('[cave]\nwords = ["hum"]\n')
    assert "cave" in {t.name for t in own_triggers([music], index, WordBook(table), {})}


def test_folders_are_kept_in_order_and_found_through_links(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "a")
    save_folders([tmp_path / "a"], tmp_path / "folders.json")
    folders = load_folders(tmp_path / "folders.json")
    assert folders == (tmp_path / "a",)
    assert around(inner, folders) == around(tmp_path / "link" / "b", folders) == tmp_path / "a"
    assert around(tmp_path, folders) is None


def test_a_list_of_folders_that_is_garbage_is_said(tmp_path: Path) -> None:
    (tmp_path / "folders.json").write_text("[")
    with pytest.raises(UsageError):
        load_folders(tmp_path / "folders.json")


def test_a_folder_for_this_run(music: Path) -> None:
    (music / "broken.flac").write_bytes(b"fLaC" + b"\0" * 50)
    troubles: list[str] = []
    found = run_triggers(music, header, own_words(), troubles.append)
    assert {t.name: round(t.seconds, 1) for t in found} == {"hum": 0.5, "rain": 1.0}
    assert len(troubles) == 1 and "broken.flac" in troubles[0]


def test_a_folder_for_this_run_uses_what_a_scan_has_learnt(music: Path, index: Index) -> None:
    def closed(path: Path, reach: Reach) -> object:
        raise CannotDecode(f"{path} was opened", "")

    _scan(music, index)
    found = run_triggers(music, closed, own_words(), print, index)  # type: ignore[arg-type]
    assert sum(len(t.sounds) for t in found) == 3


def test_folders_for_this_run_that_are_none(tmp_path: Path, music: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToPlay):
        run_triggers(tmp_path / "empty", header, own_words(), print)
    for wrong in (tmp_path / "gone", music / "hum.wav"):
        with pytest.raises(UsageError):
            run_triggers(wrong, header, own_words(), print)


def test_a_header_without_a_length_is_counted(tmp_path: Path, write_noise: Write) -> None:
    source = write_noise(tmp_path / "a.wav", 1.0)
    piped = tmp_path / "b.wav"
    data = bytearray(source.read_bytes())
    data[4:8] = data[40:44] = b"\xff\xff\xff\xff"  # as a pipe writes it
    piped.write_bytes(data)
    assert header(piped).seconds == pytest.approx(1.0, abs=0.01)
