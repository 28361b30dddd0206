"""A longer plan where the one before has been read beyond its end."""

from asmr_cli.models import Clip, Segment, Session
from asmr_cli.types import RATE
from support import beds
from support.tapes import mean_db


def test_without_a_bed_what_a_longer_plan_brings_is_heard_where_the_end_would_have_been() -> None:
    """The plan before was read seconds beyond its end: what would begin in them begins."""

    def night(*starts: float, end: float) -> Session:
        clips = tuple(Clip("brush", start, start, 0.9, fade_in=0.1, fade_out=0.1) for start in starts)
        front = Segment("foreground", "brush", (), 0.0, end, 0.0, 0.0, 0.0, clips)
        return beds.planned(20.0, 1)._replace(duration=end, segments=(front,))

    mix = beds.mix()(night(*range(8), end=8.0), 0)
    mix.read(8 * RATE)
    assert mix.begun > 9 * RATE
    mix.replan(night(*range(30), end=30.0))
    heard = mix.read(6 * RATE)
    for second in range(1, 6):
        assert mean_db(heard[second * RATE :][:RATE]) > -45.0
