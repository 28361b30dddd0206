"""The line that tells how far something is: on a terminal, after a second, and gone at the end."""

import io
import re
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from asmr_cli.cli.app import run
from asmr_cli.cli.environment import Environment, use
from asmr_cli.cli.progress import Progress
from asmr_cli.types import RATE


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class _Timed(Environment):
    """With a clock that goes on by half a second whenever it is looked at."""

    looks = 0

    def monotonic(self) -> float:
        _Timed.looks += 1
        return 100.0 + 0.5 * _Timed.looks


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Terminal]:
    monkeypatch.setenv("COLUMNS", "60")
    stream = _Terminal()
    use(_Timed(stream, stream, stream, {}))
    yield stream
    use(None)


def test_it_is_told_after_a_second_and_taken_back(terminal: _Terminal) -> None:
    with Progress("rendering") as progress:
        progress(1 * RATE, 100 * RATE)
        assert terminal.getvalue() == ""
        progress(2 * RATE, 100 * RATE)
        assert terminal.getvalue().endswith("rendering  2 %  2x real time  49 s left")
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_long_name_never_fills_the_line(terminal: _Terminal) -> None:
    with Progress("listening to " + "a long name " * 20) as progress:
        for done in range(1, 5):
            progress(done * RATE, 5 * RATE)
        lines = terminal.getvalue().split("\r\x1b[K")[1:]
        assert len(lines) == 3
        for line in lines:
            assert len(line) < 60 and line.startswith("listening to a long") and line.endswith("s left")


def test_a_header_that_promised_less_or_nothing_yet_is_no_trouble(terminal: _Terminal) -> None:
    with Progress("listening") as progress:
        for done in (0, 0, 0):
            progress(done, 0)
        assert terminal.getvalue() == ""
        progress(12 * RATE, 10 * RATE)
        assert terminal.getvalue().endswith("listening  100 %  6x real time  0 s left")


def _write(path: Path, seconds: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.random.default_rng(1).integers(-200, 200, seconds * RATE, np.int16).tobytes())


def test_what_was_listened_to_before_makes_listening_no_faster(terminal: _Terminal, tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    use(_Timed(terminal, terminal, terminal, {"ASMR_HOME": str(tmp_path / "home")}))
    _write(music / "long.wav", 60)
    run(["library", "add", str(music)])
    run(["library", "scan", "--listen"])
    heard = len(terminal.getvalue())
    _write(music / "short.wav", 10)
    run(["library", "scan", "--listen"])
    told = re.findall(r"listening  (\d+) %  (\d+)x real time", terminal.getvalue()[heard:])
    assert told[-1] == ("100", "2") and {speed for _, speed in told} == {"2"}


def test_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    use(_Timed(stream, stream, stream, {}))
    with Progress("rendering") as progress:
        for done in range(1, 9):
            progress(done * RATE, 9 * RATE)
    use(None)
    assert stream.getvalue() == ""
