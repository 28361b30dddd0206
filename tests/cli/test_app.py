"""The command line itself: help, wrong words, closed pipes, and what nobody thought of."""

import errno
import os
import re
import subprocess
from pathlib import Path

import pytest

from asmr_cli.cli import about
from asmr_cli.cli.commands import GROUPS
from support.shell import PROGRAM, alone, run, run_process


def test_alone_it_shows_how_to_begin_on_one_screen(tmp_path: Path) -> None:
    told = run(home=tmp_path)
    lines = told.stdout.splitlines()
    assert told.code == 0
    assert lines[0].strip().startswith("asmr sleep 30m")
    assert len(lines) <= 24 and max(map(len, lines)) <= 80


def test_help_names_every_command_in_the_order_of_use_and_cuts_no_line(tmp_path: Path) -> None:
    told = run("--help", home=tmp_path)
    shown = re.findall(r"^  (\w+) {2,}", told.stdout.split("Commands:")[1], re.MULTILINE)
    assert shown == [command for commands in GROUPS.values() for command in commands if command != "list"]
    assert "..." not in told.stdout.split("Commands:")[1]


def test_the_version(tmp_path: Path) -> None:
    assert run("--version", home=tmp_path).stdout == run_process("--version", home=tmp_path).stdout == "asmr 0.1.0\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["slep"], "There is no command “slep” (is “sleep” meant?)."),
        (["xyzzy"], "There is no command “xyzzy”."),
        (["library"], "asmr library needs one more word: add, remove, list, scan, tag."),
        (["plan", "--mno"], "There is no option “--mno” (is “--mono” meant?)."),
        (["plan", "--volume"], "--volume needs a value."),
        (["plan", "--volume", "loud"], "--volume takes a whole number, not “loud”."),
        (["plan", "--mono=3"], "--mono takes no value."),
        (["plan", "5m", "6m"], "“6m” is more than this command takes."),
        (["render", "5m"], "--output has to be given."),
        (["play"], "FILE.toml has to be given."),
        (["library", "tag"], "FILE has to be given."),
        (["volume", "0"], "VALUE goes from 1 to 100."),
        (["volume", "-5"], "“-5” is less than nothing."),
        (["extend", "-5m"], "“-5m” is not a duration."),
        (["synth", "rain", "--seed", "-4"], "--seed is 0 or more."),
        (["triggers", "--kind", "loud"], "--kind is one of bed, foreground."),
    ],
)
def test_wrong_words_are_told_in_our_own(tmp_path: Path, words: list[str], sentence: str) -> None:
    told = run(*words, home=tmp_path)
    assert (told.code, told.sentence, told.stdout) == (2, sentence, "")
    assert told.is_calm


def test_what_nobody_thought_of_is_one_sentence_and_a_file_with_the_details(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(text: str) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(about, "emit", breaks)
    told = run("about", home=tmp_path)
    assert told.code == 1 and told.is_calm and "Traceback" not in told.stderr
    assert "ZeroDivisionError: inside" in (tmp_path / "trouble.log").read_text()
    assert str(tmp_path / "trouble.log") in told.stderr and "asmr doctor" in told.stderr


def test_too_many_open_files_are_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(text: str) -> None:
        raise OSError(errno.EMFILE, "Too many open files", "rain.opus")

    monkeypatch.setattr(about, "emit", breaks)
    told = run("about", home=tmp_path)
    assert told.code == 1 and told.sentence == "No more files may be opened here."
    assert not (tmp_path / "trouble.log").exists()


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(text: str) -> None:
        (tmp_path / "nowhere" / "file").read_text()

    monkeypatch.setattr(about, "emit", breaks)
    told = run("about", home=tmp_path)
    assert told.code == 1 and told.is_calm and str(tmp_path / "nowhere" / "file") in told.sentence


def test_the_details_find_a_place_where_the_state_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(text: str) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(about, "emit", breaks)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "home").write_text("a file where the folder should be")
    told = run("about", home=tmp_path / "home")
    assert told.is_calm
    (details,) = tmp_path.glob("asmr-*.log")
    assert "inside" in details.read_text()


@pytest.mark.parametrize("words", ["triggers", "plan --json", "about", "--help", ""])
def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path, words: str) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*PROGRAM, *words.split()], env=alone(tmp_path), stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "plan", "6s", "--json"], env=alone(tmp_path), stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert done.stderr == "There is no room left to write to.\nhint: df -h shows which disk is full\n"


@pytest.mark.skipif(os.name == "nt", reason="closes streams as a POSIX shell does")
def test_closed_streams_are_no_error(tmp_path: Path) -> None:
    line = '"$@" <&- >&- 2>&-'
    done = subprocess.run(["sh", "-c", line, "sh", *PROGRAM, "triggers"], env=alone(tmp_path), capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_completion_installs_itself(tmp_path: Path) -> None:
    variables = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1", "HOME": str(tmp_path)}
    assert run_process("--install-completion", "bash", home=tmp_path, **variables).code == 0
    assert "_ASMR_COMPLETE" in (tmp_path / ".bash_completions" / "asmr.sh").read_text()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_shown_for_every_shell(tmp_path: Path, shell: str) -> None:
    variables = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    told = run_process("--show-completion", shell, home=tmp_path, **variables)
    assert told.code == 0 and "_ASMR_COMPLETE" in told.stdout
