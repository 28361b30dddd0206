"""A session whose first frames were handed over before its player was made."""

from asmr_cli.player.clock import SessionClock
from asmr_cli.player.manner import End

RATE = 48_000


def test_the_clock_starts_with_the_first_frame_also_where_that_was_handed_over_before(night):
    nights = []
    clock = SessionClock(lambda: nights[0].room.now)
    nights.append(one := night(clock=clock))
    one.line.pump(60 * RATE)
    clock.go(0.0)
    one.room.pass_time(0.7)  # a slow disk
    assert one.run() == End("deadline")
    assert one.diary.names.count("started") == 1
    assert one.diary.events[0][1].elapsed == 0.0
    assert abs(one.diary.when("ended") - one.began - 60.5) < 0.3
    assert abs(one.last() - 60.0) < 0.3
