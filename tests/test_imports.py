"""What a command does not load: the cost of starting, as names and not as seconds."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.shell import alone

HEAVY = {"numpy", "av", "pygame", "rich"}


def loaded(home: Path, *argv: str, code: int = 0) -> set[str]:
    """The names of all modules that a clean interpreter has loaded after a command."""
    program = (
        "import sys; from asmr_cli.__main__ import main\n"
        "try: main(); code = 0\n"
        "except SystemExit as leaving: code = leaving.code or 0\n"
        f"assert code == {code}, code\n"
        "print('LOADED', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, *argv], env=alone(home), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split("LOADED")[1].split())


def rooms(modules: set[str]) -> set[str]:
    """The modules of ours among them, without those of the command line's own."""
    return {name for name in modules if name.startswith("asmr_cli.")}


def test_the_version_loads_nothing_of_ours(tmp_path: Path) -> None:
    assert rooms(loaded(tmp_path, "--version")) == {"asmr_cli.__main__"}


@pytest.mark.parametrize(
    ("words", "code", "absent"),
    [
        ("", 0, HEAVY | {"sqlite3"}),
        ("triggers", 0, HEAVY | {"sqlite3"}),
        ("triggers --json", 0, HEAVY | {"sqlite3"}),
        ("about", 0, HEAVY | {"sqlite3"}),
        ("status --json", 1, HEAVY | {"sqlite3"}),
        ("stop", 1, HEAVY | {"sqlite3"}),
        ("plan 30m --json", 0, HEAVY),
        ("plan 30m", 0, HEAVY - {"rich"}),
        ("preset list", 0, HEAVY),
        ("config show", 0, HEAVY),
        ("history --json", 0, HEAVY),
        ("schedule list", 0, HEAVY),
        ("sleep 5s --silent --json", 0, HEAVY),
        ("render 5s -t rain -o night.wav", 0, {"pygame", "rich"}),
        ("sleep 0", 2, HEAVY),
    ],
)
def test_what_a_command_does_not_need_it_does_not_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, code: int, absent: set[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not absent & loaded(tmp_path, *words.split(), code=code)


def test_a_scan_that_finds_nothing_new_makes_no_catalogue(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    loaded(tmp_path, "library", "add", str(tmp_path / "own"))
    absent = {
        f"asmr_cli.library.{name}" for name in ("catalogue", "pack", "owned", "grouping", "names", "words", "likes")
    }
    assert not (absent | HEAVY) & loaded(tmp_path, "library", "scan")


def test_only_the_file_of_the_command_that_runs_is_loaded(tmp_path: Path) -> None:
    commands = {name for name in rooms(loaded(tmp_path, "about")) if name.startswith("asmr_cli.cli.")}
    helpers = {"app", "commands", "environment", "output", "readable", "sooner"}
    assert commands == {f"asmr_cli.cli.{name}" for name in {"about", *helpers}}


def test_no_module_works_at_import(tmp_path: Path) -> None:
    """Importing everything opens no file for writing, starts no thread and prints nothing."""
    program = (
        "import pkgutil, threading, asmr_cli\n"
        "for found in pkgutil.walk_packages(asmr_cli.__path__, 'asmr_cli.'):\n"
        "    __import__(found.name)\n"
        "assert threading.active_count() == 1, threading.enumerate()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=alone(tmp_path), capture_output=True, text=True, cwd=tmp_path
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list(tmp_path.iterdir())
