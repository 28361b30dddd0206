"""A session whose first frames were handed over before its player was made."""

import pytest

from asmr_cli.player.manner import End

RATE = 48_000


def test_the_clock_starts_with_the_first_frame_also_where_that_was_handed_over_before(night):
    one = night()
    one.line.pump(60 * RATE)
    one.clock.go(0.0)
    one.room.pass_time(0.7)  # a slow disk
    assert one.run() == End("deadline")
    assert one.diary.names.count("started") == 1
    assert one.diary.events[0][1].elapsed == 0.0
    assert abs(one.diary.when("ended") - one.began - 60.5) < 0.3
    assert abs(one.last() - 60.0) < 0.3


@pytest.mark.parametrize("fade", [24.0, 2.0])
def test_where_the_end_is_a_time_of_day_the_start_and_the_device_make_it_no_later(night, plan, manner, fade):
    """0.24 s went by before the first frame: it is the moment of asking from which 60 s were counted."""
    one = night(plan(fade=fade), manner=manner(shorten=lambda session, at, end: session))
    one.line.pump(60 * RATE)
    one.clock.go(0.24)
    assert one.run() == End("deadline")
    assert -0.25 < one.last() + 0.24 - 60.0 < 0.1  # what is too soft for 16 bits comes before it
    assert one.steepest() < 60
