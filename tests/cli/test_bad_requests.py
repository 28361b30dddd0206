"""Everything wrong that one can ask of a session: one calm sentence, a hint, the exit code, nothing written."""

from pathlib import Path

import pytest

from support.shell import run

DURATIONS = ["0", "-5m", "13h", "abc", "25:99", "3s", "", "nan", "1e3", "1h 30x", "５m"]


COMMANDS = ["plan", "sleep", "breathe", "render", "extend"]
PAIRS = [(command, duration) for command in COMMANDS for duration in DURATIONS]
PAIRS.remove(("extend", "3s"))  # three seconds more are fine


@pytest.mark.parametrize(("command", "duration"), PAIRS)
def test_durations_that_are_none(tmp_path: Path, command: str, duration: str) -> None:
    out = ["-o", str(tmp_path / "night.wav")] if command == "render" else []
    told = run(command, duration, *out, home=tmp_path / "home")
    assert told.code == 2 and told.is_calm and told.stdout == ""
    assert "30m" in told.stderr.splitlines()[1]
    assert not (tmp_path / "night.wav").exists()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("plan 5m --until 22:30", "--until"),
        ("plan --until 25:99", "25:99"),
        ("plan --until soon", "soon"),
        ("plan 5m -t rian", "rain"),
        ("plan 5m -t rain,papr", "paper"),
        ("plan 5m --bed rian", "rain"),
        ("plan 5m --bed paper", "paper"),
        ("plan 5m -t rain:0", "rain:0"),
        ("plan 5m -t rain:lots", "rain:lots"),
        ("plan 5m --breath sighs", "sigh"),
        ("plan 5m --curve round", "sone"),
        ("plan 5m --fade soft", "soft"),
        ("plan 5m --fade 101%", "101%"),
        ("plan 5m --fade -3", "-3"),
        ("plan 5m --volume 0", "--volume"),
        ("plan 5m --volume 101", "1 to 100"),
        ("plan 5m --seed -4", "--seed"),
        ("plan 5m --seed 99999999999999999999", "0 to 9223372036854775807"),
        ("plan 5m --preset slumber", "slumber"),
        ("plan 5m --sounds ./nowhere", "nowhere"),
        ("sleep evening.toml", "asmr play evening.toml"),
        ("sleep 5m --on-device-lost panic", "wait, stop"),
        ("sleep 5m --blank-after soon", "soon"),
        ("sleep 5m --then no-such-program", "no-such-program"),
        ("sleep 5m --then '", "--then"),
        ("sleep 5m --to nowhere.fifo", "mkfifo nowhere.fifo"),
        ("sleep 5m --to - --json", "stdout"),
        ("sleep 5m --to - --silent", "nothing for --to"),
        ("sleep 5m --device headphones --to -", "--device and --to"),
        ("sleep 5m --device headphones --silent", "nothing for --device"),
        ("breathe 5m --no-breath-cue --to -", "nothing for --to"),
        ("play nowhere.toml", "nowhere.toml"),
        ("render nowhere.toml -o night.wav", "nowhere.toml"),
        ("render 5m -o night", ".flac"),
        ("render 5m -o night.doc", "night.doc"),
        ("render 5m -o .", "folder"),
        ("render 5m -o - --json", "stdout"),
        ("preview nowhere.mp3", "nowhere.mp3"),
        ("preview rian", "rain"),
        ("synth rian -o night.wav", "rain"),
        ("synth rain -o night.doc", "night.doc"),
        ("synth rain -o night.wav --length 0", "0s"),
        ("synth", "asmr synth rain"),
        ("synth --pack nowhere", "nowhere"),
    ],
)
def test_wishes_that_cannot_be_met_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run(*words.split(), home=tmp_path / "home")
    assert told.code == 2 and told.is_calm and told.stdout == "", told
    assert named in told.stderr
    assert not list(tmp_path.glob("night*"))


def test_an_output_without_a_name(tmp_path: Path) -> None:
    told = run("render", "6s", "-o", "", home=tmp_path)
    assert (told.code, told.sentence) == (2, "The output has no name.")


def test_an_empty_folder_is_nothing_to_play(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told = run("sleep", "6s", "--sounds", str(tmp_path / "empty"), home=tmp_path / "home")
    assert told.code == 3 and told.is_calm


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    told = run("plan", "6s", "--sounds", str(tmp_path / "a.txt"), home=tmp_path / "home")
    assert told.code == 2 and told.is_calm and "a.txt" in told.sentence


def test_nothing_audible_cannot_be_rendered(tmp_path: Path) -> None:
    told = run("render", "6s", "--silent", "-o", str(tmp_path / "night.wav"), home=tmp_path / "home")
    assert told.code == 3 and told.is_calm and not (tmp_path / "night.wav").exists()


def test_a_text_named_as_music_is_named_by_preview(tmp_path: Path) -> None:
    (tmp_path / "song.mp3").write_text("no music at all\n" * 100)
    told = run("preview", str(tmp_path / "song.mp3"), home=tmp_path / "home")
    assert told.code == 5 and told.is_calm and "song.mp3" in told.sentence


def test_files_that_cannot_be_played_are_left_out_with_a_note(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "song.mp3").write_text("no music at all\n" * 100)
    (folder / "empty.wav").touch()
    told = run("plan", "6s", "--sounds", str(folder), home=tmp_path / "home")
    assert told.code == 3 and told.is_calm
    assert [line.split("/")[-1].split()[0] for line in told.stderr.splitlines()[:2]] == ["empty.wav", "song.mp3"]
    quiet = run("sleep", "6s", "--silent", "--quiet", "--sounds", str(folder), home=tmp_path / "home")
    assert "note: " not in quiet.stderr
