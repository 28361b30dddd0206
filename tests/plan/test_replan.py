"""Planning anew: nothing before the moment changes, and the rules hold for what lies ahead."""

import random
from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.errors import NothingToPlay
from asmr_cli.models import Catalogue, Clip, Request, Session, Sound, Taste, Trigger, Wanted
from asmr_cli.plan.fades import gain
from asmr_cli.plan.planner import plan
from asmr_cli.plan.replan import Choices, extend, skip, until, with_bed

MANY = settings(max_examples=80, deadline=None)
REQUESTS = st.builds(
    Request()._replace,
    duration=st.floats(60, 7200),
    triggers=st.sampled_from(
        [(), (), (Wanted("towels"),), (Wanted("rain"),), (Wanted("clicks"), Wanted("whisper")), (Wanted("nature"),)]
    ),
    bed=st.sampled_from([None, None, "purr"]),
    seed=st.integers(0, 10_000),
)


def choices(catalogue: Catalogue, request: Request | None = None, left: Collection[str] = ()) -> Choices:
    return Choices(catalogue, Taste(), random.Random(1), request, frozenset(left))


def evening(pack: Catalogue, request: Request) -> Session:
    return plan(request, pack, Taste(), random.Random(request.seed))


def heard_until(session: Session, at: float) -> list[Any]:
    """All that can be heard before a moment: clips as they are there, cut at it."""
    found = []
    for segment in session.segments:
        for clip in segment.clips:
            if clip.start < at - 1e-3 and segment.start < at:
                stop = min(at, clip.start + clip.length, segment.end)
                found.append(
                    (
                        segment.lane,
                        segment.trigger,
                        segment.gain_db,
                        segment.fade_in,
                        _where(clip, stop),
                        round(stop, 3),
                    )
                )
    return sorted(found)


def _where(clip: Clip, stop: float) -> tuple[Any, ...]:
    """A clip that is cut while it fades in does so in what is left of it, for no fade is longer than its clip."""
    return clip.sound, clip.start, clip.offset, clip.gain_db, clip.pan, min(clip.fade_in, stop - clip.start)


def keeps_the_rules(session: Session, at: float) -> None:
    settled, drifted = session.phases[0].end, session.phases[1].end
    assert session.phases[-1].end == session.duration
    assert session.fade_out.start + session.fade_out.duration == pytest.approx(session.duration)
    for segment in session.segments:
        assert segment.end <= session.duration + 1e-6
        if segment.start >= at and segment.lane == "foreground":
            assert segment.end <= drifted + 1e-6
            assert "voice" not in segment.tags or segment.end <= settled + 1e-6
    for n in range(200):
        moment = n / 200 * session.duration
        beds = [s for s in session.lane("bed") if s.start <= moment < s.end]
        assert 1 <= len(beds) <= 2
        front = [s for s in session.lane("foreground") if s.start <= moment < s.end]
        assert len(front) <= 2


@MANY
@given(REQUESTS, st.floats(0, 0.999), st.floats(5, 3600), st.booleans())
def test_extending(pack: Catalogue, request: Request, share: float, seconds: float, known: bool) -> None:
    before = evening(pack, request)
    at = share * before.duration
    after = extend(before, at, seconds, choices(pack, request if known else None))
    assert after.duration == pytest.approx(before.duration + seconds)
    assert heard_until(after, at) == heard_until(before, at)
    keeps_the_rules(after, at)
    assert after.fade_out.start >= min(at, before.fade_out.start) - 1e-6
    if at > before.fade_out.start:
        assert after.fade_out.start > at, "the level comes back before it fades again"


@MANY
@given(REQUESTS, st.floats(0.001, 0.999), st.booleans())
def test_skipping(pack: Catalogue, request: Request, share: float, known: bool) -> None:
    before = evening(pack, request)
    at = share * before.duration
    playing = [s.trigger for s in before.segments if s.start <= at < s.end]
    leave = {playing[-1]}
    after = skip(before, at, choices(pack, request if known else None, leave))
    assert after.duration == before.duration and after.fade_out == before.fade_out
    assert heard_until(after, at) == heard_until(before, at)
    keeps_the_rules(after, at)
    assert not [s for s in after.segments if s.trigger in leave and s.end > at + 3.0 + 1e-6]


@MANY
@given(REQUESTS, st.floats(0.01, 0.98), st.floats(0.01, 1))
def test_a_deadline_that_stays(pack: Catalogue, request: Request, share: float, left: float) -> None:
    before = evening(pack, request)
    at = share * before.duration
    end = at + left * (before.duration - at)
    after = until(before, at, end, choices(pack, request))
    assert after.duration == end
    assert heard_until(after, at) == heard_until(before, at)
    keeps_the_rules(after, at)
    if end - at > 0.1:
        now = gain("sone", (at - after.fade_out.start) / after.fade_out.duration)
        then = gain("sone", (at - before.fade_out.start) / before.fade_out.duration)
        assert now == pytest.approx(then, abs=0.01), "no step where it goes on"


def test_extending_half_an_hour_in_the_fade(pack: Catalogue) -> None:
    before = evening(pack, Request(duration=1800.0, seed=1))
    after = extend(before, 1500.0, 600.0, choices(pack))
    assert after.duration == 2400
    assert after.fade_out.start == pytest.approx(2400 - 0.6 * 900)
    assert [s.trigger for s in after.segments if s.end > 1500] == [before.lane("bed")[0].trigger]


