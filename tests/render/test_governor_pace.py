"""How fast and how far the governor moves, in dB and seconds."""

import numpy as np
import pytest

from asmr_cli.render.governor import Governor
from asmr_cli.render.lufs import power_of
from asmr_cli.render.pace import AHEAD

HOP = 0.1


def gains(levels: list[float]) -> "np.ndarray":
    """The gain of each hop in dB, for raw levels in LUFS."""
    governor = Governor(-28.0)
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
