"""triggers, library, check, love, ok and never, as they are typed."""

import contextlib
import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest

from asmr_cli.decode import drives
from asmr_cli.errors import CannotDecode
from asmr_cli.library.index import Index
from asmr_cli.library.origin import origin
from asmr_cli.library.screen import known_facts
from support.drives import HangingDrive
from support.shell import Asmr


def write(path: Path, seconds: float = 1.0, shout_at: float | None = None) -> Path:
    """Quiet noise, with a sudden tone where it is asked for."""
    samples = np.random.default_rng(1).standard_normal(round(seconds * 48_000)) * 0.004
    if shout_at is not None:
        start = round(shout_at * 48_000)
        samples[start : start + 24_000] += 0.4 * np.sin(np.arange(24_000) * 0.06)
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture
def music(tmp_path: Path) -> Path:
    for name in ("soft rain/one.wav", "soft rain/two.wav", "box of things.wav"):
        write(tmp_path / "music" / name)
    return tmp_path / "music"


def test_triggers_have_exactly_the_fields_of_the_contract(asmr: Asmr) -> None:
    found = json.loads(asmr("triggers", "--json").stdout)
    fields = {"name", "title", "kind", "category", "tags", "description", "sounds", "seconds", "source", "liking"}
    assert all(set(entry) == fields for entry in found)
    rain = next(entry for entry in found if entry["name"] == "rain")
    assert (rain["kind"], rain["source"], rain["liking"]) == ("bed", "bundled", None)
    assert asmr("list", "--json").stdout == asmr("triggers", "--json").stdout


def test_triggers_can_be_narrowed(asmr: Asmr) -> None:
    def names(*words: str) -> list[str]:
        return [entry["name"] for entry in json.loads(asmr("triggers", *words, "--json").stdout)]

    assert {"rain", "purr"} < set(names("--kind", "bed")) and "whisper" not in names("--kind", "bed")
    assert names("--tag", "voice") == ["whisper", "murmur", "breathing"]
    assert names("--tag", "Haircut", "--tag", "touch") == ["hair-brushing"], "a tag, and a category"
    assert names("--search", "Sandy shore") == ["waves"] and "mic-brushing" in names("--search", "steady")
    nothing = asmr("triggers", "--search", "zzz")
    assert (nothing.code, nothing.stdout) == (0, "") and "hint: " in nothing.stderr
    assert asmr("triggers", "--kind", "chair").code == 2


def test_triggers_are_one_line_each(asmr: Asmr) -> None:
    lines = asmr("triggers").stdout.splitlines()
    assert len(lines) == len(json.loads(asmr("triggers", "--json").stdout))
    assert any(line.startswith("rain ") and "bed" in line for line in lines)


def test_a_folder_is_added_listed_scanned_and_removed(asmr: Asmr, music: Path) -> None:
    added = asmr("library", "add", music)
    assert added.code == 0 and "3 files" in added.stderr
    (entry,) = json.loads(asmr("library", "list", "--json").stdout)
    assert (entry["folder"], entry["files"], entry["missing"]) == (str(music), 3, 0)
    own = {e["name"]: e for e in json.loads(asmr("triggers", "--json").stdout) if e["source"] != "bundled"}
    assert own["soft-rain"]["sounds"] == 2 and own["soft-rain"]["kind"] == "bed"
    assert own["soft-rain"]["source"] == str(music)
    assert "box-of-things" in own
    write(music / "ocean.wav")
    assert "4 files, 1 new" in asmr("library", "scan").stderr
    assert asmr("library", "remove", music).code == 0
    assert json.loads(asmr("library", "list", "--json").stdout) == []
    assert (music / "ocean.wav").exists()


def test_what_is_in_the_folders_is_said_in_words(asmr: Asmr, music: Path) -> None:
    nothing = asmr("library", "list")
    assert (nothing.stdout, nothing.stderr) == ("", "No folder of your own yet.\nhint: asmr library add DIR\n")
    asmr("library", "add", music)
    assert asmr("library", "list").stdout == f"{music}  3 files, 1 min\n"
    (music / "box of things.wav").unlink()
    for number in range(7):
        (music / f"{number}.wav").write_text("no music")
    said = asmr("library", "scan").stderr.splitlines()
    assert sum("cannot be decoded" in line for line in said) == 5
    assert said[-2:] == [
        "note: and 2 more files that cannot be played.",
        f"{music}: 9 files, 7 new or changed, 7 of them not playable, 1 gone.",
    ]
    assert asmr("library", "list").stdout == f"{music}  9 files, 1 min, 1 gone, 7 not playable\n"
    music.rename(music.parent / "away")
    assert asmr("library", "list").stdout.endswith("7 not playable (not there now)\n")


