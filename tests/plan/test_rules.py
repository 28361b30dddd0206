"""The rules of the night that a plan can keep or break, over random requests."""

import random
from itertools import pairwise
from json import dumps
from statistics import mean, stdev
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.errors import NothingToPlay
from asmr_cli.models import (
    CURVES,
    PATTERNS,
    Catalogue,
    FadeLength,
    Request,
    Segment,
    Session,
    Sound,
    Taste,
    Trigger,
    Wanted,
)
from asmr_cli.plan.planner import plan
from asmr_cli.store import session_dict

NAMES = (
    "rain", "waves", "brown-noise", "purr", "whisper", "murmur", "breathing", "tapping-wood", "paper", "clicks",
    "eating", "hair-brushing", "towels", "writing",
)  # fmt: skip
TAGS = ("nature", "water", "voice", "object", "touch", "steady")
MANY = settings(max_examples=125, deadline=None)


WANTED = st.builds(Wanted, st.sampled_from(NAMES + TAGS), st.none() | st.floats(1, 100))
REQUESTS = st.builds(
    Request()._replace,  # of a NamedTuple hypothesis would choose what is not named here as well
    duration=st.one_of(st.floats(5, 600), st.floats(600, 7200), st.sampled_from([5.0, 1800.0, 43200.0])),
    triggers=st.lists(WANTED, max_size=4).map(tuple),
    bed=st.sampled_from([None, None, "rain", "purr", "none", "nature"]),
    voice=st.booleans(),
    breath=st.sampled_from(PATTERNS),
    fade=st.none()
    | st.builds(FadeLength, seconds=st.floats(0, 7200))
    | st.builds(FadeLength, percent=st.floats(0, 100)),
    curve=st.sampled_from(CURVES),
    even_so=st.booleans(),
    seed=st.integers(0, 2**31),
)
LIKING = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["love", "never"]), max_size=6)


def planned(request: Request, catalogue: Catalogue) -> Session | None:
    """The session, None where nothing may play."""
    try:
        return plan(request, catalogue, Taste(), random.Random(request.seed))
    except NothingToPlay as refused:
        assert refused.hint
        return None


def liked(catalogue: Catalogue, liking: dict[str, Any]) -> Catalogue:
    return Catalogue(tuple(trigger._replace(liking=liking.get(trigger.name)) for trigger in catalogue))


def layers(session: Session, moment: float) -> set[str]:
    return {segment.lane for segment in session.segments if segment.start <= moment < segment.end}


@MANY
@given(REQUESTS)
def test_the_shape_of_a_session(pack: Catalogue, request: Request) -> None:
    session = planned(request, pack)
    if session is None:
        return
    assert session.seed == request.seed
    assert [phase.name for phase in session.phases] == ["settle", "drift", "away"]
    assert session.phases[0].start == 0 and session.phases[-1].end == session.duration == request.duration
    assert all(one.end == other.start for one, other in pairwise(session.phases))
    assert session.phases[0].end == min(0.25 * request.duration, 900)
    assert session.phases[1].end == min(0.60 * request.duration, 2700)
    assert session.fade_out.start + session.fade_out.duration == pytest.approx(session.duration)
    assert len(dumps(session_dict.to_dict(session))) <= 1_000_000
    for segment in session.segments:
        assert 0 <= segment.start < segment.end <= session.duration
        assert segment.fade_in + segment.fade_out <= segment.end - segment.start + 1e-6
        for clip in segment.clips:
            assert clip.start >= segment.start - 1e-3 and clip.length > 0
            assert clip.start + clip.length <= segment.end + 1e-2
            assert clip.fade_in + clip.fade_out <= clip.length + 1e-6
            assert clip.offset >= 0 and -1 <= clip.pan <= 1


@MANY
@given(REQUESTS, LIKING)
def test_never_is_never(pack: Catalogue, request: Request, liking: dict[str, Any]) -> None:
    session = planned(request._replace(even_so=False), liked(pack, liking))
    if session is not None:
        assert not {segment.trigger for segment in session.segments} & {
            n for n, how in liking.items() if how == "never"
        }


@MANY
@given(REQUESTS)
def test_voice_only_in_settle_and_taps_end_with_drift(pack: Catalogue, request: Request) -> None:
    session = planned(request, pack)
    if session is None:
        return
    settled, drifted = session.phases[0].end, session.phases[1].end
    for segment in session.lane("foreground"):
        if "voice" in segment.tags:
            assert request.voice and segment.end <= settled
        if {"tapping", "crinkle", "click"} & set(segment.tags):
            assert segment.end <= drifted
    if session.lane("bed"):
        assert all(segment.end <= drifted for segment in session.lane("foreground")), "away is the bed alone"


