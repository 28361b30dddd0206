"""A thousand nights: what one loves comes more, what was heard rests, and never is never."""

import datetime
import random

import pytest

from asmr_cli.library.catalogue import _liked
from asmr_cli.library.likes import Likes
from asmr_cli.library.taste import Night, nights, taste
from asmr_cli.models import Catalogue, Request, Session, Sound, Taste, Trigger, Wanted
from asmr_cli.plan.planner import plan
from asmr_cli.store.played import Entry, Heard

FIRST = datetime.date(2026, 1, 1)


def _trigger(name: str, kind: str, tags: tuple[str, ...] = (), files: int = 1) -> Trigger:
    sounds = tuple(Sound(f"{name}/{number}.opus", 90.0) for number in range(files))
    category = "nature" if kind == "bed" else "touch"
    return Trigger(name, name, kind, category, tags, "", sounds)  # type: ignore[arg-type]


BEDS = [_trigger(name, "bed", ("steady",)) for name in ("rain", "waves", "wind", "fire", "fan")]
FRONT = [_trigger(name, "foreground", ("steady",), 3) for name in ("brushing", "towels", "paper", "tapping", "writing")]
LIKES = Likes(
    triggers={"fire": "never", "brushing": "love"}, tagged={"gone": "never"}, sounds={"towels/1.opus": "never"}
)
CATALOGUE = Catalogue(tuple(_liked(t, LIKES) for t in (*BEDS, *FRONT, _trigger("mask", "foreground", ("gone",)))))


def _heard(session: Session, day: datetime.date) -> Night:
    clips = [clip.sound for segment in session.segments for clip in segment.clips]
    return Night(day, frozenset(segment.trigger for segment in session.segments), frozenset(clips))


def _live(count: int, request: Request, likes: Likes = LIKES) -> list[Night]:
    """So many nights after another, each planned with the history of those before."""
    past: list[Night] = []
    for number in range(count):
        day = FIRST + datetime.timedelta(days=number)
        tonight = taste(CATALOGUE, likes, past[-60:], request.new, day)
        past.append(_heard(plan(request, CATALOGUE, tonight, random.Random(number)), day))
    return past


pytestmark = pytest.mark.xdist_group("thousand nights")  # lived once, by one worker


@pytest.fixture(scope="module")
def thousand() -> list[Night]:
    return _live(1000, Request(duration=1200.0))


def test_never_is_not_planned_in_a_thousand_nights(thousand: list[Night]) -> None:
    assert not any({"fire", "mask"} & night.triggers for night in thousand)
    assert not any("towels/1.opus" in night.sounds for night in thousand)


def test_everything_else_keeps_coming(thousand: list[Night]) -> None:
    names = {t.name for t in CATALOGUE} - {"fire", "mask"}
    assert all(sum(name in night.triggers for night in thousand) > 40 for name in names)


def test_what_is_loved_comes_most_often(thousand: list[Night]) -> None:
    counts = {t.name: sum(t.name in night.triggers for night in thousand) for t in FRONT}
    assert max(counts, key=lambda name: counts[name]) == "brushing"


@pytest.mark.parametrize(("ago", "weight"), [(1, 0.64), (2, 0.71), (3, 0.78), (5, 0.88), (30, 1.0)])
def test_a_night_is_got_over_by_half_in_two_nights(ago: int, weight: float) -> None:
    night = Night(FIRST - datetime.timedelta(days=ago), frozenset({"rain"}), frozenset())
    tonight = taste(CATALOGUE, Likes(), [night], False, FIRST)
    assert tonight.triggers["rain"] == pytest.approx(weight, abs=0.005)
    assert tonight.triggers["waves"] == 1.0


def test_the_same_bed_hardly_plays_on_five_of_seven_nights_and_then_rests(thousand: list[Night]) -> None:
    often = again = 0
    for number in range(7, len(thousand)):
        week = thousand[number - 7 : number]
        for bed in BEDS:
            if sum(bed.name in night.triggers for night in week) >= 5:
                often += 1
                again += bed.name in thousand[number].triggers
    assert often <= 15 and again <= max(1, 0.1 * often)


def test_a_bed_of_last_night_comes_less_than_one_that_has_rested() -> None:
    past = [Night(FIRST, frozenset({"rain"}), frozenset({"rain/0.opus"}))]
    weights = [
        taste(CATALOGUE, LIKES, past, False, FIRST + datetime.timedelta(days=n)).triggers["rain"] for n in (1, 3, 9)
    ]
    assert weights == sorted(weights) and weights[0] < 0.7 and weights[-1] > 0.9


def test_no_file_comes_again_before_all_of_its_trigger_were_heard() -> None:
    beds = Catalogue((_trigger("rain", "bed", ("steady",), 5),))
    past: list[Night] = []
    for number in range(100):
        day = FIRST + datetime.timedelta(days=number)
        tonight = taste(beds, Likes(), past, False, day)
        past.append(_heard(plan(Request(duration=300.0), beds, tonight, random.Random(number)), day))
    for start in range(0, 100, 5):
        assert len({sound for night in past[start : start + 5] for sound in night.sounds}) == 5


def test_asked_for_by_name_it_comes_every_night_but_never_stays_never() -> None:
    assert all("rain" in night.triggers for night in _live(20, Request(duration=600.0, bed="rain")))
    request = Request(duration=600.0, triggers=(Wanted("towels"),))
    assert all("towels/1.opus" not in night.sounds for night in _live(20, request))


def test_new_prefers_what_was_never_heard() -> None:
    past = [Night(FIRST, frozenset({"paper"}), frozenset({"paper/0.opus", "paper/1.opus"}))]
    tonight = taste(CATALOGUE, LIKES, past, True, FIRST + datetime.timedelta(days=40))
    assert tonight.triggers["tapping"] > 4 * taste(CATALOGUE, LIKES, past, False, FIRST).triggers["tapping"]
    assert tonight.sounds["paper/2.opus"] > 1 > tonight.sounds["paper/0.opus"]


def test_weights_are_never_negative_and_zero_only_for_never(thousand: list[Night]) -> None:
    tonight = taste(CATALOGUE, LIKES, thousand[-30:], False, FIRST + datetime.timedelta(days=1000))
    assert {name for name, weight in tonight.triggers.items() if weight <= 0} == {"fire", "mask"}
    assert isinstance(tonight, Taste) and min(tonight.sounds.values(), default=1.0) >= 0


def test_nights_of_the_history() -> None:
    def entry(hour: int, day: int, *heard: Heard) -> Entry:
        started = datetime.datetime(2026, 3, day, hour, tzinfo=datetime.UTC)
        return Entry(1, started, None, 60.0, 1, 60.0, None, "deadline", None, heard)

    late = entry(1, 12, Heard("rain", "rain/0.opus", 600.0), Heard("paper", "paper/0.opus", 3.0))
    found = nights([entry(23, 12, Heard("waves", "w", 60.0)), late, entry(22, 11, Heard("wind", "v", 60.0))])
    assert [(night.day.day, sorted(night.triggers)) for night in found] == [(11, ["rain", "wind"]), (12, ["waves"])]
