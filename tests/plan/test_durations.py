"""How people write durations, and how they get it wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.errors import UsageError
from asmr_cli.models.request import FadeLength
from asmr_cli.plan.durations import format_duration, parse_clock, parse_duration, parse_fade


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30m", 1800), ("1h30m", 5400), ("90s", 90), ("45", 2700), ("1:30", 5400), ("12h", 43200), ("5s", 5),
        ("1h 5m 10s", 3910), ("1.5h", 5400), (" 30M ", 1800), ("0:45", 2700), ("12:00", 43200), ("0.5", 30),
    ],
)  # fmt: skip
def test_reads_every_way_of_writing(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "-5m",
        "13h",
        "abc",
        "25:99",
        "",
        " ",
        "4s",
        "12h1s",
        "1:60",
        "nan",
        "inf",
        "1e3",
        "30mm",
        "m",
        "1m1h",
        "٣٠m",
    ],
)
def test_says_what_is_wrong_and_how_to_write_it(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_duration(text)
    assert raised.value.message.endswith(".")
    assert "30m" in raised.value.hint


@settings(deadline=None)
@given(st.integers(5, 43200))
def test_reads_back_what_it_writes(seconds: int) -> None:
    assert parse_duration(format_duration(seconds)) == seconds


@pytest.mark.parametrize("text", ["0.2s", "13h", "abc"])
def test_the_hint_tells_the_limits_that_hold_here(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_duration(text, shortest=1.0)
    assert "from 1s to 12h" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "fade"),
    [
        ("10m", FadeLength(seconds=600)), ("0", FadeLength(seconds=0)), ("0s", FadeLength(seconds=0)),
        ("40%", FadeLength(percent=40)), ("2.5 %", FadeLength(percent=2.5)), ("12", FadeLength(seconds=720)),
    ],
)  # fmt: skip
def test_reads_fades(text: str, fade: FadeLength) -> None:
    assert parse_fade(text) == fade


@pytest.mark.parametrize("text", ["101%", "-1%", "%", "x", "", "13h", "nan%"])
def test_refuses_what_is_no_fade(text: str) -> None:
    with pytest.raises(UsageError):
        parse_fade(text)


def test_reads_times_of_day() -> None:
    assert parse_clock("22:45") == (22, 45)
    assert parse_clock("7:05") == (7, 5)


@pytest.mark.parametrize("text", ["24:00", "25:99", "7:5", "22", "", "22:45:00", "-1:00"])
def test_refuses_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(UsageError):
        parse_clock(text)
