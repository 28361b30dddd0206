"""Shortening and lengthening a segment that already plays."""

import random
from collections.abc import Mapping

from asmr_cli.models.session import Clip, Segment
from asmr_cli.models.sound import Sound
from asmr_cli.plan.bed import JOIN, bed_clips
from asmr_cli.types import Seconds


def cut(segment: Segment, end: Seconds, fade_out: Seconds) -> Segment:
    """The same up to `end`, leaving over `fade_out` seconds."""
    if segment.end <= end:
        return segment
    clips = tuple(_until(clip, end) for clip in segment.clips if clip.start < end)
    return segment._replace(end=end, fade_out=min(fade_out, end - segment.start), clips=clips)


def lengthen(segment: Segment, at: Seconds, end: Seconds, sounds: Mapping[str, Sound], rng: random.Random) -> Segment:
    """A bed that goes on to another end, later or earlier, without a change before `at`."""
    if end <= segment.end:
        return _shorten(segment, end, sounds)
    *before, last = segment.clips
    sound = sounds.get(last.sound)
    length = end - last.start
    texture = sound is None or last.length > sound.seconds
    if texture or (sound is not None and not sound.avoid and last.offset + length <= sound.seconds):
        return segment._replace(end=end, clips=(*before, last._replace(length=length, fade_out=0.0)))
    assert sound is not None
    begins = max(at, last.start + last.length - JOIN)
    join = max(0.0, last.start + last.length - begins)
    first, *rest = bed_clips(sound, begins, end, rng)
    more = (last._replace(fade_out=join), first._replace(fade_in=join), *rest)
    return segment._replace(end=end, clips=(*before, *more))


def _shorten(segment: Segment, end: Seconds, sounds: Mapping[str, Sound]) -> Segment:
    """A texture stays one: cut to less than its file it would be read straight on, and sound different."""
    clips = []
    for clip in segment.clips:
        if clip.start >= end:
            continue
        sound = sounds.get(clip.sound)
        keeps = sound is not None and clip.length > sound.seconds >= end - clip.start
        clips.append(clip if keeps else _until(clip, end))
    return segment._replace(end=end, clips=tuple(clips))


def _until(clip: Clip, end: Seconds) -> Clip:
    left = end - clip.start
    if clip.length <= left:
        return clip
    return clip._replace(length=left, fade_in=min(clip.fade_in, left), fade_out=0.0)
