"""Who may play tonight: the bed and the foreground triggers that a request, the rules and the taste leave."""

import random
from collections.abc import Iterable
from typing import Final, NamedTuple

from asmr_cli.errors import NothingToPlay, UsageError
from asmr_cli.models.request import NO_BED, Request, Wanted
from asmr_cli.models.sound import Catalogue, Taste, Trigger
from asmr_cli.plan.names import Match, matches
from asmr_cli.plan.never import is_never
from asmr_cli.plan.stretches import playable
from asmr_cli.plan.suits import SENSITIVE, has_voice, is_even, is_sensitive, is_steady
from asmr_cli.plan.volume import volume_db
from asmr_cli.types import Decibel

_LEAST_WEIGHT: Final = 0.01
"""What was asked for by name plays, however little it was liked lately."""
_LAYERS: Final = 2
"""Two beds by name play together, one of them in front; of more one is drawn."""


class Cast(NamedTuple):
    """The bed (None: none) and the foreground triggers of a session, none of them one that must not play."""

    bed: Trigger | None
    foreground: tuple[Trigger, ...]
    named: frozenset[str]
    """Triggers asked for by their own name."""
    gains: dict[str, Decibel]
    asked: bool
    """Whether triggers were asked for, by name or tag."""
    taste: Taste

    def weight(self, trigger: Trigger) -> float:
        weight = self.taste.triggers.get(trigger.name, 1.0)
        return max(weight, _LEAST_WEIGHT) if trigger.name in self.named else weight


def cast(request: Request, catalogue: Catalogue, taste: Taste, rng: random.Random, leave: frozenset[str]) -> Cast:
    """Choose. UsageError for names that are none, NothingToPlay if nothing is left of what was asked for.

    `leave` names triggers not to use in a session that goes on, with what is left or with the bed alone."""
    asked = matches(request.triggers, catalogue)
    asked_beds = _asked_beds(request.bed, catalogue)
    allowed = _allowed(request, catalogue, (*asked, *asked_beds), leave)
    wanted = [match._replace(trigger=allowed[match.trigger.name]) for match in asked if match.trigger.name in allowed]
    if asked and not wanted and not leave:
        raise _all_left_out(asked)
    named = frozenset(match.trigger.name for match in (*asked, *asked_beds) if match.by_name)
    found = Cast(None, (), named, _gains((*asked, *asked_beds)), bool(asked), taste)
    left = [allowed[match.trigger.name] for match in asked_beds if match.trigger.name in allowed]
    if asked_beds and not left and not leave:
        raise _all_left_out(asked_beds)
    if request.bed != NO_BED:
        found = found._replace(bed=_draw(found, left, rng) if left else _bed(found, wanted, allowed, rng))
    return found if asked and not wanted else found._replace(foreground=_foreground(found, wanted, allowed))


def _asked_beds(name: str | None, catalogue: Catalogue) -> tuple[Match, ...]:
    if name is None or name == NO_BED:
        return ()
    found = matches((Wanted(name),), catalogue)
    beds = tuple(match for match in found if is_steady(match.trigger))
    if not beds:
        raise UsageError(f"“{name}” is not a steady sound that can play all the time.", "asmr triggers --kind bed")
    return beds


def _allowed(
    request: Request, catalogue: Catalogue, asked: Iterable[Match], leave: frozenset[str]
) -> dict[str, Trigger]:
    """Every trigger that may play, by name, with only the files that may."""
    by_name = {match.trigger.name for match in asked}
    even_so = by_name if request.even_so else set()
    wished = {match.trigger.name for match in asked if match.by_name or match.asked in SENSITIVE}
    found: dict[str, Trigger] = {}
    for trigger in catalogue:
        name = trigger.name
        if name in leave or (trigger.liking == "never" and name not in even_so):
            continue
        if (has_voice(trigger) and not request.voice) or (is_sensitive(trigger) and name not in wished):
            continue
        sounds = tuple(s for s in trigger.sounds if playable(s) and (s.liking != "never" or name in even_so))
        if sounds:
            found[name] = trigger if len(sounds) == len(trigger.sounds) else trigger._replace(sounds=sounds)
    return found


def _bed(found: Cast, wanted: list[Match], allowed: dict[str, Trigger], rng: random.Random) -> Trigger | None:
    """Of two beds by name the first, else one of the wanted, else any."""
    beds = [match for match in wanted if match.trigger.kind == "bed" and not has_voice(match.trigger)]
    named = [match.trigger for match in beds if match.by_name]
    if 0 < len(named) <= _LAYERS:
        return named[0]
    if beds:
        return _draw(found, named or [match.trigger for match in beds], rng)
    others = [t for t in allowed.values() if t.kind == "bed" and not has_voice(t)]
    return _draw(found, list(filter(is_even, others)) or others, rng)


def _foreground(found: Cast, wanted: list[Match], allowed: dict[str, Trigger]) -> tuple[Trigger, ...]:
    """The foreground triggers that are wanted, and the second of two beds by name; with no wish all of the foreground.

    Where only beds are wanted and another sound is the bed, they are the foreground; without a bed all that is wanted
    is, for it may hold the only sound that suits away."""
    if not wanted:
        return tuple(t for t in allowed.values() if t.kind == "foreground" and found.weight(t) > 0)
    if found.bed is None:
        return tuple(match.trigger for match in wanted)
    others = [match for match in wanted if match.trigger.name != found.bed.name]
    beds = [match for match in others if match.trigger.kind == "bed" and match.by_name]
    few = beds if len(beds) < _LAYERS else []
    chosen = [match for match in others if match.trigger.kind == "foreground" or match in few]
    if not chosen and len(others) == len(wanted):
        chosen = others
    return tuple(match.trigger for match in chosen)


def _draw(found: Cast, triggers: list[Trigger], rng: random.Random) -> Trigger | None:
    weights = [found.weight(trigger) for trigger in triggers]
    return rng.choices(triggers, weights)[0] if sum(weights) > 0 else None


def _gains(asked: Iterable[Match]) -> dict[str, Decibel]:
    """Half the share is half as loud, as on the volume scale."""
    return {match.trigger.name: round(volume_db(match.share), 2) for match in asked if match.share is not None}


def _all_left_out(asked: Iterable[Match]) -> NothingToPlay:
    names = ", ".join(dict.fromkeys(match.asked for match in asked))
    if all(is_never(match.trigger) for match in asked):
        return NothingToPlay(f"Marked never: {names}.", "take it back with asmr ok NAME, or add --even-so for tonight")
    return NothingToPlay(f"Nothing of what was asked for may play: {names}.", "asmr triggers shows what there is")
