"""How willingly each thing is chosen tonight: from what is liked and from what played on recent nights."""

import datetime
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from asmr_cli.library.likes import Likes
from asmr_cli.models import Catalogue, Liking, Taste, Trigger
from asmr_cli.store.played import Entry
from asmr_cli.types import Seconds

LOVED = 3.0
HEARD_ENOUGH: Seconds = 30.0
"""Less of a sound counts as not played."""
HALF_LIFE = 2.0
"""Nights after which a night weighs half: tingles fade with overexposure and come back with a rest."""
TIRING = 0.8
"""What one night ago takes: a weight of 1 becomes 1 / (1 + 0.8 · 0.7)."""
WEEK, OFTEN = 7, 5
TOO_OFTEN = 0.02
"""After five of seven nights of one trigger another is offered."""
UNHEARD = 8.0
"""How much rather `--new` takes what never played."""
_WEIGHTS: dict[Liking | None, float] = {"love": LOVED, "ok": 1.0, "never": 0.0, None: 1.0}


class Night(NamedTuple):
    """What was heard on one night."""

    day: datetime.date
    triggers: frozenset[str]
    sounds: frozenset[str]


def nights(entries: Iterable[Entry]) -> tuple[Night, ...]:
    """The history by nights, the oldest first."""
    heard: dict[datetime.date, tuple[set[str], set[str]]] = {}
    for entry in entries:
        triggers, sounds = heard.setdefault(entry.night, (set(), set()))
        for part in entry.heard:
            if part.seconds >= HEARD_ENOUGH:
                triggers.add(part.trigger)
                sounds.add(part.sound)
    return tuple(Night(day, frozenset(heard[day][0]), frozenset(heard[day][1])) for day in sorted(heard))


def taste(catalogue: Catalogue, likes: Likes, history: Sequence[Night], new: bool, today: datetime.date) -> Taste:
    """The weights of tonight; a weight of 0 is `never`, everything else may come.

    `new` prefers what has never been heard. Not to be used with a given seed: a plan is then the same for everybody."""
    known = frozenset(sound for night in history for sound in night.sounds)
    triggers: dict[str, float] = {}
    sounds: dict[str, float] = {}
    for trigger in catalogue:
        weight = _WEIGHTS[trigger.liking] * likes.willingness(trigger.name) * _rested(trigger.name, history, today)
        if new and any(sound.ref not in known for sound in trigger.sounds):
            weight *= UNHEARD
        triggers[trigger.name] = weight
        sounds |= _sounds(trigger, history, known, new)
    return Taste(triggers, sounds)


def _rested(name: str, history: Sequence[Night], today: datetime.date) -> float:
    """Less with every recent night of it; hardly at all after five of the last seven."""
    ages = [(today - night.day).days for night in history if name in night.triggers]
    tired: float = sum(TIRING * math.exp2(-age / HALF_LIFE) for age in ages if age >= 0)
    often = len({age for age in ages if 0 <= age <= WEEK}) >= OFTEN
    return (TOO_OFTEN if often else 1.0) / (1.0 + tired)


def _sounds(trigger: Trigger, history: Sequence[Night], known: frozenset[str], new: bool) -> dict[str, float]:
    """A file that was heard waits until every file of its trigger that may play was heard."""
    waiting = _heard_this_round(trigger, history)
    weights = {}
    for sound in trigger.sounds:
        weight = 0.0 if sound.ref in waiting else _WEIGHTS[sound.liking]
        weights[sound.ref] = weight * UNHEARD if new and sound.ref not in known else weight
    return {ref: weight for ref, weight in weights.items() if weight != 1.0}


def _heard_this_round(trigger: Trigger, history: Sequence[Night]) -> frozenset[str]:
    group = frozenset(sound.ref for sound in trigger.sounds if sound.liking != "never")
    heard: frozenset[str] = frozenset()
    for night in history:
        heard |= night.sounds & group
        if heard >= group:
            heard = frozenset()
    return heard
