"""The bed gives way by six dB, so that the mix stays as loud as the bed alone."""

import numpy as np
import pytest

from asmr_cli.models import Segment
from asmr_cli.render.duck import DEEPEST, FOREGROUND, Duck, TurningDuck, way_given
from asmr_cli.render.source import Gains
from asmr_cli.types import RATE


def foreground(start: float, end: float, fade: float = 8.0, gain_db: float = 0.0) -> Segment:
    return Segment("foreground", "paper", (), start, end, fade, fade, gain_db, ())


def db(gains: Gains) -> float:
    return float(20 * np.log10(np.ravel(gains)[0]))


def test_the_two_together_are_as_loud_as_the_bed_alone() -> None:
    assert DEEPEST == -6.0
    together = 10 ** (FOREGROUND / 10) + 10 ** (DEEPEST / 10)
    assert together == pytest.approx(1.0)


def test_six_db_under_a_foreground_and_nothing_before_and_after_it() -> None:
    duck = Duck([foreground(100.0, 200.0)])
    assert [db(duck.gains(second * RATE, 480)) for second in (10, 99, 201, 300)] == [0.0, 0.0, 0.0, 0.0]
    assert db(duck.gains(150 * RATE, 480)) == pytest.approx(-6.0, abs=0.01)
    assert db(duck.gains(104 * RATE, 480)) == pytest.approx(-3.0, abs=0.1)


def test_where_two_cross_it_does_not_come_up_between_them() -> None:
    duck = Duck([foreground(100.0, 208.0), foreground(200.0, 300.0)])
    assert [db(duck.gains(second * RATE, 480)) for second in (199, 202, 204, 206, 209)] == pytest.approx(
        [-6] * 5, abs=0.05
    )


def test_a_foreground_of_a_small_share_takes_little() -> None:
    assert way_given(0.0) == pytest.approx(-6.0)
    assert -1.0 < way_given(-10.0) < -0.2
    assert way_given(+6.0) == pytest.approx(-6.0)


def test_another_plan_turns_the_bed_without_a_step() -> None:
    duck = TurningDuck([foreground(100.0, 200.0)])
    duck.replan([], 150 * RATE)
    gains = np.concatenate([np.broadcast_to(duck.gains(at, 4800), 4800) for at in range(149 * RATE, 160 * RATE, 4800)])
    assert 20 * np.log10(gains[0]) == pytest.approx(-6.0, abs=0.01) and gains[-1] == 1.0
    assert np.abs(np.diff(gains)).max() < 1e-4
