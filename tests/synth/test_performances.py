"""What all performances share: a ring of moments in order, without a rest long enough to make the next one startle."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.synth import hand, keyboard, pouring, scissors, spray, writing

Spans = list[tuple[float, float]]
Plan = Callable[[float, np.random.Generator], Spans]


def tapping(seconds: float, rng: np.random.Generator) -> Spans:
    return [(touch.at, touch.at) for touch in hand.taps(seconds, rng)]


def typing(seconds: float, rng: np.random.Generator) -> Spans:
    return [(press.at, press.at + press.held) for press in keyboard.performance(keyboard.keyboard(), seconds, rng)]


def pencil(seconds: float, rng: np.random.Generator) -> Spans:
    return [(one.stroke.at, one.stroke.at + one.stroke.seconds) for one in writing.page(seconds, rng)]


def mist(seconds: float, rng: np.random.Generator) -> Spans:
    return [(puff.at, puff.at + puff.lasts) for puff in spray.puffs(seconds, rng)]


def haircut(seconds: float, rng: np.random.Generator) -> Spans:
    snips, combs, _ = scissors.haircut(seconds, rng)
    return sorted([(s.at, s.at + s.closing) for s in snips] + [(c.at, c.at + c.seconds) for c in combs])


def water(seconds: float, rng: np.random.Generator) -> Spans:
    return [(pour.at, pour.at + pour.lasts) for pour in pouring.pours(seconds, rng)]


@pytest.mark.parametrize("plan", [tapping, typing, pencil, mist, haircut, water], ids=lambda plan: plan.__name__)
@given(seed=st.integers(0, 2**32), seconds=st.floats(20, 100))
@settings(max_examples=12, deadline=None)
def test_moments_are_in_order_on_the_ring_and_no_rest_reaches_two_seconds(
    plan: Plan, seed: int, seconds: float
) -> None:
    spans = plan(seconds, np.random.default_rng(seed))
    starts = [start for start, _ in spans]
    assert starts == sorted(starts)
    assert starts[0] >= 0 and starts[-1] < seconds
    ends = [end for _, end in spans]
    rests = np.array([*starts[1:], starts[0] + seconds]) - np.array(ends)
    assert rests.max() < 2.0