def test_a_scan_that_listens_says_how_many_are_left_out(asmr: Asmr, music: Path) -> None:
    asmr("library", "add", music)
    assert asmr("library", "scan", "--listen").stderr.endswith("3 files listened to, none of them left out.\n")
    with wave.open(str(music / "nothing.wav"), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 12 * 48_000))
    said = asmr("library", "scan", "--listen").stderr
    assert said.endswith("4 files listened to, 1 of them left out: asmr check FILE tells why.\n")


def test_a_folder_twice_inside_and_around(asmr: Asmr, music: Path, tmp_path: Path) -> None:
    asmr("library", "add", music / "soft rain")
    assert "already" in asmr("library", "add", music / "soft rain").stderr
    assert "part of it" in asmr("library", "add", music).stderr
    assert [e["folder"] for e in json.loads(asmr("library", "list", "--json").stdout)] == [str(music)]
    assert "inside" in asmr("library", "add", music / "soft rain").stderr
    assert json.loads(asmr("library", "list", "--json").stdout)[0]["files"] == 3


@pytest.mark.parametrize("words", [("add", "gone"), ("add", "box of things.wav"), ("remove", "gone"), ("tag", "x")])
def test_wrong_words_are_said_with_a_hint(asmr: Asmr, music: Path, words: tuple[str, str]) -> None:
    result = asmr("library", words[0], music / words[1])
    assert result.code == 2 and "\nhint: " in result.stderr and "Traceback" not in result.stderr


def test_a_scan_without_folders_and_a_folder_that_went_away(asmr: Asmr, music: Path) -> None:
    assert asmr("library", "scan").code == 2
    asmr("library", "add", music)
    music.rename(music.parent / "away")
    result = asmr("library", "scan")
    assert result.code == 0 and "kept" in result.stderr
    (entry,) = json.loads(asmr("library", "list", "--json").stdout)
    assert entry["files"] == 3 and not entry["there"]


def test_tags_correct_what_a_file_is(asmr: Asmr, music: Path) -> None:
    asmr("library", "add", music)
    assert asmr("library", "tag", music / "box of things.wav", "whisper", "cosy").code == 0
    entry = next(
        e for e in json.loads(asmr("triggers", "--json").stdout) if e["source"] == str(music) and e["name"] == "whisper"
    )
    assert entry["category"] == "voice" and "cosy" in entry["tags"]


def test_a_path_among_tags_is_a_file_that_is_not_there(asmr: Asmr, music: Path) -> None:
    for word in ("other/gone", "gone.wav"):
        told = asmr("library", "tag", music / "box of things.wav", word, "whisper")
        assert told.code == 2 and told.sentence == f"{word} is not there."


def test_a_garbage_index_is_said_in_one_line_and_made_again(asmr: Asmr, music: Path, tmp_path: Path) -> None:
    asmr("library", "add", music)
    for ending in ("-wal", "-shm"):
        (tmp_path / "home" / f"index.db{ending}").unlink(missing_ok=True)
    (tmp_path / "home" / "index.db").write_bytes(b"garbage" * 5000)
    result = asmr("library", "scan")
    assert result.code == 0 and result.stderr.count("made again") == 1 and "3 new" in result.stderr


def test_a_wrong_triggers_toml_names_its_line(asmr: Asmr, music: Path, tmp_path: Path) -> None:
    asmr("library", "add", music)
    (tmp_path / "home" / "triggers.toml").write_text('[rain]\nkind = "chair"\n')
    result = asmr("triggers")
    assert result.code == 2 and "line 2, column 1" in result.stderr


