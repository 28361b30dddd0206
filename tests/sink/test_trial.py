"""What may crash is tried in a child, which this process need not wait for."""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from asmr_cli.sink import opening, sdl, trial
from asmr_cli.sink.trial import Anew, Passed, Trial, needed
from support.copies import UNCOLLECTED
from support.shell import alone

pytestmark = [
    UNCOLLECTED,
    pytest.mark.skipif(sys.platform == "win32", reason="no fork there"),
    # Python 3.12 warns: where tests run side by side this process has more threads, unlike one that begins a session.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def _crash() -> str:
    os.kill(os.getpid(), 9)
    return "never"


def _fail() -> str:
    raise RuntimeError


def _hang() -> str:
    time.sleep(600)
    return "never"


def test_the_answer_is_what_the_attempt_says() -> None:
    assert Trial(lambda: "Ear").answer() == "Ear"
    assert Passed().answer() == ""


def test_a_failure_is_an_empty_answer_and_a_crash_is_none() -> None:
    assert Trial(_fail).answer() == ""
    assert Trial(_crash).answer() is None


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "PATIENCE", 0.2)
    assert Trial(_hang).answer() is None


def test_a_child_that_hangs_is_gone_though_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would hold the lock of the session, and spin where libpulse does."""
    monkeypatch.setattr(trial, "PATIENCE", 0.2)
    hear, tell = os.pipe()
    trying = Trial(_hang)
    os.close(tell)
    poll = select.poll()
    poll.register(hear, 0)
    assert poll.poll(30_000) == [(hear, select.POLLHUP)]  # the last one that held the other end is gone
    os.close(hear)
    assert trying.answer() is None


def test_an_answer_is_heard_where_children_are_not_waited_for() -> None:
    """As under a parent that ignores SIGCHLD: the system itself clears away what has ended."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert Trial(lambda: "Ear").answer() == "Ear"
        assert Trial(_crash).answer() is None
    finally:
        signal.signal(signal.SIGCHLD, before)


AT_THE_FORK = """
import os
from asmr_cli.sink import opening, speaker
opening.Trial = lambda attempt: print(len(os.listdir("/proc/self/task"))) or opening.Passed()
speaker.Speaker()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there something is tried")
def test_the_process_has_one_thread_when_it_is_copied(tmp_path: Path) -> None:
    """With more of them a copy may wait for ever for one that it has not, and Python 3.12 warns of that."""
    env = alone(tmp_path) | {"SDL_AUDIODRIVER": "pulseaudio", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", AT_THE_FORK], env=env, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_blocked_alarm_lets_no_child_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "PATIENCE", 0.2)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    try:
        assert Trial(_hang).answer() is None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def test_the_child_goes_on_while_nobody_asks() -> None:
    hear, tell = os.pipe()
    trying = Trial(lambda: str(os.write(tell, b"!")))
    assert os.read(hear, 1) == b"!"  # before it is asked for its answer
    assert trying.answer() == "1"
    os.close(hear)
    os.close(tell)


@pytest.mark.skipif(sys.platform != "linux", reason="the driver that crashes is Linux's")
def test_only_the_driver_that_may_crash_is_tried() -> None:
    assert needed({})
    assert needed({"SDL_AUDIODRIVER": "pulseaudio"})
    assert not needed({"SDL_AUDIODRIVER": "dummy"})


@pytest.mark.parametrize(("driver", "answer"), [("dummy", ""), ("no such driver", None)])
def test_a_new_python_says_whether_there_is_a_device(
    monkeypatch: pytest.MonkeyPatch, driver: str, answer: str | None
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", driver)
    assert Anew().answer() == answer


def test_a_new_python_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "PATIENCE", 0.001)
    assert Anew().answer() is None


def test_what_has_the_library_already_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.12 warns of that, and libpulse refuses to work there."""
    monkeypatch.setattr(trial, "PATIENCE", 0.001)
    monkeypatch.setenv("SDL_AUDIODRIVER", "pulseaudio")
    sdl.load()
    trying = opening.try_out(None)
    trying.answer()
    assert isinstance(trying, Anew)
