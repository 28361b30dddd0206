"""A session without sound: nothing is heard, nothing can be lost, and displays still see the fade."""

import pytest

from asmr_cli.models import FadeOut
from asmr_cli.player.still import StillGain, StillLine
from asmr_cli.types import RATE
from support.night import session_of


def test_on_a_still_line_nothing_passes() -> None:
    line = StillLine(session := session_of())
    line.pump(RATE)
    line.replan(session)
    assert (line.written, line.heard(), line.at(), line.sink) == (0, 0, 0, None)
    assert not line.mend(session, RATE, audible=True)


def test_the_fade_is_the_sessions_and_can_be_moved() -> None:
    session = session_of()._replace(fade_out=FadeOut(10.0, 20.0, "linear"))
    gain = StillGain(session)
    assert [gain.fade_gain(second * RATE) for second in (0, 10, 20, 30)] == pytest.approx([1.0, 1.0, 0.5, 0.0])
    gain.set_fade(0, 40 * RATE, 10 * RATE)
    assert [gain.fade_gain(second * RATE) for second in (20, 45, 50)] == pytest.approx([1.0, 0.5, 0.0])
    gain.set_fade(0, 50 * RATE, 0)
    assert gain.fade_gain(60 * RATE) == 0.0