def test_check_says_what_would_disturb_and_exits_with_1(asmr: Asmr, tmp_path: Path) -> None:
    write(tmp_path / "c" / "quiet.wav", 20)
    write(tmp_path / "c" / "shout.wav", 20, shout_at=11.0)
    result = asmr("check", tmp_path / "c", "--json")
    report = json.loads(result.stdout)
    assert result.code == 1 and report["disturbing"] == 1
    quiet, shout = report["files"]
    assert set(shout) == {"file", "verdict", "lufs", "true_peak_db", "seconds", "findings"}
    assert (quiet["verdict"], shout["verdict"]) == ("fine", "tamed")
    jump = next(f for f in shout["findings"] if f["kind"] == "jump")
    assert set(jump) == {"kind", "at", "length", "db", "action"}
    assert abs(jump["at"] - 11.0) < 1 and jump["db"] > 8
    assert asmr("check", tmp_path / "c" / "quiet.wav").code == 0
    (tmp_path / "c" / "text.mp3").write_text("no music")
    text = asmr("check", tmp_path / "c", "--plot")
    assert text.code == 1 and "0:11  suddenly loud" in text.stdout and "!" in text.stdout
    assert text.stdout.endswith("3 files: 2 would disturb (1 tamed, 1 left out).\n")
    assert asmr("check", tmp_path / "c" / "text.mp3").stdout.endswith("1 file: 1 would disturb (1 left out).\n")


def test_check_of_what_is_no_sound(asmr: Asmr, tmp_path: Path) -> None:
    assert asmr("check", tmp_path / "gone.wav").code == 2
    (tmp_path / "empty").mkdir()
    assert asmr("check", tmp_path / "empty").code == 2
    (tmp_path / "text.mp3").write_text("no music")
    result = asmr("check", tmp_path / "text.mp3", "--json")
    assert result.code == 1
    assert json.loads(result.stdout)["files"][0]["verdict"] == "left out"


@pytest.mark.skipif(os.name != "posix", reason="files are read directly where no pipe can be waited for")
def test_check_and_scan_pass_over_what_lies_on_a_drive_that_hangs(
    asmr: Asmr, music: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = HangingDrive(tmp_path, monkeypatch, patience=0.3)
    asmr("library", "add", music)
    drive.hang()
    result = asmr("check", *music.rglob("*.wav"))
    assert result.code == 1 and "is on a drive that does not answer: the file is left out" in result.stdout
    walked = asmr("check", music)
    assert walked.code == 2 and "does not answer" in walked.stderr
    scanned = asmr("library", "scan", "--listen")
    assert scanned.code == 0 and "does not answer; what was known of it is kept" in scanned.stderr
    drive.answer()
    assert "does not answer" not in asmr("check", music).stdout


@pytest.mark.skipif(os.name != "posix", reason="files are read directly where no pipe can be waited for")
def test_what_is_told_of_a_file_is_asked_of_no_drive_that_hangs(
    music: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may begin to between the first look at a file and listening: nothing is asked of it without a time limit."""
    drive = HangingDrive(tmp_path, monkeypatch, patience=0.3)
    path = next(music.rglob("*.wav"))
    path.with_suffix(".txt").write_text("Title: Rain")
    assert origin(path, drives.Drives()) == "Rain"
    drive.hang()
    asked = drives.Drives()
    assert origin(path, asked) == "" and asked.silent(path)
    with Index(tmp_path / "some.db") as index, pytest.raises(CannotDecode, match="does not answer"):
        known_facts(path, index, drives=drives.Drives())
    drive.answer()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_check_waits_for_nothing_that_is_no_file(asmr: Asmr, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    done = asmr("check", tmp_path / "pipe.wav")
    assert (done.code, done.stdout) == (2, "") and "neither a file nor a folder" in done.stderr
    done = asmr("check", tmp_path / "pipe.wav" / "x.wav")
    assert done.code == 2 and "cannot be read" in done.stderr and "hint: ls -ld" in done.stderr


def test_a_folder_that_was_not_looked_through_is_spoken_of_until_it_is(asmr: Asmr, music: Path, tmp_path: Path) -> None:
    asmr("library", "add", music)
    (tmp_path / "home" / "index.db").write_bytes(b"garbage" * 999)
    assert "made again" in asmr("triggers").stderr
    assert "asmr library scan" in asmr("triggers").stderr
    asmr("library", "scan")
    assert asmr("triggers").stderr == ""


def test_what_is_never_is_not_planned_unless_even_so(asmr: Asmr) -> None:
    assert asmr("never", "rain").code == 0
    assert next(e for e in json.loads(asmr("triggers", "--json").stdout) if e["name"] == "rain")["liking"] == "never"
    assert asmr("plan", "10m", "--bed", "rain", "--json").code == 3
    assert asmr("plan", "10m", "--bed", "rain", "--even-so", "--json").code == 0
    assert asmr("ok", "rain").code == 0
    assert asmr("plan", "10m", "--bed", "rain", "--json").code == 0


def test_files_and_tags_can_be_liked(asmr: Asmr, music: Path) -> None:
    asmr("library", "add", music)
    assert asmr("love", music / "soft rain/one.wav").code == 0
    assert asmr("never", "crinkles", "mouth").code == 0
    found = {e["name"]: e["liking"] for e in json.loads(asmr("triggers", "--json").stdout)}
    assert found["plastic"] == "never"
    unknown = asmr("love", "rian")
    assert unknown.code == 2 and "rain" in unknown.stderr


def test_explore_needs_a_terminal(asmr: Asmr) -> None:
    result = asmr("explore")
    assert result.code == 2 and "hint: " in result.stderr


def test_folders_for_one_run(asmr: Asmr, music: Path, tmp_path: Path) -> None:
    planned = json.loads(asmr("plan", "5m", "--sounds", music, "--bed", "soft-rain", "--json").stdout)
    assert str(music) in planned["segments"][0]["clips"][0]["sound"]
    (tmp_path / "empty").mkdir()
    assert asmr("plan", "5m", "--sounds", tmp_path / "empty").code == 3
    assert asmr("plan", "5m", "--sounds", tmp_path / "gone").code == 2


FORMATS = ("m4a", "opus", "webm", "mp4", "mp3", "ogg", "wav", "flac")


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half a minute of each format in one folder."""
    folder = tmp_path_factory.mktemp("encoded")
    source = write(folder / "source.wav", 30)
    (folder / "paper").mkdir()
    told = ["-ac", "2", "-metadata", "title=Paper", "-metadata", "artist=Somebody", "-metadata", "copyright=CC0"]
    files = [word for suffix in FORMATS for word in (*told, str(folder / "paper" / f"of-{suffix}.{suffix}"))]
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(source), *files], check=True)
    return folder


