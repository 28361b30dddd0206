"""Requests at the edge of what can be planned."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.errors import NothingToPlay, UsageError
from asmr_cli.models import Catalogue, Clip, Request, Segment, Sound, Taste, Trigger, Wanted
from asmr_cli.plan.cut import cut, lengthen
from asmr_cli.plan.durations import format_duration, parse_fade
from asmr_cli.plan.planner import plan
from asmr_cli.store.session_dict import from_dict, to_dict

Make = Callable[..., Trigger]


def planned(request: Request, *triggers: Trigger, seed: int = 1):  # type: ignore[no-untyped-def]
    return plan(request, Catalogue(triggers), Taste(), random.Random(seed))


def test_where_there_is_no_sound_at_all_it_says_where_to_find_some() -> None:
    with pytest.raises(NothingToPlay) as told:
        planned(Request(duration=600.0))
    assert "asmr library add" in told.value.hint


def test_where_all_is_never_there_is_nothing(make_trigger: Make) -> None:

    with pytest.raises(NothingToPlay):
        planned(Request(duration=600.0), make_trigger("paper")._replace(liking="never"))


def test_a_steady_trigger_of_short_files_fills_away_as_a_texture(make_trigger: Make) -> None:
    strokes = make_trigger("strokes", category="touch", tags=("brushing",), seconds=6.0, files=5)
    session = planned(Request(duration=1200.0, triggers=(Wanted("strokes"),), bed="none"), strokes)
    away = [segment for segment in session.segments if segment.start >= session.phases[2].start - 9.0]
    assert away and away[-1].end == session.duration
    (clip,) = away[-1].clips
    assert clip.length > 10 * 6.0 and 0.0 <= clip.offset <= 6.0


def test_two_beds_by_name_play_one_over_the_other(make_trigger: Make) -> None:
    rain, waves = (make_trigger(name, "bed", "nature", seconds=90) for name in ("rain", "waves"))
    session = planned(Request(duration=1800.0, triggers=(Wanted("rain"), Wanted("waves"))), rain, waves)
    assert {s.trigger for s in session.lane("bed")} == {"rain"}
    assert {s.trigger for s in session.lane("foreground")} == {"waves"}


BED = Segment("bed", "mine", (), 0.0, 600.0, 0.0, 0.0, 0.0, (
    Clip("/a.m4a", 0.0, 10.0, 300.0, fade_out=6.0), Clip("/a.m4a", 294.0, 400.0, 306.0, fade_in=6.0),
))  # fmt: skip


def test_what_is_cut_before_its_second_clip_begins_loses_it() -> None:
    assert [clip.length for clip in cut(BED, 200.0, 3.0).clips] == [200.0]
    assert cut(BED, 700.0, 3.0) is BED


def test_a_bed_that_is_shortened_or_prolonged_keeps_what_was_heard() -> None:
    sounds = {"/a.m4a": Sound("/a.m4a", 1000.0)}
    shorter = lengthen(BED, 100.0, 250.0, sounds, random.Random(1))
    assert shorter.end == 250.0 and [clip.length for clip in shorter.clips] == [250.0]
    longer = lengthen(BED, 100.0, 850.0, sounds, random.Random(1))
    assert longer.clips[0] == BED.clips[0] and longer.clips[1].length == 556.0
    joined = lengthen(BED, 100.0, 2000.0, sounds, random.Random(1))
    assert joined.end == 2000.0 and len(joined.clips) > 2
    assert joined.clips[1].fade_out == pytest.approx(joined.clips[2].fade_in)


def test_a_fade_longer_than_any_session_is_none() -> None:
    with pytest.raises(UsageError):
        parse_fade("13h")
    assert format_duration(0.05) == "0.05s"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0.05, 19.9), min_size=1, max_size=6), st.integers(0, 999), st.sampled_from([90.0, 1200.0]))
def test_a_session_of_any_short_files_is_one_that_can_be_loaded(
    lengths: list[float], seed: int, duration: float
) -> None:
    """Events ring over into the next; so far as they do, they fade."""
    sounds = tuple(Sound(f"/own/{number}.wav", length) for number, length in enumerate(lengths))
    mine = Trigger("mine", "Mine", "foreground", "object", (), "", sounds)
    bed = Trigger("rain", "Rain", "bed", "nature", (), "", (Sound("rain/rain.opus", 90.0),))
    session = planned(Request(duration=duration, triggers=(Wanted("mine"),), bed="rain", seed=seed), mine, bed)
    assert session.lane("foreground")
    assert from_dict(to_dict(session)) == session
