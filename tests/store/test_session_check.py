"""What a session may hold, to the last value that is allowed and the first that is not."""

from typing import Any

import pytest

from asmr_cli.models import Breath, Clip, FadeOut, Phase, Segment, Session
from asmr_cli.store.session_check import RINGS, check
from asmr_cli.store.shape import FieldError, Path

CLIP = Clip("rain/steady.opus", 0.0, 12.5, 60.0)
SESSION = Session(
    duration=60.0,
    seed=7,
    preset="sleep",
    phases=(Phase("settle", 0.0, 15.0), Phase("away", 15.0, 60.0)),
    segments=(Segment("bed", "rain", (), 0.0, 60.0, 0.0, 0.0, 0.0, (CLIP,)),),
    breath=Breath("ramp", (0.4, 0.0, 0.6, 0.0), 10.0, 6.0, 8.0, 12.0),
    fade_in=6.0,
    fade_out=FadeOut(36.0, 24.0, "sone"),
)
BED: Path = ("segments", 0)
FIRST: Path = (*BED, "clips", 0)


def put(value: Any, path: Path, into: Any = SESSION) -> Any:
    """The session with one value in place of another."""
    first, *rest = path
    inside = put(value, tuple(rest), into[first] if isinstance(first, int) else getattr(into, first)) if rest else value
    if isinstance(first, int):
        return (*into[:first], inside, *into[first + 1 :])
    return into._replace(**{first: inside})


def test_the_session_itself_is_fine() -> None:
    check(SESSION)


@pytest.mark.parametrize(
    ("path", "low", "high"),
    [
        (("target_lufs",), -60.0, -14.0),
        (("fade_in",), 0.0, 60.0),
        ((*BED, "gain_db"), -120.0, 24.0),
        ((*BED, "fade_in"), 0.0, 60.0),
        ((*BED, "fade_out"), 0.0, 60.0),
        ((*FIRST, "gain_db"), -120.0, 24.0),
        ((*FIRST, "pan"), -1.0, 1.0),
        ((*FIRST, "offset"), 0.0, 1200 * 3600.0),
        ((*FIRST, "fade_in"), 0.0, 60.0),
        ((*FIRST, "fade_out"), 0.0, 60.0),
        (("breath", "start_bpm"), 1.0, 30.0),
        (("breath", "end_bpm"), 1.0, 30.0),
        (("breath", "ramp"), 0.0, 43_200.0),
        (("breath", "end"), 0.0, 43_200.0),
    ],
)
def test_a_value_within_its_bounds_is_taken_and_one_beyond_is_named(path: Path, low: float, high: float) -> None:
    for value in (low, high):
        check(put(value, path))
    for value in (low - 0.1, high + 0.1):
        with pytest.raises(FieldError) as refused:
            check(put(value, path))
        assert refused.value.path == path
        assert refused.value.reason.startswith(f"is {value:.9g}, it has to be {low:.9g} to {high:.9g} ")


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (("seed",), -1, "has to be 0 or more"),
        (("phases",), (), "has to name at least one phase"),
        (("phases", 1, "start"), 14.0, "has to be 15, where the one before it ends"),
        (("phases", 1, "end"), 61.0, "is 61, it has to be 15 to 60 seconds"),
        (("fade_out", "start"), 35.0, "plus its duration has to be the session's 60 s"),
        ((*BED, "end"), 61.0, "is 61, it has to be 0 to 60 seconds"),
        ((*FIRST, "sound"), "", "has to name a file"),
        ((*FIRST, "length"), 0.0, "has to be above 0"),
        ((*FIRST, "length"), 60.1, "is 60.1, it has to be 0 to 60 seconds, to stay within the session"),
        (("breath", "cycle"), (0.5, 0.0, 0.6, 0.0), "has to be four shares that add up to 1"),
        (("breath", "cycle"), (1.4, -0.4, 0.0, 0.0), "has to be four shares that add up to 1"),
    ],
)
def test_what_cannot_be_played_is_named(path: Path, value: object, reason: str) -> None:
    with pytest.raises(FieldError) as refused:
        check(put(value, path))
    assert (refused.value.path, refused.value.reason) == (path, reason)


def test_clips_of_a_lane_share_no_more_than_their_crossfade_or_a_short_ring() -> None:
    def two(shared: float, fade: float = 0.0) -> Session:
        first, second = CLIP._replace(length=30.0, fade_out=fade), CLIP._replace(start=30.0 - shared, length=20.0)
        return put((first, second), (*BED, "clips"))

    check(two(RINGS))
    check(two(4.0, fade=4.0))
    check(put("foreground", (*BED, "lane"), two(RINGS)))
    for too_long in (two(RINGS + 0.02), two(4.1, fade=4.0)):
        with pytest.raises(FieldError, match="longer than their crossfade") as refused:
            check(too_long)
        assert refused.value.path == (*BED, "clips", 1, "start")