@pytest.fixture
def bells(tmp_path: Path, encoded: Path) -> Path:
    """One's own copy of them."""
    shutil.copytree(encoded / "paper", tmp_path / "all" / "paper")
    return tmp_path / "all"


@pytest.mark.xdist_group("bells")
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg makes the files")
@pytest.mark.parametrize("way", ["--sounds", "library"])
def test_every_format_plays_in_one_session(asmr: Asmr, bells: Path, tmp_path: Path, way: str) -> None:
    sounds = ("--sounds", bells) if way == "--sounds" else ()
    if way == "library":
        assert asmr("library", "add", bells).code == 0
    request = ("20m", "-t", "paper", "--seed", "1", "--bed", "rain", *sounds)
    planned = json.loads(asmr("plan", *request, "--json").stdout)
    played = {Path(c["sound"]).suffix for s in planned["segments"] for c in s["clips"] if s["trigger"] == "paper"}
    assert played == {f".{suffix}" for suffix in FORMATS}
    done = asmr("render", *request, "-o", tmp_path / "night.wav")
    assert done.code == 0 and "cannot" not in done.stderr and "damage" not in done.stderr
    with wave.open(str(tmp_path / "night.wav")) as file:
        assert file.getnframes() == 20 * 60 * 48_000


@pytest.mark.xdist_group("bells")
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg makes the files")
def test_who_made_a_sound_is_shown(asmr: Asmr, bells: Path) -> None:
    (bells / "paper" / "of-wav.info.json").write_text(
        '{"title": "Beside", "webpage_url": "https://x", "license": "BY"}'
    )
    asmr("library", "add", bells)
    (entry,) = json.loads(asmr("library", "list", "--json").stdout)
    told = {Path(sound["file"]).suffix: sound for sound in entry["sounds"]}
    assert (told[".m4a"]["title"], told[".m4a"]["artist"], told[".m4a"]["licence"]) == ("Paper", "Somebody", "CC0")
    assert (told[".wav"]["title"], told[".wav"]["licence"], told[".wav"]["source"]) == ("Beside", "BY", "https://x")
    assert "Paper, by Somebody · CC0" in asmr("check", bells / "paper" / "of-flac.flac").stdout
    assert "Beside" in asmr("check", bells / "paper" / "of-wav.wav").stdout


