"""The user's volume: half of it is half as loud."""

import pytest

from asmr_cli.plan.volume import volume_db


def test_a_half_is_ten_db() -> None:
    assert [volume_db(volume) for volume in (100, 50, 25, 1)] == pytest.approx([0.0, -10.0, -20.0, -66.4], abs=0.02)


def test_nothing_is_as_soft_as_one() -> None:
    assert volume_db(0) == volume_db(1)
