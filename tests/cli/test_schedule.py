"""asmr schedule, as it is typed."""

import sys
from pathlib import Path

import pytest

from support.shell import Asmr


def test_a_schedule_can_be_shown_without_being_installed(asmr: Asmr) -> None:
    words = ("--days", "mon-fri", "--with", "cron", "--print", "--", "sleep", "30m", "--preset", "nature")
    shown = asmr("schedule", "add", "22:45", *words)
    assert shown.code == 0
    assert shown.stdout.startswith("45 22 * * 1-5 PATH=") and shown.stdout.endswith(
        " sleep 30m --preset nature # asmr:1\n"
    )
    assert "ASMR_HOME=" in shown.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("add", "25:99", "--", "sleep"), ("add", "22:45", "--days", "mo", "--", "sleep"), ("add", "22:45"),
        ("add", "22:45", "--", "slep"), ("add", "22:45", "--", "sleep", "--preste", "calm"),
        ("add", "22:45", "--", "sleep", "--volume", "999"), ("add", "22:45", "--", "sleep", "30x"),
        ("add", "22:45", "--", "sleep", "--preset", "nowhere"),
        ("add", "22:45", "--", "play", "--blank-after", "x", "a.toml"),
        ("add", "22:45", "--", "render", "1h", "-o", "a.wav", "--until", "6:00"),
        ("remove",), ("remove", "1", "--all"),
        ("add", "22:45", "--with", "at", "--", "sleep"),
    ],
)  # fmt: skip
def test_what_cannot_be_scheduled_is_refused_with_a_hint(asmr: Asmr, words: tuple[str, ...]) -> None:
    refused = asmr("schedule", *words, PATH="/nonexistent")
    assert (refused.code, refused.stdout) == (2, "")
    assert refused.stderr.count("hint: ") == 1


def test_a_file_is_scheduled_with_its_whole_path(asmr: Asmr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "evening.toml").touch()
    (tmp_path / "rain").mkdir()
    monkeypatch.chdir(tmp_path)
    shown = asmr("schedule", "add", "22:45", "--with", "cron", "--print", "--", "play", "evening.toml").stdout
    assert f"play {tmp_path}/evening.toml # asmr:1" in shown
    words = ("render", "5m", "--sounds=rain", "-o", "night.flac", "-t", "rain")
    shown = asmr("schedule", "add", "22:45", "--with", "cron", "--print", "--", *words).stdout
    assert f"--sounds={tmp_path}/rain -o {tmp_path}/night.flac -t rain # asmr:1" in shown
    shown = asmr("schedule", "add", "22:45", "--with", "cron", "--print", "--", "sleep", "--to", "-").stdout
    assert "sleep --to - # asmr:1" in shown
    shown = asmr("schedule", "add", "22:45", "--with", "cron", "--print", "--", "sleep", "-t", "rain").stdout
    assert "sleep -t rain # asmr:1" in shown


def test_a_little_more_time_can_be_scheduled_though_no_session_is_so_short(asmr: Asmr) -> None:
    shown = asmr("schedule", "add", "22:45", "--with", "cron", "--print", "--", "extend", "3s")
    assert shown.code == 0 and shown.stdout.endswith(" extend 3s # asmr:1\n")


@pytest.mark.parametrize(("called", "runs"), [("asmr", "{folder}/asmr"), ("pytest", f"{sys.executable} -m asmr_cli")])
def test_it_runs_the_asmr_that_was_called_from_anywhere(
    asmr: Asmr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, called: str, runs: str
) -> None:
    (tmp_path / called).touch(0o755)
    monkeypatch.setattr("sys.argv", [str(tmp_path / called)])
    shown = asmr("schedule", "add", "22:45", "--with", "cron", "--print", "--", "sleep", PATH="/nonexistent")
    assert shown.stdout.endswith(f" {runs.format(folder=tmp_path)} sleep # asmr:1\n")
