"""Fills a slot of the foreground with clips of one trigger."""

import random
from typing import Final, NamedTuple

from asmr_cli.models.session import Clip
from asmr_cli.models.sound import Sound, Taste, Trigger
from asmr_cli.plan.deck import Deck, Group
from asmr_cli.plan.events import events
from asmr_cli.plan.slots import Slot
from asmr_cli.plan.stretches import SHORT, Places, stretch_length
from asmr_cli.types import Seconds

_JOIN: Final = (2.0, 4.0)
"""Crossfade between two stretches."""
_LEAST_CLIP: Final = 12.0
"""What is left of a slot is not filled with less than this: the stretch before it is made longer or shorter."""
_PAN_STEP: Final = 0.2
_PAN_WIDTH: Final = 0.3
"""So far to a side at most: 4 dB between the ears, and the lane moves as a whole besides."""
_GRID: Final = 3
"""Clip times are whole milliseconds: a plan that people read, and a small file."""


class Pace(NamedTuple):
    """How much of the time a trigger is heard at the slot's start and end: 1 is all of it."""

    first: float = 1.0
    last: float = 1.0

    def at(self, t: float) -> float:
        return self.first + (self.last - self.first) * min(t, 1.0)


class Filler:
    """Turns slots into clips; remembers what it took, so that nothing comes again too soon."""

    def __init__(self, taste: Taste, rng: random.Random) -> None:
        self.taste = taste
        self.rng = rng
        self.places = Places()
        self.decks: dict[str, Deck[Sound]] = {}

    def fill(self, trigger: Trigger, slot: Slot, pace: Pace, texture: bool) -> tuple[Clip, ...]:
        """Clips from the slot's start to its end; `texture`: short files are re-sequenced instead of counted out."""
        longer = Group([sound for sound in trigger.sounds if sound.seconds >= SHORT], _ref)
        if self.rng.random() * len(trigger.sounds) < len(longer.items):
            return self._performance(self._deck(trigger), longer, slot, pace)
        short = Group([sound for sound in trigger.sounds if sound.seconds < SHORT], _ref)
        if texture:
            sound = self._deck(trigger).deal(short, self.rng)
            length = slot.end - slot.start
            return (_clip(sound, slot.start, self.rng.uniform(0, sound.seconds), length, 0.0, (0.0, 0.0)),)
        return events(short, self._deck(trigger), slot, pace.at, self.rng)

    def _performance(self, deck: Deck[Sound], sounds: Group[Sound], slot: Slot, pace: Pace) -> tuple[Clip, ...]:
        """Stretches from random places of the longer files, each crossfaded into the next, or with rests where thin."""
        clips: list[Clip] = []
        at, fade_in, pan = slot.start, 0.0, self.rng.uniform(-_PAN_WIDTH, _PAN_WIDTH)
        while slot.end - at > _LEAST_CLIP or not clips:
            join = self.rng.uniform(*_JOIN)
            sound = deck.deal(sounds, self.rng)
            left = slot.end - at
            wish = min(left, stretch_length(sound, self.rng))
            if left - wish < _LEAST_CLIP:
                wish = left
            start, end = self.places.choose(sound, wish, self.rng)
            rest = self._rest(end - start, pace.at((at - slot.start) / (slot.end - slot.start)))
            reaches = at + (end - start) >= slot.end - 10.0**-_GRID
            leave = 0.0 if reaches and not rest else min(join, (end - start) / 3)
            clips.append(_clip(sound, at, start, end - start, pan, (fade_in, leave)))
            at += end - start + rest - (0.0 if rest else leave)
            fade_in = leave if not rest else 2 * join
            pan = _wander(pan, self.rng)
        return tuple(clips)

    def _rest(self, length: Seconds, share: float) -> Seconds:
        """A rest after a stretch, such that the stretch takes `share` of the time; the re-entry then swells softly."""
        return length * (1 / share - 1) * self.rng.uniform(0.7, 1.3) if share < 1 else 0.0

    def _deck(self, trigger: Trigger) -> Deck[Sound]:
        weights = self.taste.sounds
        if trigger.name not in self.decks:
            self.decks[trigger.name] = Deck(_ref, lambda sound: weights.get(sound.ref, 1.0))
        return self.decks[trigger.name]


def _ref(sound: Sound) -> str:
    return sound.ref


def _clip(
    sound: Sound, start: Seconds, offset: Seconds, length: Seconds, pan: float, fades: tuple[Seconds, Seconds]
) -> Clip:
    return Clip(
        sound.ref, round(start, _GRID), round(offset, _GRID), round(length, _GRID), 0.0, round(pan, 2),
        round(fades[0], _GRID), round(fades[1], _GRID),
    )  # fmt: skip


def _wander(pan: float, rng: random.Random) -> float:
    return max(-_PAN_WIDTH, min(_PAN_WIDTH, pan + rng.uniform(-_PAN_STEP, _PAN_STEP)))