def test_extending_early_gives_the_rules_own_lengths(pack: Catalogue) -> None:
    after = extend(evening(pack, Request(duration=1800.0, seed=1)), 10.0, 600.0, choices(pack))
    assert [phase.end for phase in after.phases] == [600.0, 1440.0, 2400.0]
    assert (after.fade_out.start, after.fade_out.duration) == (1500.0, 900.0)


def test_what_is_skipped_just_before_the_end_leaves_too(pack: Catalogue) -> None:
    """It would still be there if the night became longer."""
    before = evening(pack, Request(duration=60.0, seed=1))
    name = before.lane("bed")[0].trigger
    after = skip(before, 58.5, choices(pack, left={name}))
    left = next(s for s in after.lane("bed") if s.trigger == name)
    assert (left.end, left.fade_out) == (60.0, 1.5)


def test_skipping_the_last_of_its_kind(pack: Catalogue) -> None:
    lonely = Catalogue(tuple(t for t in pack if t.name in ("rain", "towels")))
    before = plan(Request(duration=1800.0, seed=1), lonely, Taste(), random.Random(1))
    alone = skip(before, 100.0, choices(lonely, left={"towels"}))
    assert [s.trigger for s in alone.segments if s.end > 103.1] == ["rain"]
    with pytest.raises(NothingToPlay):
        skip(alone, 1200.0, choices(lonely, left={"towels", "rain"}))


@MANY
@given(REQUESTS, st.floats(0.05, 0.99), st.floats(0.0, 300.0), st.booleans(), st.sampled_from(["extend", "until"]))
def test_after_every_bed_was_left_none_comes_out_of_a_hole(
    pack: Catalogue, request: Request, share: float, later: float, forgiven: bool, how: str
) -> None:
    """What is planned then begins when it is heard, with a fade: no segment has a hole that a bed comes out of."""
    before = evening(pack, request)
    at = share * before.duration
    beds = {trigger.name for trigger in pack if trigger.kind == "bed"}
    steady = tuple(t._replace(kind="foreground", tags=(*t.tags, "steady")) for t in pack if t.name == "towels")
    pack = Catalogue((*(t for t in pack if t.name != "towels"), *steady))
    try:
        session = skip(before, at, choices(pack, left=beds))
    except NothingToPlay:
        return
    then = min(at + later, before.duration)
    left = set() if forgiven else beds
    try:
        if how == "extend":
            after = extend(session, then, 600.0, choices(pack, left=left))
        else:
            after = until(session, then, (then + before.duration) / 2, choices(pack, left=left))
    except NothingToPlay:
        return
    assert heard_until(after, then) == heard_until(session, then)
    for segment in after.lane("bed"):
        reached = segment.start
        for clip in segment.clips:
            assert clip.start <= reached + 1e-6
            reached = clip.start + clip.length
        assert reached >= segment.end - 1e-6
        assert forgiven or segment.end <= at + 3.0 + 1e-6
    for n in range(200):
        moment = n / 200 * after.duration
        assert any(s.start - 1e-6 <= moment < s.end + 1e-6 for s in after.segments), moment


def test_a_bed_that_ends_is_followed_by_another_place_of_it() -> None:
    hour = Trigger("hour", "Hour", "bed", "nature", (), "", (Sound("/hour.flac", 3600.0),))
    catalogue = Catalogue((hour,))
    before = plan(Request(duration=3500.0, seed=1), catalogue, Taste(), random.Random(1))
    after = extend(before, 3000.0, 1200.0, choices(catalogue))
    (bed,) = after.lane("bed")
    assert bed.end == 4700 and all(clip.offset + clip.length <= 3600 for clip in bed.clips)
    assert len(bed.clips) == 2
    first, second = bed.clips
    assert first.start + first.length - second.start == pytest.approx(first.fade_out) == pytest.approx(second.fade_in)


def test_a_sound_that_left_the_library_plays_on(pack: Catalogue) -> None:
    before = evening(pack, Request(duration=1800.0, seed=1, triggers=(Wanted("rain"), Wanted("towels"))))
    poorer = Catalogue(tuple(t for t in pack if t.name not in ("rain", "towels")))
    after = extend(before, 100.0, 600.0, choices(poorer))
    assert after.lane("bed")[-1].trigger == "rain" and after.lane("bed")[-1].end == 2400


def test_silence_stays_silent(pack: Catalogue) -> None:
    request = Request(duration=1800.0, silent=True, seed=1)
    before = evening(pack, request)
    assert extend(before, 100.0, 600.0, choices(pack, request)).segments == ()
    assert until(before, 100.0, 900.0, choices(pack)).segments == ()


def test_a_bed_that_is_lost_gives_way_to_another_from_beginning_to_end(pack: Catalogue) -> None:
    before = evening(pack, Request(duration=1800.0, seed=1, triggers=(Wanted("rain"), Wanted("towels"))))
    lost = before._replace(segments=before.lane("foreground"))
    after = with_bed(lost, choices(pack, left=("rain",)))
    (bed,) = after.lane("bed")
    assert bed.trigger != "rain" and (bed.start, bed.end) == (0.0, 1800.0)
    assert after.lane("foreground") == before.lane("foreground")
    beds = [trigger.name for trigger in pack if trigger.kind == "bed"]
    assert with_bed(lost, choices(pack, left=beds)) == lost
