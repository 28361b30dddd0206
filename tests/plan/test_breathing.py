"""The pacer: an oracle by counting, and the limits of rule 6."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.models.request import PATTERNS, Pattern
from asmr_cli.models.session import Breath
from asmr_cli.plan.breathing import OneBreath, breath_at, moment, programme

DURATIONS = st.floats(15, 43200)


def breaths(breath: Breath) -> list[OneBreath]:
    found, at = [], 0.0
    while (one := breath_at(breath, at + 1e-3)) is not None:
        found.append(one)
        at = one.start + one.length
    return found


def test_half_an_hour() -> None:
    breath = programme("ramp", 1800)
    assert breath is not None
    assert (breath.cycle, breath.start_bpm, breath.end_bpm) == ((0.4, 0.0, 0.6, 0.0), 10.0, 6.0)
    assert (breath.ramp, breath.end) == (480.0, 720.0)
    all_of_them = breaths(breath)
    assert len(all_of_them) == 64 + 24, "a straight line from 10 to 6 in 8 min counts 64, then six a minute for four"
    assert all_of_them[0].length == pytest.approx(6.0, abs=0.05)
    assert all_of_them[-1].length == pytest.approx(10.0)


def test_a_ramp_from_eleven_counts_sixty_eight() -> None:
    ramp = Breath("ramp", (0.4, 0.0, 0.6, 0.0), 11.0, 6.0, 480.0, 480.0)
    assert len(breaths(ramp)) == 68


@settings(deadline=None)
@given(DURATIONS, st.sampled_from([p for p in PATTERNS if p != "off"]))
def test_breaths_follow_each_other_and_the_last_one_is_whole(duration: float, pattern: Pattern) -> None:
    breath = programme(pattern, duration)
    if breath is None:
        return
    assert breath.end <= min(720, 0.4 * duration) + 1e-6
    assert breath.ramp <= min(480, 0.27 * duration) + 1e-6
    all_of_them = breaths(breath)
    assert all_of_them[0].start == 0
    for one, other in pairwise(all_of_them):
        assert other.start == pytest.approx(one.start + one.length, abs=1e-6)
        assert other.length >= one.length - 1e-6, "it never becomes quicker"
    last = all_of_them[-1]
    assert last.start + last.length == pytest.approx(breath.end, abs=1e-6)
    assert moment(breath, breath.end) is None
    assert 60 / last.length >= (3.1 if pattern == "4-7-8" else 4.5)


@settings(deadline=None)
@given(DURATIONS, st.sampled_from([p for p in PATTERNS if p != "off"]), st.floats(0, 1))
def test_one_pace_within_a_breath_and_never_a_jump(duration: float, pattern: Pattern, share: float) -> None:
    breath = programme(pattern, duration)
    if breath is None:
        return
    at = share * (breath.end - 0.1)
    one, here, soon = breath_at(breath, at), moment(breath, at), moment(breath, at + 0.05)
    assert one is not None and here is not None and soon is not None
    assert here.bpm == pytest.approx(60 / one.length)
    assert 0 <= here.size <= 1
    assert abs(soon.size - here.size) < 0.12
    assert here.word in {"in", "out", "hold"}


def test_out_is_half_as_long_again_as_in() -> None:
    breath = programme("ramp", 1800)
    assert breath is not None
    words = [spot.word for n in range(10_000) if (spot := moment(breath, 600 + n / 1000))]
    assert words.count("out") / words.count("in") == pytest.approx(1.5, abs=0.01)
    assert words.count("hold") == 0


def test_patterns() -> None:
    def at(pattern: Pattern, *moments: float) -> list[tuple[float, str]]:
        breath = programme(pattern, 1800)
        assert breath is not None
        spots = [moment(breath, t) for t in moments]
        return [(round(spot.size, 2), spot.word) for spot in spots if spot]

    assert at("box", 1.5, 4, 7.5, 10) == [(0.5, "in"), (1.0, "hold"), (0.5, "out"), (0.0, "hold")]
    assert at("coherent", 2.5, 7.5) == [(0.5, "in"), (0.5, "out")]
    assert at("4-7-8", 2, 8, 15) == [(0.5, "in"), (1.0, "hold"), (0.5, "out")]
    assert at("sigh", 2.999, 3.999, 7) == [(0.75, "in"), (1.0, "in"), (0.5, "out")]


def test_four_cycles_of_4_7_8_then_free_breathing() -> None:
    breath = programme("4-7-8", 1800)
    assert breath is not None and breath.end == pytest.approx(76)


def test_off_and_too_short() -> None:
    assert programme("off", 1800) is None
    assert programme("ramp", 5) is None


def test_breathe_lasts_the_whole_time() -> None:
    breath = programme("ramp", 480, whole=True)
    assert breath is not None and (breath.ramp, breath.end) == (480, 480)
    boxed = programme("box", 125, whole=True)
    assert boxed is not None and boxed.end == 120
