"""explore on a real terminal, with SDL's dummy driver in place of a device."""

import os
import select
import sys
import time
from pathlib import Path

import pytest

from asmr_cli.library.likes import load_likes

pty = pytest.importorskip("pty")


class Terminal:
    """`asmr explore` behind a pseudo-terminal."""

    def __init__(self, home: Path) -> None:
        self.seen = ""
        self._process, self._file = pty.fork()
        if self._process == 0:
            os.environ.update(ASMR_HOME=str(home), SDL_AUDIODRIVER="dummy")
            os.execv(sys.executable, [sys.executable, "-m", "asmr_cli", "explore"])

    def wait_for(self, text: str, seconds: float = 30.0) -> None:
        end = time.monotonic() + seconds
        while text not in self.seen:
            assert time.monotonic() < end, self.seen
            if select.select([self._file], [], [], 0.1)[0]:
                self.seen += os.read(self._file, 4096).decode()

    def begin(self, never: str = "") -> None:
        """Answer what cannot be stood, and let the first sound be heard."""
        self.press(f"{never}\n")
        self.wait_for("q enough")
        self.wait_for(": ")
        time.sleep(0.5)

    def press(self, keys: str) -> None:
        self.seen = ""
        os.write(self._file, keys.encode())

    def end(self) -> int:
        """The exit code, after reading what is still said."""
        while True:
            try:
                if not os.read(self._file, 4096):
                    break
            except OSError:  # Linux says so that the other end is closed
                break
        return os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])


def test_asks_what_cannot_be_stood_and_keeps_each_answer(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.wait_for("cannot stand")
    terminal.press("mouth, plastik\n")
    terminal.wait_for("Did you mean plastic")
    terminal.begin("mouth, plastic")
    terminal.press("l")
    terminal.wait_for("  love")
    time.sleep(0.5)
    terminal.press("q")
    assert terminal.end() == 0
    likes = load_likes(tmp_path / "taste.toml")
    assert likes.asked and likes.tagged == {"mouth": "never"} and likes.triggers["plastic"] == "never"
    assert list(likes.triggers.values()).count("love") == 1


def test_arrows_pasted_text_and_a_second_key_answer_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.wait_for("cannot stand")
    terminal.begin()
    for nothing in ("\x1b[A", "\x1bOP", "\x1b[15~", "\x1b[200~lonq\x1b[201~", "\x1b[M!!!", "lonlonlon"):
        terminal.press(nothing)
        time.sleep(0.3)
    time.sleep(1.2)
    terminal.press("o")
    terminal.wait_for("  ok")
    assert "  love" not in terminal.seen and "  never" not in terminal.seen
    time.sleep(0.5)
    terminal.press("l")
    time.sleep(0.3)
    terminal.press("n")  # in its fade-out: not for the sound after it
    terminal.wait_for("  love")
    time.sleep(1.0)
    terminal.press("\x1b")
    assert terminal.end() == 0
    likes = load_likes(tmp_path / "taste.toml")
    assert sorted(likes.triggers.values()) == ["love", "ok"]
