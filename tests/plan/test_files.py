"""Long recordings, stretches to avoid, beds, and a library of ten thousand."""

import random
import time
from itertools import pairwise
from json import dumps
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.errors import NothingToPlay
from asmr_cli.models import Catalogue, Request, Session, Sound, Taste, Trigger, Wanted
from asmr_cli.plan.planner import plan
from asmr_cli.store import session_dict

HOURS = 3 * 3600.0


def recording(kind: Any, *sounds: Sound) -> Catalogue:
    bed = Trigger("rain", "Rain", "bed", "nature", (), "", (Sound("rain/1.opus", 90.0),))
    mine = Trigger("mine", "Mine", kind, "touch", ("steady",), "", sounds, "/home/me")
    return Catalogue((bed, mine))


def night(catalogue: Catalogue, seed: int = 1, **options: Any) -> Session:
    request = Request(**{"duration": 3600.0, "triggers": (Wanted("mine"),), "seed": seed, **options})
    return plan(request, catalogue, Taste(), random.Random(seed))


def clips(session: Session) -> list[Any]:
    return [clip for segment in session.segments if segment.trigger == "mine" for clip in segment.clips]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 9999),
    kind=st.sampled_from(["bed", "foreground"]),
    seconds=st.floats(30, 4 * 3600),
    cuts=st.lists(st.floats(0, 1), max_size=8),
    entries=st.lists(st.floats(0, 1), max_size=20),
    hours=st.sampled_from([600.0, 3600.0, 43200.0]),
)
def test_what_is_to_be_avoided_is_not_played(
    seed: int, kind: Any, seconds: float, cuts: list[float], entries: list[float], hours: float
) -> None:
    edges = sorted({round(cut * seconds, 1) for cut in cuts})
    avoid = tuple((start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))
    sound = Sound("/home/me/a.m4a", seconds, entries=tuple(sorted(e * seconds for e in entries)), avoid=avoid)
    try:
        session = night(recording(kind, sound), seed, duration=hours, bed="mine" if kind == "bed" else "none")
    except NothingToPlay:
        assert avoid and max(b - a for a, b in zip([0.0, *edges[1::2]], [*edges[::2], seconds], strict=False)) < 20.1
        return
    assert len(dumps(session_dict.to_dict(session))) <= 1_000_000
    for clip in clips(session):
        assert clip.length > 1 and clip.fade_in + clip.fade_out <= clip.length + 0.01
        if clip.length <= seconds:
            assert clip.offset >= -1e-6 and clip.offset + clip.length <= seconds + 0.01
            assert not any(
                clip.offset < end - 0.01 and clip.offset + clip.length > start + 0.01 for start, end in avoid
            )
        else:
            assert not any(start <= clip.offset < end for start, end in avoid)
            assert clip.offset + clip.length > seconds + 0.2, "the renderer would read it straight on"


def test_a_long_recording_is_entered_at_a_quiet_moment_and_played_on() -> None:
    entries = tuple(float(n) for n in range(300, 9000, 700))
    session = night(recording("foreground", Sound("/home/me/long.m4a", HOURS, entries=entries)))
    for segment in session.lane("foreground"):
        assert len(segment.clips) == 1
        assert segment.clips[0].offset in entries
        assert segment.clips[0].length == round(segment.end - segment.start, 3)
    starts = [segment.clips[0].offset for segment in session.lane("foreground")]
    assert len(set(starts)) == len(starts)


def test_a_long_recording_without_known_entries_is_not_entered_at_its_start() -> None:
    for seed in range(20):
        assert all(clip.offset > 500 for clip in clips(night(recording("foreground", Sound("/a.m4a", HOURS)), seed)))


def test_performances_come_in_stretches_that_meet() -> None:
    session = night(recording("foreground", *(Sound(f"/{n}.flac", 80.0) for n in range(3))))
    for segment in session.lane("foreground"):
        for one, other in pairwise(segment.clips):
            assert 2 <= one.fade_out <= 4 and abs(one.start + one.length - one.fade_out - other.start) < 0.01
            assert other.fade_in == one.fade_out
            assert one.sound != other.sound
        assert all(20 <= clip.length <= 57 for clip in segment.clips[:-1]) and segment.clips[-1].length >= 12
        assert segment.clips[-1].start + segment.clips[-1].length > segment.end - 12.01


def test_a_short_bed_is_one_texture_from_a_random_place() -> None:
    offsets = set()
    for seed in range(10):
        bed = night(recording("foreground", Sound("/a.m4a", 60.0)), seed, duration=43200.0).lane("bed")[0]
        assert [(clip.start, clip.length) for clip in bed.clips] == [(0.0, 43200.0)]
        offsets.add(bed.clips[0].offset)
    assert len(offsets) == 10


def test_a_long_bed_is_read_straight_on() -> None:
    for seed in range(10):
        (clip,) = clips(night(recording("bed", Sound("/a.m4a", HOURS)), seed, duration=1800.0))
        assert clip.offset + clip.length <= HOURS


def test_a_bed_goes_round_what_is_to_be_avoided_through_every_free_part() -> None:
    avoid = ((0.0, 60.0), (600.0, 630.0), (900.0, 960.0), (2000.0, 2060.0))
    for seed in range(10):
        found = clips(night(recording("bed", Sound("/a.m4a", 2100.0, avoid=avoid)), seed, duration=1800.0))
        assert len({clip.offset for clip in found}) == len(found) >= 2
        for one, other in pairwise(found):
            assert abs(one.start + one.length - one.fade_out - other.start) < 0.01
        assert abs(found[-1].start + found[-1].length - 1800.0) < 0.01


def test_a_bed_shorter_than_the_night_is_one_texture_though_parts_of_it_are_avoided() -> None:
    for seed in range(10):
        sound = Sound("/a.m4a", 300.0, avoid=((0.0, 40.0), (100.0, 120.0)))
        (clip,) = clips(night(recording("bed", sound), seed, duration=1800.0))
        assert clip.length == 1800.0 and (40 <= clip.offset <= 100 or 120 <= clip.offset <= 300)


def test_a_long_bed_is_entered_at_a_quiet_moment() -> None:
    entries = (700.0, 2500.0)
    (clip,) = clips(night(recording("bed", Sound("/a.m4a", HOURS, entries=entries)), duration=1800.0))
    assert clip.offset in entries


def test_long_and_short_files_of_one_trigger_both_play() -> None:
    sounds = [Sound(f"/{n}.wav", 1.0) for n in range(6)] + [Sound(f"/l{n}.wav", 60.0) for n in range(6)]
    session = night(recording("foreground", *sounds), duration=7200.0)
    names = {clip.sound for clip in clips(session)}
    assert names & {"/1.wav", "/2.wav", "/3.wav"} and names & {"/l1.wav", "/l2.wav", "/l3.wav"}


def test_ten_thousand_sounds_take_no_time() -> None:
    """The budget is 0.3 s; here only that nothing grows faster than the library (a hundred times that would show)."""
    triggers = [
        Trigger(
            f"folder-{n}",
            "",
            "foreground",
            "object",
            ("mine",),
            "",
            tuple(Sound(f"/{n}/{k}", 200.0) for k in range(20)),
        )
        for n in range(500)
    ]
    bed = Trigger("rain", "Rain", "bed", "nature", (), "", tuple(Sound(f"/rain/{k}", 90.0) for k in range(100)))
    catalogue = Catalogue((bed, *triggers))
    began = time.process_time()
    session = plan(Request(duration=43200.0, seed=1), catalogue, Taste(), random.Random(1))
    assert session.segments
    assert time.process_time() - began < 30
