"""A hand's timing: it wanders, it rests, and its ring closes."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.synth.hand import fit, rest, taps, walk


def test_a_walk_stays_in_bounds_and_remembers_where_it_was() -> None:
    values = walk(np.random.default_rng(1), 0.05, 0.7, 1.4)
    drawn = np.array([next(values) for _ in range(3000)])
    assert drawn.min() >= 0.7 and drawn.max() <= 1.4
    assert np.corrcoef(drawn[:-1], drawn[1:])[0, 1] > 0.9


@given(st.integers(0, 2**32), st.floats(0.1, 5))
@settings(max_examples=30, deadline=None)
def test_no_rest_is_longer_than_allowed(seed: int, median: float) -> None:
    assert 0 < rest(np.random.default_rng(seed), median, 1.0, longest=1.2) <= 1.2


def test_the_hand_changes_its_force_finger_and_place() -> None:
    played = taps(60, np.random.default_rng(2))
    assert {touch.finger for touch in played} >= {0, 1, 2, 3, 4, 5, 6}
    assert np.std([touch.force for touch in played]) > 0.15
    assert np.ptp([touch.place for touch in played]) > 0.2


def test_intervals_are_neither_a_grid_nor_pure_chance() -> None:
    gaps = np.diff([touch.at for touch in taps(120, np.random.default_rng(3))])
    assert 0.3 < gaps.std() / gaps.mean() < 1.5
    assert np.median(gaps) < 0.25


def test_fitting_keeps_the_rhythm() -> None:
    played = taps(30, np.random.default_rng(4))
    slower = fit(played, 30, 33)
    assert np.allclose([touch.at * 1.1 for touch in played], [touch.at for touch in slower])
