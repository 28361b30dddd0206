"""The bed: one sound that is there from the first second to the last."""

import random
from collections.abc import Iterator
from itertools import cycle
from typing import Final

from asmr_cli.models.session import Clip, Segment
from asmr_cli.models.sound import Sound, Trigger
from asmr_cli.plan.cast import Cast
from asmr_cli.plan.stretches import Run, runs
from asmr_cli.types import Seconds

JOIN: Final[Seconds] = 6.0
"""Crossfade between two parts of a file."""
_OUTLASTS: Final = 0.5
"""So much longer than its file a clip is a texture without doubt, whatever the container says of its length."""
_ROOM: Final = 9.0
"""A texture's stretches are at least so long: it begins so far before what is to be avoided, and before the end, so
that what is heard first lies in one place."""


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
    parts = runs(sound)
    if sound.seconds + _OUTLASTS < length:
        left, right = parts[_draw(parts, rng)]
        return (Clip(sound.ref, start, round(rng.uniform(left, max(left, right - _ROOM)), 3), length),)
    roomy = [(left, right - length) for left, right in parts if right - left >= length]
    if roomy:
        return (Clip(sound.ref, start, round(_place(sound, roomy, rng), 3), length),)
    return tuple(_around(sound, parts, start, end, rng))


def _place(sound: Sound, roomy: list[Run], rng: random.Random) -> Seconds:
    """Where to begin between these first and last moments: at a quiet one, where some are known."""
    quiet = [entry for entry in sound.entries for first, last in roomy if first <= entry <= last]
    return rng.choice(quiet) if quiet else rng.uniform(*roomy[_draw(roomy, rng)])


def _around(sound: Sound, parts: list[Run], start: Seconds, end: Seconds, rng: random.Random) -> Iterator[Clip]:
    """One free part after another, from any of them on, each crossfaded into the next; none again before all were."""
    first = _draw(parts, rng)
    at, fade_in, last = start, 0.0, False
    for left, right in cycle([*parts[first:], *parts[:first]]):
        left_over = end - at - (right - left)
        last = left_over <= 0
        length = end - at if last else (end - at) / 2 if left_over < 2 * JOIN else right - left
        leave = 0.0 if last else round(min(JOIN, length / 3), 3)
        yield Clip(sound.ref, round(at, 3), round(left, 3), round(length, 3), 0.0, 0.0, fade_in, leave)
        if last:
            return
        at, fade_in = at + length - leave, leave


def _draw(parts: list[Run], rng: random.Random) -> int:
    """The number of one of them, the longer the likelier."""
    if len(parts) == 1:
        return 0
    return rng.choices(range(len(parts)), [right - left + 0.001 for left, right in parts])[0]
