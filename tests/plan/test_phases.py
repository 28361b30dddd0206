"""Where the phases of the night end (rule 3)."""

import pytest

from asmr_cli.plan.phases import phases


@pytest.mark.parametrize(
    ("duration", "settled", "drifted"),
    [
        (100.0, 25.0, 60.0),
        (1800.0, 450.0, 1080.0),
        (3600.0, 900.0, 2160.0),
        (4500.0, 900.0, 2700.0),
        (43_200.0, 900.0, 2700.0),
    ],
)
def test_a_quarter_then_three_fifths_but_no_more_than_a_quarter_and_three_of_an_hour(
    duration: float, settled: float, drifted: float
) -> None:
    parts = phases(duration)
    assert [part.name for part in parts] == ["settle", "drift", "away"]
    assert [part.start for part in parts] == [0.0, settled, drifted]
    assert [part.end for part in parts] == [settled, drifted, duration]
