"""The display's own thread, and a real terminal that must be given back."""

import io
import os
import pty
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from asmr_cli.models import Session
from asmr_cli.models.event import Event
from asmr_cli.player.player import CALM
from asmr_cli.ui.live import FRAME, STALE, LiveDisplay
from asmr_cli.ui.screen import RESTORE
from support.sample import status_at

Bedside = Callable[..., Any]


def wait_for(what: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "in vain"
        time.sleep(0.01)


def test_opens_draws_and_gives_back(bedside: Bedside) -> None:
    made = bedside()
    made.display.open()
    made.display.status(status_at(made.session, 100.0))
    wait_for(lambda: "rain" in made.terminal.getvalue())
    made.display.close()
    text = made.terminal.getvalue()
    assert text.startswith("\x1b[?1049h") and text.endswith(RESTORE) and text.count(RESTORE) == 1
    made.display.close()
    assert made.terminal.getvalue() == text


def test_a_crash_inside_gives_the_terminal_back_and_troubles_nobody(bedside: Bedside) -> None:
    made = bedside()

    def broken() -> tuple[int, int]:
        raise OSError("no such terminal")

    made.display._size = broken
    made.display.open()
    made.display.status(status_at(made.session, 100.0))
    wait_for(lambda: made.display.failure is not None)
    wait_for(lambda: made.terminal.getvalue().endswith(RESTORE))
    made.display.status(status_at(made.session, 101.0))
    made.display.event(Event("paused", 101.0))
    made.display.close()
    assert made.terminal.getvalue().count(RESTORE) == 1


def test_a_terminal_that_is_gone_is_no_trouble(bedside: Bedside) -> None:
    made = bedside()
    made.display.open()
    made.display.status(status_at(made.session, 100.0))
    wait_for(lambda: "rain" in made.terminal.getvalue())
    made.terminal.close()
    made.display.status(status_at(made.session, 103.0))
    wait_for(lambda: made.display.failure is not None)
    made.display.close()
    assert isinstance(made.display.failure, ValueError)


class Stuck(io.StringIO):
    """A terminal that takes nothing from the second write on, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.free = threading.Event()
        self.stuck = False

    def write(self, text: str) -> int:
        if self.getvalue() and not self.free.is_set():
            self.stuck = True
            self.free.wait(20)
        return super().write(text)


@pytest.mark.parametrize("hung", [0.0, 3.0])
def test_a_terminal_that_hangs_is_waited_for_once_and_not_where_it_has_for_long(evening: Session, hung: float) -> None:
    terminal, clock = Stuck(), [0.0]
    display = LiveDisplay(terminal, {}, evening, size=lambda: (80, 24), now=lambda: clock[0])
    display.open()
    display.status(status_at(evening, 100.0))
    wait_for(lambda: terminal.stuck)
    clock[0] += hung
    began = time.monotonic()
    display.close()
    display._screen.leave()  # as the end of the process does
    took = time.monotonic() - began
    assert (took < 0.6) if hung else (0.9 < took < 1.6)
    terminal.free.set()
    display._thread.join(5)


def test_one_that_goes_on_meanwhile_is_given_back(evening: Session) -> None:
    terminal = Stuck()
    display = LiveDisplay(terminal, {}, evening, size=lambda: (80, 24))
    display.open()
    display.status(status_at(evening, 100.0))
    wait_for(lambda: terminal.stuck)
    threading.Timer(0.5, terminal.free.set).start()
    display.close()
    assert terminal.getvalue().endswith(RESTORE)


def test_nothing_is_drawn_after_the_page_was_given_back(bedside: Bedside) -> None:
    made = bedside()
    made.display._screen.enter()
    made.at(100.0)
    made.display._screen.leave()
    made.at(101.0)
    assert made.terminal.getvalue().endswith(RESTORE)


def test_no_more_than_five_frames_a_second(bedside: Bedside) -> None:
    made = bedside()
    made.display._now = time.monotonic
    drawn: list[float] = []
    frame = made.display.frame
    made.display.frame = lambda: (drawn.append(time.monotonic()), frame())[1]
    made.display.open()
    end = time.monotonic() + 1.1
    while time.monotonic() < end:
        made.display.status(status_at(made.session, 100.0 + time.monotonic() % 1))
        made.display.peek()
        time.sleep(0.005)
    made.display.close()
    assert 2 <= len(drawn) <= 7
    assert min(b - a for a, b in pairwise(drawn)) > FRAME * 0.9


def blackened(bedside: Bedside) -> Any:
    """A display that goes by the clock, at a moment at which its screen is black."""
    made = bedside()
    made.display._now = time.monotonic
    made.display.status(status_at(made.session, 900.0))
    made.display.open()
    wait_for(lambda: made.display._screen.black)
    return made


def test_the_breath_does_not_halt_between_two_turns_of_a_calm_player() -> None:
    assert STALE >= CALM + 0.5


def test_a_key_wakes_a_black_screen(bedside: Bedside) -> None:
    made = blackened(bedside)
    written = made.terminal.getvalue()
    for _ in range(20):
        made.display.status(status_at(made.session, 900.0))
        time.sleep(0.01)
    assert made.terminal.getvalue() == written
    made.display.event(Event("volume", 900.0, {"volume": 60}))
    wait_for(lambda: "rain" in made.terminal.getvalue())
    made.display.close()


def test_what_a_shell_has_written_meanwhile_goes(bedside: Bedside) -> None:
    """As after a process was stopped: its page was another's."""
    made = bedside()
    made.display._now = lambda: time.monotonic() + away
    away = 0.0
    made.display.status(status_at(made.session, 100.0))
    made.display.open()
    wait_for(lambda: "rain" in made.terminal.getvalue())
    assert "\x1b[?1047h" not in made.terminal.getvalue()
    away = 5.0
    wait_for(lambda: made.terminal.getvalue().count("rain") > 1)
    made.display.close()
    assert made.terminal.getvalue().count("\x1b[?1047h\x1b[?25l") == 1


def test_a_black_screen_that_is_given_another_size_is_black_to_its_edges(bedside: Bedside) -> None:
    """What a terminal adds has its own ground, which may be white."""
    made = blackened(bedside)
    written = made.terminal.getvalue()
    made.size = (100, 30)
    for _ in range(20):
        made.display.status(status_at(made.session, 900.0))
        time.sleep(0.02)
    made.display.close()
    assert made.terminal.getvalue().removeprefix(written).removesuffix(RESTORE) == "\x1b[0;48;2;0;0;0m\x1b[2J"


PROGRAM = """
import sys, time
sys.path[:0] = {path!r}
from conftest import EVENING, TRUE
from asmr_cli.ui.live import LiveDisplay
from support.sample import status_at
display = LiveDisplay(sys.stdout, TRUE, EVENING)
display.open()
display.status(status_at(EVENING, 100.0))
time.sleep(0.6)
{end}
"""


@pytest.mark.parametrize(
    "end",
    [
        "display.close()",
        "sys.exit(3)",
        "raise RuntimeError('somewhere else')",
        "import signal; signal.signal(15, lambda *a: sys.exit(143)); signal.raise_signal(15); time.sleep(5)",
    ],
)
def test_a_real_terminal_comes_back(end: str) -> None:
    here = Path(__file__).parent
    path = [str(here), str(here.parent), *(p for p in sys.path if p.endswith("src"))]
    program = textwrap.dedent(PROGRAM).format(path=path, end=end)
    parent, child = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", program], stdout=child, stderr=subprocess.DEVNULL)
    os.close(child)
    text = b""
    try:
        while chunk := os.read(parent, 65536):
            text += chunk
    except OSError:  # the other side is gone: Linux says EIO
        pass
    finally:
        os.close(parent)
        process.wait(10)
    shown = text.decode()
    assert "rain" in shown
    assert shown.endswith(RESTORE)
    assert process.returncode != -signal.SIGKILL
