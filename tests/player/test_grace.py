"""After the end: for two minutes a key starts again, then all is over."""

from collections.abc import Callable
from typing import Any

import pytest

from asmr_cli.models.command import Pause, Resume, StillAwake, Stop
from asmr_cli.player.manner import Manner
from asmr_cli.session.play import GRACE


@pytest.mark.parametrize(("late", "again"), [(118.0, True), (122.0, False)])
def test_a_key_within_two_minutes_starts_again(night: Callable[..., Any], late: float, again: bool) -> None:
    tonight = night(manner=Manner(grace=GRACE)).at(60.0 + late, StillAwake())
    tonight.run()
    assert ("extended" in tonight.diary.names) is again
    assert tonight.diary.names[-1] == "ended" and tonight.diary.data("ended") == {"reason": "deadline"}


def test_the_grace_is_as_silent_as_the_end(night: Callable[..., Any]) -> None:
    tonight = night(manner=Manner(grace=GRACE))
    tonight.run()
    assert tonight.last() < 60.1
    assert tonight.diary.when("ended") - tonight.diary.when("started") == pytest.approx(180.0, abs=2.0)


@pytest.mark.parametrize(("at", "gone"), [(59.8, 60.1), (59.95, 60.05), (59.95, 60.25)])
def test_a_pause_in_the_last_half_second_does_not_outlast_the_end(
    night: Callable[..., Any], at: float, gone: float
) -> None:
    """Where the device goes while it is on its way to its stand, the clock stands behind the end."""
    tonight = night(manner=Manner(grace=GRACE)).at(at, Pause())
    tonight.at(gone, lambda: setattr(tonight.room, "there", False))
    tonight.at(61.0, lambda: setattr(tonight.room, "there", True))
    tonight.at(70.0, Resume()).at(80.0, Stop())
    tonight.run()
    assert all(state.state != "paused" for moment, state in tonight.diary.states if moment > tonight.began + 71.0)
    assert tonight.level(75.0) > 0.0
