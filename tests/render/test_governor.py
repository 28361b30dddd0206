"""The governor on streams of powers: slowly up, quickly down, never a jump."""

from itertools import pairwise
from math import log10

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.render.fadeins import FadeIns
from asmr_cli.render.governor import Governor
from asmr_cli.render.lufs import lufs_of, power_of
from asmr_cli.render.pace import AHEAD, FALL, RISE

TARGET = -28.0


def govern(levels: list[float], most: float = 12.0, fade_in: int = 0) -> tuple[np.ndarray, list[float]]:
    """Output powers (without the fade-in) and gains in dB for a list of raw levels in LUFS, one a hop.

    The gain is straight between hops, the lower of two where they meet."""
    governor = Governor(TARGET, fade_ins=FadeIns(fade_in))
    powers = [power_of(level) for level in levels] + [power_of(levels[-1])] * AHEAD
    gains = [governor.gain(powers[i : i + AHEAD], most) for i in range(len(levels))]
    heights = [10 ** (gain / 20) for gain in gains]
    knots = [heights[0], *map(min, heights[:-1], heights[1:]), heights[-1]]
    lines = [(a * a + a * b + b * b) / 3 for a, b in pairwise(knots)]
    return np.array(powers[: len(levels)]) * lines, gains


def worst_jump(out: np.ndarray) -> float:
    """The most that four hops are above the thirty before them, those no quieter than target - 10."""
    worst = -99.0
    for i in range(30, len(out) - 4):
        before = max(out[i - 30 : i].mean(), power_of(TARGET - 10))
        worst = max(worst, 10 * log10(out[i : i + 4].mean() / before + 1e-12))
    return worst


def test_a_steady_sound_comes_to_the_target() -> None:
    for level in (-36.0, -28.0, -20.0):
        out, _ = govern([level] * 600, fade_in=300)
        assert lufs_of(float(out[400:].mean())) == pytest.approx(TARGET, abs=0.15)


def test_make_up_gain_ends_at_what_is_left() -> None:
    out, _ = govern([-45.0] * 1500, most=12.0, fade_in=300)
    assert lufs_of(float(out[-100:].mean())) == pytest.approx(-33.0, abs=0.1)


def test_it_rises_by_half_a_db_a_second_and_falls_by_four() -> None:
    _, up = govern([-28.0] * 100 + [-38.0] * 400)
    assert np.diff(up).max() <= RISE + 1e-9
    _, down = govern([-28.0] * 100 + [-22.0] * 400)
    assert np.diff(down).min() >= -FALL - 7.0  # the guard may act at once
    assert down[-1] == pytest.approx(-6.0, abs=0.15)


def test_after_the_fade_in_what_began_softly_stays_soft() -> None:
    """Rule 1: no minute 2 LU above the quietest, however soft the first one was."""
    out, _ = govern([-46.0] * 900 + np.linspace(-46, -28, 9000).tolist() + [-28.0] * 600, fade_in=300)
    halves = [lufs_of(float(out[i : i + 300].mean())) for i in range(300, 10500, 300)]
    assert all(after <= min(halves[:i]) + 2.0 for i, after in enumerate(halves) if i)


def test_a_dip_that_reaches_into_its_neighbours_is_reckoned_with() -> None:
    """Gains are straight lines between hops: the quiet around a burst that is held comes out softer than it was."""
    levels = ([-36.0] * 27 + [-18.0] * 3) * 40
    out, _ = govern(levels)
    assert worst_jump(out) <= 6.6


def test_silence_is_not_lifted() -> None:
    _, gains = govern([-28.0] * 200 + [-90.0] * 400)
    assert max(gains) < 6.1


def test_a_shout_is_held_at_once() -> None:
    out, _ = govern([-28.0] * 200 + [-8.0] * 50 + [-28.0] * 300)
    assert worst_jump(out) <= 7.0
    assert 10 * log10(max(out[i : i + 30].mean() for i in range(150, 400)) / power_of(TARGET)) <= 4.1


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-60, -5), st.integers(1, 60)),
        min_size=3,
        max_size=25,
    )
)
def test_no_stream_jumps(stretches: list[tuple[float, int]]) -> None:
    levels = [-28.0] * 40 + [level for level, hops in stretches for _ in range(hops)]
    out, _ = govern(levels)
    assert worst_jump(out) <= 7.0


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.5, 3.5), st.floats(-31, -25))
def test_minutes_stay_even(seed: int, spread: float, mean: float) -> None:
    rng = np.random.default_rng(seed)
    slow = np.interp(np.arange(6000), np.arange(0, 6001, 150), rng.normal(0, spread, 41))
    out, _ = govern(list(mean + slow + rng.normal(0, 2, 6000)))
    minutes = [lufs_of(float(out[i : i + 600].mean())) for i in range(600, 6000, 600)]
    for number, minute in enumerate(minutes[1:], 1):
        assert minute - float(np.mean(minutes[:number])) <= 1.0
        assert minute - min(minutes[:number]) <= 2.0
