"""Short sounds as a hand would make them: phrases and pauses, never a beat."""

import math
import random
from collections.abc import Callable
from typing import Final

from asmr_cli.models.session import Clip
from asmr_cli.models.sound import Sound
from asmr_cli.plan.deck import Deck, Group
from asmr_cli.plan.slots import Slot
from asmr_cli.types import Decibel, Seconds

_PHRASE: Final = (3, 9)
"""Events of a phrase, fewest and most."""
_FASTEST: Final = 0.3
"""Seconds from one event to the next at least."""
_LONGEST_REST: Final = 1.9
"""Rests stay under two seconds, so that no event comes out of silence."""
_SPREAD: Final = 0.35
"""Log-normal wandering of the tempo within a phrase."""
_QUICK: Final = 0.35
"""Of the longest interval: the slowest tempo within a phrase."""
_TAIL: Final = (0.25, 0.1, 1.5)
"""An event that the next one overtakes fades over so many seconds, and this share of it, at most so many."""
_PAN_WIDTH: Final = 0.4
"""So far to a side at most: 6 dB between the ears, and the lane moves as a whole besides."""
_PAN_STEP: Final = 0.07
_SOFTER: Final[Decibel] = 3.0
"""No two events are alike: each is softer by up to so much."""
_SWELL: Final[tuple[Decibel, ...]] = (-12.0, -8.0, -5.0, -2.0)
"""The first events after a long rest: the re-entry swells."""


def events(
    sounds: Group[Sound], deck: Deck[Sound], slot: Slot, pace: Callable[[float], float], rng: random.Random
) -> tuple[Clip, ...]:
    """An irregular sequence over the slot; intervals vary by more than half their mean.

    `pace` gives the share of time, from the fraction of the slot: below 1, whole phrases are left out."""
    clips: list[Clip] = []
    at, pan, swell = slot.start, rng.uniform(-_PAN_WIDTH, _PAN_WIDTH), len(_SWELL)
    while at < slot.end - _FASTEST:
        tempo = rng.uniform(0.0, 1.0)
        phrase_start = at
        for left in reversed(range(rng.randint(*_PHRASE))):
            if slot.end - at < _FASTEST:
                break
            sound = deck.deal(sounds, rng)
            interval = _interval(sound.seconds, tempo, left == 0, rng)
            gain = -rng.uniform(0, _SOFTER) + (_SWELL[swell] if swell < len(_SWELL) else 0.0)
            clips.append(_event(sound, at, interval, slot.end, gain, pan))
            at, swell = at + interval, swell + 1
            pan = max(-_PAN_WIDTH, min(_PAN_WIDTH, pan + rng.uniform(-_PAN_STEP, _PAN_STEP)))
        share = pace((at - slot.start) / (slot.end - slot.start))
        if share < 1:
            at += (at - phrase_start) * (1 / share - 1) * rng.uniform(0.7, 1.3)
            swell = 0
    return tuple(clips)


def _interval(length: Seconds, tempo: float, pause: bool, rng: random.Random) -> Seconds:
    """From one onset to the next: quick within a phrase, long after it, never more than the sound and a short rest."""
    longest = length + _LONGEST_REST
    if pause:
        return rng.uniform(0.75, 1.0) * longest
    quick = max(_FASTEST, 0.1 * longest)
    steady = quick * math.pow(max(_QUICK * longest, quick) / quick, tempo)
    return min(longest, max(_FASTEST, steady * rng.lognormvariate(0, _SPREAD)))


def _tail(sound: Sound) -> Seconds:
    least, share, most = _TAIL
    return min(least + share * sound.seconds, most)


def _event(sound: Sound, at: Seconds, interval: Seconds, end: Seconds, gain: Decibel, pan: float) -> Clip:
    """What the next one overtakes, after `interval`, fades however much of it is left; so does what `end` cuts."""
    over = min(_tail(sound), interval)
    length = min(sound.seconds, interval + over, end - at)
    tail = over if length > interval else min(_tail(sound), length / 2) if length < sound.seconds else 0.0
    return Clip(sound.ref, round(at, 3), 0.0, round(length, 3), round(gain, 1), round(pan, 2), 0.0, round(tail, 3))