@pytest.mark.parametrize("command", ["library add", "library remove", "check"])
def test_an_empty_name_is_not_this_folder(asmr: Asmr, command: str) -> None:
    """A shell's variable that was not set."""
    said = asmr(*command.split(), "")
    assert said.code == 2
    assert said.stderr.splitlines()[0] == "The name of a file or folder is empty."


@pytest.fixture
def full_home(tmp_path: Path) -> Iterator[Path]:
    """The home of `asmr`, on a disk that holds 300 kB."""
    home = tmp_path / "home"
    home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "none", str(home)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield home
    subprocess.run(["umount", str(home)], check=True)


def test_a_full_disk_stops_a_scan_with_one_sentence(asmr: Asmr, full_home: Path, music: Path) -> None:
    for number in range(2000):
        (music / f"a very long name of one sound among very many others that were kept {number}.mp3").touch()
    said = asmr("library", "add", music)
    assert said.code == 1
    assert said.stderr.splitlines()[-2].endswith("cannot be written: database or disk is full.")
    assert said.stderr.splitlines()[-1] == f"hint: df -h {full_home}"


def test_on_a_full_disk_an_evening_is_planned_all_the_same(asmr: Asmr, full_home: Path) -> None:
    """The history of a night before is empty there, and cannot be made."""
    (full_home / "history.db").touch()
    (full_home / "much").write_bytes(bytes(250_000))
    with contextlib.suppress(OSError), (full_home / "more").open("wb", buffering=0) as more:
        while more.write(bytes(1000)):
            pass
    said = asmr("plan", "5m", "--json")
    assert said.code == 0 and json.loads(said.stdout)["duration"] == 300.0
    assert "Tonight is chosen without it." in said.stderr


def test_a_damaged_history_does_not_keep_anyone_awake(asmr: Asmr, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "history.db").write_bytes(os.urandom(5000))
    said = asmr("plan", "5m", "--json")
    assert said.code == 0 and json.loads(said.stdout)["duration"] == 300.0
    assert "Tonight is chosen without it." in said.stderr


def test_a_damaged_index_does_not_keep_anyone_awake(asmr: Asmr, tmp_path: Path, music: Path) -> None:
    assert asmr("library", "add", music).code == 0
    (index,) = tmp_path.rglob("index.db")
    with contextlib.closing(sqlite3.connect(index)) as connection, connection:
        connection.execute("UPDATE files SET path = CAST(x'ff' || path AS TEXT), seconds = 'long'")
    said = asmr("plan", "5m", "--json")
    assert said.code == 0 and json.loads(said.stdout)["duration"] == 300.0
    assert f"is damaged. Tonight goes without your folders: rm {index}, then asmr library scan" in said.stderr


