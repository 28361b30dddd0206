"""What a night does with wishes that do not fit its state, and without any sound."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from asmr_cli.models.command import Command, Love, Pause, Resume, Skip, StillAwake, Stop, Volume
from asmr_cli.player.clock import SessionClock
from asmr_cli.player.line import Line
from asmr_cli.player.manner import End, Manner
from asmr_cli.player.player import CALM, TICK, Player
from asmr_cli.player.ports import Listeners
from asmr_cli.player.still import StillLine
from asmr_cli.sink.pipe import PipeSink
from asmr_cli.types import RATE

Night = Callable[..., Any]


def test_a_second_pause_and_a_resume_without_one_are_nothing(night: Night) -> None:
    one = night().at(10.0, Resume()).at(20.0, Pause()).at(22.0, Pause()).at(30.0, Resume()).at(40.0, Resume())
    one.run()
    assert [name for name in one.diary.names if name in ("paused", "resumed")] == ["paused", "resumed"]
    assert abs(one.last() - 70.0) < 1.5


def test_on_the_way_out_no_pause_keeps_it(night: Night) -> None:
    one = night().at(20.0, Stop()).at(21.0, Pause())
    assert one.run() == End("stopped")
    assert "paused" not in one.diary.names and one.last() < 23.5


def test_what_breaks_is_told_and_the_device_is_let_go_of(night: Night) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    one = night().at(20.0, broken)
    with pytest.raises(ZeroDivisionError):
        one.run()
    assert one.diary.data("ended") == {"reason": "error"}
    assert one.room.device is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_that_was_taken_away_is_waited_for_as_a_device_is(night: Night, tmp_path: Path) -> None:
    one, fifo = night(), tmp_path / "snapfifo"

    def make() -> int:
        os.mkfifo(fifo)
        return os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)

    reader = make()
    line = Line(one.mix, one.gain, lambda first: PipeSink(str(fifo), one._encode))
    line.cut()
    os.close(reader)
    fifo.unlink()
    assert not line.mend(one.session, 48_000, audible=True)
    reader = make()
    assert line.mend(one.session, 48_000, audible=True)
    line.cut()
    os.close(reader)


@pytest.mark.parametrize("wish", [StillAwake(), Resume()])
def test_in_the_grace_what_means_more_starts_again_and_all_else_is_left_alone(night: Night, wish: Command) -> None:
    one = night(manner=Manner(grace=60.0)).at(70.0, Pause()).at(72.0, Skip()).at(73.0, Love())
    one.at(80.0, wish)
    assert one.run() == End("deadline")
    assert "paused" not in one.diary.names and "skipped" not in one.diary.names
    assert one.diary.data("extended") == {"seconds": 600.0}
    assert abs(one.last() - 680.0) < 2.0
    assert one.steepest() < 8


def test_a_volume_asked_for_in_the_grace_is_that_of_what_starts_again(night: Night) -> None:
    one = night(manner=Manner(grace=60.0)).at(70.0, Volume(50)).at(80.0, StillAwake())
    assert one.run() == End("deadline")
    assert one.diary.data("volume") == {"volume": 50}
    assert {status.volume for moment, status in one.diary.states if moment - one.began > 71.0} == {50}
    assert not one.room.ear[round(61.0 * RATE) : round(80.0 * RATE)].any()
    assert one.level(200.0) == pytest.approx(10 ** (-10 / 20), abs=0.01)
    assert one.steepest() < 8


@pytest.mark.parametrize("stop", [Stop(), Stop("signal", 15)])
def test_in_the_grace_a_stop_ends_it_at_once(night: Night, stop: Stop) -> None:
    one = night(manner=Manner(grace=60.0)).at(70.0, stop)
    assert one.run() == End("deadline", stop.signal)
    assert one.diary.data("ended") == {"reason": "deadline"}
    assert one.room.now - one.began < 72.5


def test_at_the_end_no_display_is_told_that_the_device_is_waited_for(night: Night) -> None:
    for one in (night(), night().at(20.0, Stop())):
        one.run()
        assert {status.device for _, status in one.diary.states} == {"Ear"}


class Silent:
    """A session without sound, by a clock of its own, and a script."""

    def __init__(self, session: Any, script: list[tuple[float, Command]], longer: Any, **options: Any) -> None:
        self.now = 0.0
        self.script = deque(script)
        self.told: list[tuple[str, float]] = []
        self.gains: list[tuple[float, float]] = []
        self.player = Player(
            session, StillLine(session), replan=longer, inbox=self, listeners=Listeners((self,)),
            clock=SessionClock(lambda: self.now), **options,
        )  # fmt: skip

    def commands(self) -> Iterator[Command]:
        while self.script and self.script[0][0] <= self.now:
            yield self.script.popleft()[1]

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def event(self, event: Any) -> None:
        self.told.append((event.name, self.now))

    def status(self, status: Any) -> None:
        self.gains.append((self.now, status.gain))
        assert status.level_lufs is None and status.device is None

    def when(self, name: str) -> float:
        return next(moment for told, moment in self.told if told == name)


def test_a_silent_night_keeps_the_same_time_and_dims_with_the_same_fade(night: Night, plan: Night) -> None:
    silent = Silent(
        plan(60.0, 24.0), [(10.0, Volume(40)), (15.0, Skip()), (20.0, Pause()), (30.0, Resume())], night.longer
    )
    assert silent.player.run() == End("deadline")
    assert silent.when("ended") == pytest.approx(70.0, abs=0.7)
    assert [gain for moment, gain in silent.gains if moment < 45][-1] == 1.0
    half = next(gain for moment, gain in silent.gains if moment >= 58.3)
    assert half == pytest.approx(0.316, abs=0.03)


def test_a_silent_night_can_be_prolonged_and_left(night: Night, plan: Night) -> None:
    silent = Silent(plan(60.0, 24.0), [(50.0, StillAwake()), (100.0, Stop())], night.longer)
    assert silent.player.run() == End("stopped")
    assert silent.when("ended") == pytest.approx(100.0, abs=0.3)
    assert next(gain for moment, gain in silent.gains if moment > 51) == 1.0


def test_a_silent_night_has_its_grace_too(night: Night, plan: Night) -> None:
    silent = Silent(plan(60.0, 24.0), [(70.0, StillAwake())], night.longer, manner=Manner(grace=30.0))
    assert silent.player.run() == End("deadline")
    assert silent.when("ended") == pytest.approx(700.0, abs=2.0)


def test_while_all_is_calm_it_looks_seldom_and_more_often_in_a_pause(night: Night) -> None:
    """Each look wakes the process from its sleep."""
    waits: list[tuple[float, float]] = []
    one = night()
    passing = one.wait

    def wait(seconds: float) -> None:
        waits.append((one.room.now - one.began, seconds))
        passing(seconds)

    one.wait = wait
    one.at(20.0, Pause()).at(30.0, Resume())
    one.run()
    assert {seconds for moment, seconds in waits if 1.0 < moment < 19.0} == {CALM}
    assert {seconds for moment, seconds in waits if 20.5 < moment < 29.5} == {TICK}
    assert {seconds for moment, seconds in waits if moment > 65.0} == {TICK}
