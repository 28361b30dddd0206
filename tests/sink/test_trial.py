"""What may crash is tried in a child, which this process need not wait for."""

import os
import sys
import time

import pytest

from asmr_cli.sink import trial
from asmr_cli.sink.trial import Passed, Trial, needed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")


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