def test_a_file_that_is_not_there_is_no_tag(asmr: Asmr, music: Path) -> None:
    said = asmr("library", "tag", music / "box of things.wav", "nihgt.m4a", "whisper")
    assert (said.code, said.stderr.splitlines()[0]) == (2, "nihgt.m4a is not there.")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nofile", "rain"), "nofile is not there."),
        (("soft rain", "rain"), "soft rain is a folder, not a file."),
        (("box of things.wav",), "What are they? There is no tag behind the files."),
        (("box of things.wav", "!!!"), "“!!!” is no tag."),
        (("", "rain"), "The name of a file or folder is empty."),
    ],
)
def test_what_cannot_be_tagged_is_named(
    asmr: Asmr, music: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(music)
    said = asmr("library", "tag", *words)
    assert (said.code, said.stderr.splitlines()[0]) == (2, says)


def test_check_of_a_folder_tells_what_may_not_be_read_from_what_cannot_be_decoded(
    asmr: Asmr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "some"
    folder.mkdir()
    for name in ("locked.mp3", "text.mp3"):
        (folder / name).write_text("no music")
    opened = drives.Drives.open

    def locked(self: drives.Drives, path: Path) -> BinaryIO:
        if path.stem == "locked":  # root may read everything
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(self, path)

    monkeypatch.setattr(drives.Drives, "open", locked)
    lines = asmr("check", folder).stdout.splitlines()
    assert lines[2] == "  may not be read: the file is left out" and lines[5].startswith("  cannot be decoded: ")


def test_a_drive_that_was_unplugged_leaves_no_night_silent(asmr: Asmr, music: Path) -> None:
    asmr("library", "add", music)
    assert str(music) in asmr("plan", "5m", "--bed", "soft-rain", "--json").stdout
    music.rename(music.parent / "unplugged")
    said = asmr("plan", "5m", "--json")
    assert said.code == 0 and str(music) not in said.stdout
    assert f"{music} is not there; tonight goes without it." in said.stderr
    assert asmr("plan", "5m", "--bed", "soft-rain").code == 2


def test_files_that_went_since_the_scan_are_not_planned(asmr: Asmr, music: Path) -> None:
    asmr("library", "add", music)
    first, second = music / "soft rain/one.wav", music / "soft rain/two.wav"
    for gone, other in ((first, second), (second, first)):
        gone.rename(music / "gone")
        for seed in range(4):
            said = asmr("plan", "5m", "--bed", "soft-rain", "--json", "--seed", seed)
            assert str(other) in said.stdout and str(gone) not in said.stdout
        (music / "gone").rename(gone)
    first.unlink()
    second.unlink()
    said = asmr("plan", "5m", "--bed", "soft-rain")
    assert said.code == 2 and "cannot be found any more; tonight goes without." in said.stderr


@pytest.mark.skipif(os.name != "posix", reason="there a name cannot hold them")
def test_a_name_steers_no_terminal(asmr: Asmr, music: Path, tmp_path: Path) -> None:
    folder = tmp_path / "odd\x1b[31m"
    folder.mkdir()
    (folder / "a\nb\x9b2J\u202e.wav").write_bytes((music / "box of things.wav").read_bytes())
    for told in (
        asmr("check", folder),
        asmr("library", "add", folder),
        asmr("library", "list"),
        asmr("check", "x\x1b"),
    ):
        assert (told.stdout + told.stderr).replace("\n", "").isprintable()
    assert asmr("check", folder).stdout.splitlines()[0].endswith("a\ufffdb\ufffd2J\ufffd.wav")
    (entry,) = json.loads(asmr("check", folder, "--json").stdout)["files"]
    assert entry["file"] == str(folder / "a\nb\x9b2J\u202e.wav")


@pytest.mark.skipif(sys.platform != "linux", reason="there names are text")
@pytest.mark.parametrize("words", [("check",), ("library", "add"), ("love",)])
def test_a_name_that_is_no_text_is_said_so(asmr: Asmr, music: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    folder = tmp_path / "na\udcefve"
    folder.mkdir()
    shutil.copy(music / "box of things.wav", folder / "a.wav")
    said = asmr(*words, folder / "a.wav" if words == ("love",) else folder)
    assert said.code == 2 and "no text" in said.stderr and "went wrong" not in said.stderr


@pytest.mark.parametrize("content", ["[" * 9999, "{", "[]", '{"folders": 3}', '{"folders": [3]}', "", "\ufffd"])
def test_a_damaged_list_of_folders_is_said_in_plain_words(asmr: Asmr, tmp_path: Path, content: str) -> None:
    (tmp_path / "home").mkdir()
    file = tmp_path / "home" / "folders.json"
    file.write_text(content, encoding="utf-8")
    said = asmr("library", "list")
    assert (
        said.code == 2 and said.stderr.splitlines()[0] == f"{file} is damaged: it should be the list of your folders."
    )


def test_what_a_file_tells_of_itself_is_one_line(asmr: Asmr, tmp_path: Path) -> None:
    path = write(tmp_path / "some" / "rain.wav", 5.0)
    path.with_name("rain.info.json").write_text(json.dumps({"title": "a\nb\r\n" + "x" * 100_000}))
    lines = asmr("check", path).stdout.splitlines()
    assert lines[2].startswith("  a�b") and len(lines[2]) <= 310
    assert lines[-1].startswith("1 file")


@pytest.mark.parametrize("seconds", [0.2, 12.0])
def test_what_is_left_out_for_want_of_sound_is_told_so(asmr: Asmr, tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "soft.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(bytes(2 * round(seconds * 48_000)))
    assert "  too soft or too short to be measured: the file is left out" in asmr("check", path).stdout
    found = json.loads(asmr("check", path, "--json").stdout)["files"][0]
    assert found["verdict"] == "left out"
    assert [(finding["kind"], finding["action"]) for finding in found["findings"]] == [("silence", "leave out")]
