"""The session's clock: stands until it goes, goes on from where it is told to, and never runs back."""

import time

import pytest

from asmr_cli.player.clock import SessionClock
from asmr_cli.sink.clock import wall
from asmr_cli.types import RATE


def test_it_stands_goes_and_stands_again() -> None:
    now = [100.0]
    clock = SessionClock(lambda: now[0])
    now[0] += 7
    assert (clock.running, clock.elapsed, clock.due) == (False, 0.0, 0)
    clock.go(2.0)
    now[0] += 1.5
    assert (clock.running, clock.elapsed, clock.due) == (True, 3.5, round(3.5 * RATE))
    clock.stop(3.0)
    now[0] += 60
    assert (clock.running, clock.elapsed) == (False, 3.0)
    clock.go(clock.elapsed)
    now[0] += 1
    assert clock.elapsed == 4.0


def test_the_wall_clock_counts_seconds_and_never_runs_back() -> None:
    before, same = wall(), time.monotonic()
    seen = [wall() for _ in range(1000)]
    assert seen == sorted(seen)
    assert 0 <= wall() - before <= time.monotonic() - same + 0.1


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="this system has no clock that goes on in suspend")
def test_it_goes_on_in_suspend_where_a_clock_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour of sleep, which the other clock does not know of."""
    slept = time.monotonic() + 3600.0
    monkeypatch.setattr(time, "clock_gettime", {time.CLOCK_BOOTTIME: slept}.__getitem__)
    assert wall() == slept


def test_without_such_a_clock_it_is_the_one_that_never_jumps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    assert wall() == pytest.approx(time.monotonic(), abs=0.5)