@MANY
@given(REQUESTS)
def test_mouth_eating_and_breathing_are_off_until_asked_for(pack: Catalogue, request: Request) -> None:
    session = planned(request, pack)
    asked = {wanted.name for wanted in request.triggers} | {request.bed}
    if session is not None:
        assert not {segment.trigger for segment in session.segments} & ({"breathing", "eating"} - asked)


@MANY
@given(REQUESTS)
def test_two_layers_and_never_a_gap(pack: Catalogue, request: Request) -> None:
    session = planned(request, pack)
    if session is None:
        return
    if beds := session.lane("bed"):
        assert [(bed.start, bed.end, len(bed.clips)) for bed in beds] == [(0, session.duration, 1)]
    else:
        assert all(layers(session, n / 100 * session.duration) for n in range(100)), (
            "without a bed the foreground fills"
        )
    for one, other in pairwise(session.lane("foreground")):
        assert other.end >= one.end
        overlap = one.end - other.start
        assert overlap == pytest.approx(one.fade_out) and overlap == pytest.approx(other.fade_in)
    for one, after in zip(session.lane("foreground"), session.lane("foreground")[2:], strict=False):
        assert one.end <= after.start + 1e-6, "crossfades join two, never three"


@MANY
@given(REQUESTS)
def test_a_trigger_stays_for_four_to_eight_minutes(pack: Catalogue, request: Request) -> None:
    session = planned(request, pack)
    if session is None:
        return
    for phase in session.phases:
        inside = [s for s in session.lane("foreground") if phase.start < s.end <= phase.end]
        if phase.end - phase.start < 240:
            assert len(inside) <= 1
        else:
            assert all(240 - 1e-6 <= segment.end - segment.start <= 480 + 1e-6 for segment in inside)


@MANY
@given(REQUESTS)
def test_the_same_request_gives_the_same_plan(pack: Catalogue, request: Request) -> None:
    assert planned(request, pack) == planned(request, pack)


@MANY
@given(REQUESTS)
def test_nothing_repeats_before_its_group_was_through(pack: Catalogue, request: Request) -> None:
    session = planned(request._replace(triggers=(), bed=None, duration=7200), pack)
    assert session is not None
    drift = [s.trigger for s in session.lane("foreground") if s.end > session.phases[0].end + 1]
    assert all(one != other for one, other in pairwise(drift))
    for segment in session.lane("foreground"):
        assert all(
            (one.sound, one.offset) != (other.sound, other.offset) for one, other in pairwise(segment.clips)
        ) or (segment.trigger == "clicks")
    clicks = [clip.sound for s in session.lane("foreground") if s.trigger == "clicks" for clip in s.clips]
    rounds = [clicks[n : n + 14] for n in range(0, len(clicks) - 13, 14)]
    assert all(len(set(one)) == 14 for one in rounds), "every file once before any comes again"


def onsets_and_rests(segment: Segment) -> tuple[list[float], list[float]]:
    intervals = [other.start - one.start for one, other in pairwise(segment.clips)]
    rests = [other.start - one.start - one.length for one, other in pairwise(segment.clips)]
    return intervals, rests


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.1, 12), st.integers(12, 20))
def test_short_files_become_an_irregular_sequence(pack: Catalogue, seed: int, seconds: float, files: int) -> None:
    sounds = tuple(Sound(f"beads/{n}.opus", seconds) for n in range(files))
    beads = Trigger("beads", "Beads", "foreground", "object", ("click",), "", sounds)
    catalogue = Catalogue((*pack.triggers, beads))
    session = planned(Request(duration=3600, triggers=(Wanted("beads"),), seed=seed), catalogue)
    assert session is not None
    first, *_, last = session.lane("foreground")
    intervals, rests = onsets_and_rests(first)
    assert stdev(intervals) / mean(intervals) > 0.5
    assert max(rests) < 2
    assert all(abs(one.pan - other.pan) < 0.1 for one, other in pairwise(first.clips)), "it moves slowly"
    assert mean(onsets_and_rests(last)[0]) > 1.2 * mean(intervals), "it thins out in drift"


def heard(segment: Segment) -> float:
    return sum(clip.length for clip in segment.clips) / (segment.end - segment.start)


def test_performances_thin_out_too(pack: Catalogue) -> None:
    session = planned(Request(duration=7200, triggers=(Wanted("tapping-wood"),), seed=3), pack)
    assert session is not None
    shares = [heard(segment) for segment in session.lane("foreground")]
    assert min(shares[:2]) > 1, "in settle the stretches meet"
    assert shares[-1] < 0.6 < shares[3] < 1
