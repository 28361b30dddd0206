"""The output gain: continuous whatever happens, and exactly 0 at the end."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.models import CURVES, Curve
from asmr_cli.plan.fades import gain as fade_at
from asmr_cli.plan.volume import volume_db
from asmr_cli.render.envelope import OutputGain
from asmr_cli.types import RATE

MINUTE = 60 * RATE


def session_gain(curve: Curve = "sone", volume: int = 100) -> OutputGain:
    """Ten minutes: 30 s in, four minutes out."""
    return OutputGain(30 * RATE, 6 * MINUTE, 4 * MINUTE, curve, volume)


@pytest.mark.parametrize("curve", CURVES)
def test_the_fade_is_the_planned_curve(curve: Curve) -> None:
    gain = session_gain(curve)
    for share in (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.985, 0.99):
        assert gain.fade_gain(round((6 + 4 * share) * MINUTE)) == pytest.approx(fade_at(curve, share), abs=2e-5)


def test_half_way_through_it_is_ten_db_down() -> None:
    assert 20 * np.log10(session_gain().fade_gain(8 * MINUTE)) == pytest.approx(-10.0, abs=0.01)


@pytest.mark.parametrize("curve", CURVES)
def test_the_last_sample_is_zero_and_so_is_all_after_it(curve: Curve) -> None:
    gains = session_gain(curve).gains(10 * MINUTE - 2, 6)
    assert (gains[0] >= 0.0).all()
    assert (gains[1:] == 0.0).all()


@pytest.mark.parametrize("curve", CURVES)
def test_a_fade_of_fifty_milliseconds_ends_at_zero(curve: Curve) -> None:
    gain = OutputGain(RATE, 10 * RATE, RATE // 20, curve, 100)
    gains = gain.gains(10 * RATE - 100, RATE // 20 + 200)
    assert (gains[0] == 1.0).all()
    assert (gains[99 + RATE // 20 :] == 0.0).all()


def test_the_fade_in_is_a_raised_cosine() -> None:
    gain = session_gain()
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        at = round(30 * RATE * share)
        assert gain.gains(at, 1)[0, 0] == pytest.approx(0.5 - 0.5 * np.cos(np.pi * share), abs=1e-6)


def test_the_volume_is_the_users_and_not_the_fades() -> None:
    gain = session_gain(volume=50)
    assert 20 * np.log10(gain.gains(MINUTE, 1)[0, 0]) == pytest.approx(volume_db(50), abs=0.01)
    assert volume_db(50) == pytest.approx(-10.0, abs=0.01)
    assert gain.fade_gain(MINUTE) == 1.0


commands = st.lists(
    st.tuples(st.sampled_from(["volume", "silence", "back", "fade"]), st.integers(1, 540), st.integers(1, 100)),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(commands)
def test_no_command_steps(asked: list[tuple[str, int, int]]) -> None:
    gain = session_gain()
    for name, second, value in sorted(asked, key=lambda item: item[1]):
        at = second * RATE + 1234
        before = float(gain.gains(at, 1)[0, 0])
        match name:
            case "volume":
                gain.set_volume(value, at)
            case "silence":
                gain.silence(at, RATE // 2)
            case "back":
                gain.come_back(at, 3 * RATE)
            case "fade":
                gain.set_fade(at, at + value * RATE, MINUTE)
        after = gain.gains(at - 100, 400).astype(np.float64)
        assert abs(float(after[100, 0]) - before) < 1e-3
        assert np.abs(np.diff(after, axis=0)).max() < 1e-3  # 1e-3 of full scale in 20 us: 48 dB below a step


@settings(max_examples=25, deadline=None)
@given(commands, st.lists(st.integers(1, 30_000), min_size=1, max_size=8))
def test_any_split_gives_the_same_gains(asked: list[tuple[str, int, int]], parts: list[int]) -> None:
    gain = session_gain()
    for name, second, value in sorted(asked, key=lambda item: item[1]):
        if name == "volume":
            gain.set_volume(value, second * RATE)
        elif name == "silence":
            gain.silence(second * RATE, RATE)
    first = 6 * MINUTE - 5_000
    whole = gain.gains(first, sum(parts))
    split = []
    for count in parts:
        split.append(gain.gains(first, count))
        first += count
    assert np.array_equal(np.concatenate(split), whole)


@pytest.mark.parametrize("second", [361, 420, 480, 560, 599])
def test_still_awake_rises_by_three_db_a_second_and_not_above_where_the_fade_began(second: int) -> None:
    gain = session_gain()
    at = second * RATE
    gain.set_fade(at, at + 10 * MINUTE, 4 * MINUTE)
    steps = np.array([gain.fade_gain(at + tenth * RATE // 10) for tenth in range(1, 400)])
    rise = np.diff(20 * np.log10(np.maximum(steps, 1e-9)))
    assert rise.max() <= 0.3 + 1e-6
    assert steps.max() == 1.0
    assert (np.diff(steps) >= 0).all()


def test_what_was_before_a_command_stays() -> None:
    gain = session_gain()
    before = gain.gains(7 * MINUTE - 5000, 5000)
    gain.set_fade(7 * MINUTE, 17 * MINUTE, 4 * MINUTE)
    assert np.allclose(gain.gains(7 * MINUTE - 5000, 5000), before, atol=1e-6)
