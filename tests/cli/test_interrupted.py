"""Ctrl-C before a command has begun and after it is done: exit code 130 and not a word."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

INTERRUPTING = """
import os, signal, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
from asmr_cli.__main__ import main
sys.argv = ["asmr", "about"]
main()
"""

LEAVING = """
import atexit, os, signal, sys
atexit.register(os.kill, os.getpid(), signal.SIGINT)
from asmr_cli.__main__ import main
sys.argv = ["asmr", "about"]
main()
"""


def run(code: str, home: Path, ignored: bool = False) -> "subprocess.CompletedProcess[str]":
    # Whoever runs the tests in the background may ignore it, and a child would do the same.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.default_int_handler)
    try:
        return subprocess.run(
            [sys.executable, "-c", code], env={"ASMR_HOME": str(home)}, capture_output=True, text=True, timeout=60
        )
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("module", ["asmr_cli.cli.app", "typer", "asmr_cli.cli.about"])
def test_while_it_loads(module: str, tmp_path: Path) -> None:
    done = run(INTERRUPTING.format(module=module), tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_when_it_is_done(tmp_path: Path) -> None:
    done = run(LEAVING, tmp_path)
    assert (done.returncode, done.stderr) == (130, "")


def test_where_it_is_ignored_it_stays_so(tmp_path: Path) -> None:
    done = run(INTERRUPTING.format(module="typer"), tmp_path, ignored=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
