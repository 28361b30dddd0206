"""The fade's curves and lengths, against the table of the evidence."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.models.request import CURVES, Curve, FadeLength
from asmr_cli.plan.fades import fade_in, fade_out, gain, rise


@pytest.mark.parametrize("curve", CURVES)
def test_begins_without_a_step_and_ends_at_zero(curve: Curve) -> None:
    assert gain(curve, 0) == 1.0
    assert gain(curve, 1) == 0.0
    assert 20 * math.log10(gain(curve, 1e-5)) > -0.01
    assert gain(curve, 1 - 1e-6) < 1e-3


@pytest.mark.parametrize("curve", CURVES)
def test_only_ever_falls(curve: Curve) -> None:
    gains = [gain(curve, n / 1000) for n in range(1001)]
    assert gains == sorted(gains, reverse=True)


@pytest.mark.parametrize(
    ("curve", "t", "db"),
    [
        ("sone", 0.1, -1.5), ("sone", 0.25, -4.2), ("sone", 0.5, -10.0), ("sone", 0.75, -20.0), ("sone", 0.9, -33.2),
        ("cosine", 0.5, -3.0), ("cosine", 0.75, -8.3), ("linear", 0.5, -6.0), ("linear", 0.9, -20.0),
        ("db", 0.5, -30.0), ("db", 0.9, -54.0), ("db", 0.99, -65.4),
    ],
)  # fmt: skip
def test_known_levels(curve: Curve, t: float, db: float) -> None:
    assert 20 * math.log10(gain(curve, t)) == pytest.approx(db, abs=0.06)


def test_the_fade_in_is_a_raised_cosine() -> None:
    assert [rise(t) for t in (-1, 0, 0.5, 1, 2)] == pytest.approx([0, 0, 0.5, 1, 1])
    assert fade_in(1800) == 30
    assert fade_in(100) == 10


def test_half_an_hour_fades_for_twelve_minutes() -> None:
    fade = fade_out(1800, None, "sone")
    assert (fade.start, fade.duration) == (1080, 720)


@settings(deadline=None)
@given(
    st.floats(5, 43200),
    st.none() | st.builds(FadeLength, seconds=st.floats(0, 43200)) | st.builds(FadeLength, percent=st.floats(0, 100)),
)
def test_no_fade_is_longer_than_what_is_left_after_the_fade_in(duration: float, asked: FadeLength | None) -> None:
    fade = fade_out(duration, asked, "sone")
    assert fade.start + fade.duration == pytest.approx(duration)
    assert fade.start >= fade_in(duration) - 1e-6
    assert fade.duration >= 0.05 - 1e-9
    if asked is None:
        assert fade.duration <= 900
