"""Fifteen seconds of one sound."""

import random
from itertools import pairwise

from asmr_cli.models import Sound, Trigger
from asmr_cli.plan.preview import preview

LONG = Sound("/my/rain.m4a", 3600.0)


def of(*sounds: Sound, seed: int = 1) -> Trigger:
    return Trigger("mine", "Mine", "foreground", "object", (), "", sounds)


def test_it_lasts_fifteen_seconds_and_comes_and_goes_softly() -> None:
    session = preview(of(LONG), random.Random(1))
    assert (session.duration, session.preset, session.breath) == (15.0, "preview", None)
    assert session.fade_in == 1.0 and session.fade_out.start + session.fade_out.duration == 15.0
    (segment,) = session.segments
    (clip,) = segment.clips
    assert clip.length == 15.0 and 0.0 <= clip.offset <= 3585.0


def test_a_long_recording_is_entered_at_a_quiet_moment() -> None:
    known = LONG._replace(entries=(120.0, 900.0, 3590.0))
    entered = {preview(of(known), random.Random(seed)).segments[0].clips[0].offset for seed in range(30)}
    assert entered == {120.0, 900.0}


def test_short_files_follow_each_other_and_every_one_is_heard() -> None:
    files = [Sound(f"beads/{n}.opus", 2.0) for n in range(4)]
    clips = preview(of(*files), random.Random(1)).segments[0].clips
    assert {clip.sound for clip in clips} == {file.ref for file in files}
    assert clips[0].start == 0.0 and clips[-1].start + clips[-1].length <= 15.0
    assert all(0.0 < other.start - one.start - one.length < 1.0 for one, other in pairwise(clips))
