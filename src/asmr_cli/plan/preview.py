"""A few seconds of one trigger, at session loudness."""

import random
from typing import Final

from asmr_cli.errors import NothingToPlay
from asmr_cli.models import Clip, FadeOut, Phase, Segment, Session, Sound, Trigger
from asmr_cli.plan.never import bearable
from asmr_cli.types import Seconds

LENGTH: Final[Seconds] = 15.0
_FADE_IN: Final[Seconds] = 1.0
_FADE_OUT: Final[Seconds] = 2.5
_JOIN: Final[Seconds] = 0.3
"""Rest between two short files."""


def preview(trigger: Trigger, rng: random.Random, length: Seconds = LENGTH) -> Session:
    """A session of that trigger alone, from a quiet moment of a long file, one short file after the other.

    A file that is marked never is not among them; NothingToPlay where each of them is."""
    if not (sounds := bearable(trigger)):
        raise NothingToPlay(
            f"Every file of {trigger.name} is marked never.", "take one back with asmr ok FILE, or asmr preview FILE"
        )
    clips = _clips(sounds, rng, length)
    segment = Segment("foreground", trigger.name, trigger.tags, 0.0, length, 0.0, 0.0, 0.0, clips)
    return Session(
        duration=length,
        seed=rng.getrandbits(31),
        preset="preview",
        phases=(Phase("settle", 0.0, length),),
        segments=(segment,),
        breath=None,
        fade_in=_FADE_IN,
        fade_out=FadeOut(length - _FADE_OUT, _FADE_OUT, "sone"),
    )


def _clips(files: tuple[Sound, ...], rng: random.Random, length: Seconds) -> tuple[Clip, ...]:
    sounds = rng.sample(files, len(files))
    if sounds[0].seconds >= length:
        entries = [entry for entry in sounds[0].entries if entry + length <= sounds[0].seconds]
        offset = rng.choice(entries) if entries else rng.uniform(0.0, sounds[0].seconds - length)
        return (Clip(sounds[0].ref, 0.0, offset, length),)
    clips: list[Clip] = []
    start = 0.0
    while start < length:
        sound = sounds[len(clips) % len(sounds)]
        clips.append(Clip(sound.ref, start, 0.0, min(sound.seconds, length - start), fade_in=0.02, fade_out=0.02))
        start += max(sound.seconds, 0.1) + _JOIN
    return tuple(clips)
