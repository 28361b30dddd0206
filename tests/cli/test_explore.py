"""explore on a real terminal, with SDL's dummy driver in place of a device."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from asmr_cli.library.likes import load_likes
from support.shell import Terminal

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of POSIX", allow_module_level=True)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """One at which it asks what cannot be stood."""
    opened = Terminal("explore", home=tmp_path)
    opened.until("cannot stand")
    yield opened
    opened.close()


def press(terminal: Terminal, keys: str) -> None:
    """What was shown before is no answer to it."""
    terminal.shown = ""
    terminal.press(keys.encode())


def begin(terminal: Terminal, never: str = "") -> None:
    """Answer what cannot be stood, and let the first sound be heard."""
    press(terminal, f"{never}\n")
    terminal.until("q enough")
    terminal.until(": ")
    time.sleep(0.5)


def test_asks_what_cannot_be_stood_and_keeps_each_answer(terminal: Terminal, tmp_path: Path) -> None:
    press(terminal, "mouth, plastik\n")
    terminal.until("Did you mean plastic")
    begin(terminal, "mouth, plastic")
    press(terminal, "l")
    terminal.until("  love")
    time.sleep(0.5)
    press(terminal, "q")
    assert terminal.end() == 0
    likes = load_likes(tmp_path / "taste.toml")
    assert likes.asked and likes.tagged == {"mouth": "never"} and likes.triggers["plastic"] == "never"
    assert list(likes.triggers.values()).count("love") == 1


def test_arrows_pasted_text_and_a_second_key_answer_nothing(terminal: Terminal, tmp_path: Path) -> None:
    begin(terminal)
    for nothing in ("\x1b[A", "\x1bOP", "\x1b[15~", "\x1b[200~lonq\x1b[201~", "\x1b[M!!!", "lonlonlon"):
        press(terminal, nothing)
        time.sleep(0.3)
    time.sleep(1.2)
    press(terminal, "o")
    terminal.until("  ok")
    assert "  love" not in terminal.shown and "  never" not in terminal.shown
    time.sleep(0.5)
    press(terminal, "l")
    time.sleep(0.3)
    press(terminal, "n")  # in its fade-out: not for the sound after it
    terminal.until("  love")
    time.sleep(1.0)
    press(terminal, "\x1b")
    assert terminal.end() == 0
    likes = load_likes(tmp_path / "taste.toml")
    assert sorted(likes.triggers.values()) == ["love", "ok"]
