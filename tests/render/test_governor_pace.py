"""How fast and how far the governor moves, in dB and seconds."""

import numpy as np
import pytest

from asmr_cli.render.evenness import HALF_MINUTE, Evenness
from asmr_cli.render.governor import Governor
from asmr_cli.render.lufs import power_of
from asmr_cli.render.pace import AHEAD

HOP = 0.1


def gains(levels: list[float], evenness: Evenness | None = None) -> "np.ndarray":
    """The gain of each hop in dB, for raw levels in LUFS."""
    governor = Governor(-28.0, evenness)
    powers = [power_of(level) for level in levels] + [power_of(levels[-1])] * AHEAD
    return np.array([governor.gain(powers[n : n + AHEAD]) for n in range(len(levels))])


def test_a_quiet_sound_is_lifted_by_half_a_db_a_second() -> None:
    speed = np.diff(gains([-28.0] * 100 + [-38.0] * 400)) / HOP
    assert speed.max() == pytest.approx(0.5)


def test_by_twelve_db_at_most() -> None:
    assert gains([-28.0] * 50 + [-48.0] * 600).max() == pytest.approx(12.0)


def test_a_louder_sound_is_lowered_by_four_db_a_second() -> None:
    """Before it comes: what the guard does besides, it does when it is there."""
    speed = np.diff(gains([-28.0] * 100 + [-16.0] * 200)[:100]) / HOP
    assert speed.min() == pytest.approx(-4.0)


def test_what_was_out_of_reach_is_not_made_good_by_what_follows() -> None:
    """A sound that twelve dB do not lift to the target is no reason to hold the next one above it."""
    never_over = Evenness(10**6, HALF_MINUTE)
    after = gains([-46.0] * 600 + [-28.0] * 200, never_over)[600:]
    assert after[150:].max() < 0.5
