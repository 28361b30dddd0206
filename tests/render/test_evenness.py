"""How loud the next minute may be (rule 1: at most 1 LU over the mean of those before, 2 over the quietest)."""

from math import inf

import pytest

from asmr_cli.render.evenness import Evenness
from asmr_cli.render.lufs import power_of

MINUTE = 600


def told(*minutes: float, entering: int = 0) -> Evenness:
    """After minutes of so many LUFS."""
    evenness = Evenness(entering, MINUTE)
    for level in minutes:
        for _ in range(MINUTE):
            evenness.add(power_of(level))
    return evenness


def test_before_the_first_whole_minute_anything_may_come() -> None:
    evenness = Evenness(0, MINUTE)
    for _ in range(MINUTE - 1):
        evenness.add(power_of(-28.0))
    assert evenness.most == inf


def test_after_even_minutes_less_than_one_more_is_left() -> None:
    assert 0.3 <= told(-28.0, -28.0).most + 28.0 <= 1.0


def test_after_a_quiet_one_less_than_two_above_it() -> None:
    evenness = told(-28.0, -28.0, -28.0, -28.0, -31.0)
    assert evenness.mean > -29.0
    assert 1.3 <= evenness.most + 31.0 <= 2.0


def test_the_fade_in_does_not_count() -> None:
    evenness = told(-60.0, -28.0, entering=MINUTE)
    assert evenness.mean == pytest.approx(-28.0)
    assert evenness.most > -28.0


def test_a_minute_that_rises_does_not_raise_what_it_may_be() -> None:
    evenness = told(-30.0, -30.0)
    before = evenness.most
    for _ in range(MINUTE):
        evenness.add(power_of(-29.2))
    assert evenness.most == pytest.approx(before)
