"""A person at a terminal: keys, the screen that comes back, and no device."""

import json
import re
import shlex
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of POSIX", allow_module_level=True)

from asmr_cli.store.paths import pack_dir
from support.shell import PROGRAM, Terminal, run_process

Open = Callable[..., Terminal]
ALTERNATE = "\x1b[?1049h"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Open]:
    opened: list[Terminal] = []

    def open_one(*argv: str, **more: object) -> Terminal:
        opened.append(Terminal(*argv, home=tmp_path / str(len(opened)), **more))  # type: ignore[arg-type]
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def test_every_way_to_leave_gives_the_terminal_back(terminal: Open) -> None:
    """All at a time: each takes three seconds to be silent."""
    ways: list[tuple[bytes | signal.Signals, int]] = [
        (b"q", 0), (b"\x03", 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)
    ]  # fmt: skip
    sessions = [terminal("sleep", "1m", "-t", "rain") for _ in ways]
    for session, (way, _) in zip(sessions, ways, strict=True):
        session.until("in  ")  # the breath's first word
        session.press(way) if isinstance(way, bytes) else session.process.send_signal(way)
    for session, (way, code) in zip(sessions, ways, strict=True):
        assert (way, session.end()) == (way, code)
        assert ALTERNATE in session.shown and session.as_before


def test_a_window_that_is_closed_ends_it_softly_and_with_keep_it_plays_on(terminal: Open, tmp_path: Path) -> None:
    """And nothing is complained about at exit, though nobody takes what is said."""
    left, kept = terminal("sleep", "1m", "-t", "rain"), terminal("sleep", "1m", "-t", "rain", "--keep")
    for session in (left, kept):
        session.until("in  ")
        session.vanish()
    assert left.process.wait(15) == 129
    status = run_process("status", "--json", home=tmp_path / "1")
    assert json.loads(status.stdout)["state"] == "playing"
    assert run_process("stop", home=tmp_path / "1").code == 0
    assert kept.process.wait(15) == 0
    assert not list(tmp_path.rglob("trouble.log"))


def test_a_dumb_terminal_gets_plain_lines_and_its_keys_work(terminal: Open) -> None:
    session = terminal("sleep", "1m", "-t", "rain", TERM="dumb")
    session.until("settle")
    session.press(b"q")
    assert session.end() == 0 and "\x1b" not in session.shown


def test_ctrl_c_twice_ends_it_at_once(terminal: Open) -> None:
    session = terminal("sleep", "1m", "--silent")
    session.until(ALTERNATE)
    session.press(b"\x03")
    session.press(b"\x03")
    assert session.end() == 130 and session.as_before


def test_ctrl_s_is_a_key_like_any_other(terminal: Open) -> None:
    """It would hold the screen, and with it whoever wants to leave."""
    session = terminal("sleep", "1m", "-t", "rain")
    session.until("in  ")
    session.press(b"\x13")
    time.sleep(0.5)
    session.press(b"q")
    assert session.end() == 0 and session.as_before


@pytest.mark.flaky(reruns=3)
def test_a_terminal_that_hangs_keeps_nobody_from_leaving(terminal: Open) -> None:
    session = terminal("sleep", "1m", "-t", "rain", rows=50, columns=200)
    session.until("in  ")
    for turn in range(60):  # each size is drawn anew, until no more can be written
        session.resize(50 + turn % 2, 200)
        time.sleep(0.1)
    session.press(b"q")
    asked = time.monotonic()
    assert session.process.wait(15) == 0
    assert time.monotonic() - asked < 4.8, "3.8 s, as at any other; it was waited for twice, 5.6 s in all"


def test_behind_an_ampersand_the_screen_is_left_to_the_shell(terminal: Open) -> None:
    command = f"set -m; {shlex.join(PROGRAM)} sleep 5s -t rain & wait"
    shell = terminal("-c", command, program=("sh",))
    assert shell.end() == 0
    assert "the end, silence" in shell.shown and ALTERNATE not in shell.shown


def test_who_is_terminated_after_the_end_runs_nothing_more(terminal: Open, tmp_path: Path) -> None:
    session = terminal("sleep", "5s", "-t", "rain", "--then", f"touch {tmp_path / 'done'}")
    session.until("any key starts again")
    session.process.terminate()
    assert session.end() == 0 and session.as_before
    assert "runs in" not in session.shown and not (tmp_path / "done").exists()


def test_without_a_device_the_session_runs_silently_and_says_so(terminal: Open) -> None:
    session = terminal("sleep", "5s", SDL_AUDIODRIVER="nonexistent")
    small = terminal("sleep", "5s", "--silent", rows=5, columns=20)
    session.until("without sound")
    session.until("any key starts again")
    session.press(b"q")
    small.until("any key")
    small.press(b"q")
    assert session.end() == 4 and session.as_before
    assert "There is no audio device. The session runs silently" in session.shown
    assert small.end() == 0 and small.as_before and "Traceback" not in small.shown


def test_a_pipe_that_nobody_reads_is_no_reason_to_play_silently(terminal: Open, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "fifo")
    session = terminal("sleep", "5s", "--to", str(tmp_path / "fifo"))
    assert session.end() == 4
    assert "Nobody reads" in session.shown and ALTERNATE not in session.shown


@pytest.mark.parametrize("words", ["plan 6s", "triggers", "doctor", "about", "history"])
def test_listings_live_with_five_lines_of_twenty_columns(terminal: Open, words: str) -> None:
    page = terminal(*words.split(), rows=5, columns=20)
    assert page.end() == 0
    assert "Traceback" not in page.shown and page.as_before


def test_a_scan_is_amber_like_all_the_rest(terminal: Open, tmp_path: Path) -> None:
    folder = tmp_path / "sounds"
    folder.mkdir()
    shutil.copy(pack_dir() / "clock" / "clock.opus", folder)
    session = terminal("library", "add", str(folder), TERM="xterm-256color", COLORTERM="truecolor")
    assert session.end() == 0
    pens = set(re.findall(r"\x1b\[([\d;]+)m", session.shown)) - {"0"}
    assert pens
    for pen in pens:
        red, green, blue = map(int, pen.removeprefix("38;2;").split(";"))
        assert red > green > blue


def test_a_picture_keeps_within_the_terminal(terminal: Open, tmp_path: Path) -> None:
    for columns in (40, 80, 120):
        page = terminal("plan", "6s", "--seed", "1", columns=columns, NO_COLOR="1")
        assert page.end() == 0
        assert max(map(len, page.shown.splitlines())) <= columns
    piped = run_process("plan", "6s", "--seed", "1", home=tmp_path)
    assert max(map(len, piped.stdout.splitlines())) <= 80 and "\x1b" not in piped.stdout
