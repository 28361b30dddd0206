"""The pacer alone."""

import pytest

from asmr_cli.errors import UsageError
from asmr_cli.plan.breathe import breathe


def test_it_breathes_the_whole_time_without_a_sound() -> None:
    session = breathe(480.0, "ramp", cue=True, seed=3)
    assert session.segments == () and session.seed == 3
    assert session.breath is not None and session.breath.end == 480.0 and session.breath.cue
    assert (session.fade_in, session.fade_out.start, session.fade_out.duration) == (3.0, 477.0, 3.0)


def test_a_short_one_fades_within_its_time() -> None:
    session = breathe(10.0, "coherent", cue=False, seed=3)
    assert (session.fade_in, session.fade_out.start, session.fade_out.duration) == (1.0, 7.5, 2.5)


@pytest.mark.parametrize(
    ("duration", "pattern", "says"), [(480.0, "off", "--breath is off"), (5.0, "box", "5s is too short")]
)
def test_where_not_one_breath_fits_it_says_why(duration: float, pattern: str, says: str) -> None:
    with pytest.raises(UsageError) as told:
        breathe(duration, pattern, cue=False, seed=3)  # type: ignore[arg-type]
    assert says in told.value.message and "asmr breathe" in told.value.hint
