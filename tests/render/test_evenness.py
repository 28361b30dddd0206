"""What a minute may be after those that were."""

from math import inf

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from asmr_cli.render.evenness import HALF_MINUTE, Evenness
from asmr_cli.render.lufs import lufs_of, power_of

LEVELS = st.lists(st.floats(-45, -20), min_size=2, max_size=6)


@given(LEVELS, st.sampled_from([HALF_MINUTE, 2 * HALF_MINUTE]))
def test_less_than_two_over_the_quietest_and_one_over_the_mean(levels: list[float], window: int) -> None:
    evenness = Evenness(10, window)
    seen: list[float] = []
    powers = np.concatenate([np.ones(10), np.repeat([power_of(level) for level in levels], window)])
    for count, power in enumerate(powers, 1):
        evenness.add(power)
        if count >= 10 + window:
            seen.append(lufs_of(float(powers[count - window : count].mean())))
            assert evenness.most < min(min(seen) + 2.0, float(np.mean(seen)) + 1.0) + 1e-6


def test_a_fade_in_and_the_first_minute_ask_for_nothing() -> None:
    evenness = Evenness(100, HALF_MINUTE)
    for _ in range(100 + HALF_MINUTE - 1):
        evenness.add(power_of(-60.0))
    assert evenness.most == inf
    evenness.add(power_of(-60.0))
    assert evenness.most < -57.0
