"""The bed: one sound that is there from the first second to the last."""

import random
from typing import Final

from asmr_cli.models.session import Clip, Segment
from asmr_cli.models.sound import Sound, Trigger
from asmr_cli.plan.cast import Cast
from asmr_cli.plan.stretches import Places, runs
from asmr_cli.types import Seconds

_JOIN: Final = 6.0


def bed_segment(
    trigger: Trigger, start: Seconds, end: Seconds, fade_in: Seconds, cast: Cast, rng: random.Random
) -> Segment:
    """The bed from `start` to `end`, in one clip where the file allows it."""
    weights = [max(cast.taste.sounds.get(sound.ref, 1.0), 0.001) for sound in trigger.sounds]
    sound = rng.choices(trigger.sounds, weights)[0]
    clips = bed_clips(sound, start, end, rng)
    gain = cast.gains.get(trigger.name, 0.0)
    return Segment("bed", trigger.name, trigger.tags, start, end, fade_in, 0.0, gain, clips)


def bed_clips(sound: Sound, start: Seconds, end: Seconds, rng: random.Random) -> tuple[Clip, ...]:
    """One clip from a random place, a texture where it outlasts the file; several around what is to be avoided."""
    length = end - start
    if not sound.avoid:
        whole = sound.seconds < length
        offset = rng.uniform(0, sound.seconds if whole else sound.seconds - length)
        return (Clip(sound.ref, start, round(offset, 3), length),)
    clips: list[Clip] = []
    places = Places()
    longest = max(right - left for left, right in runs(sound))
    at, fade_in = start, 0.0
    while at < end:
        left_over = end - at - longest
        wish = (end - at) / 2 if 0 < left_over < 2 * _JOIN else min(end - at, longest)
        left, right = places.choose(sound, wish, rng)
        last = at + (right - left) >= end - 1e-6
        leave = 0.0 if last else min(_JOIN, (right - left) / 3)
        clips.append(
            Clip(sound.ref, round(at, 3), round(left, 3), round(right - left, 3), 0.0, 0.0, fade_in, round(leave, 3))
        )
        at += right - left - leave
        fade_in = round(leave, 3)
        if last:
            break
    return tuple(clips)
