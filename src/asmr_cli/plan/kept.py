"""What of a plan goes on when what lies ahead is planned anew: the foreground that has begun, and the bed."""

import random
from typing import Final, NamedTuple

from asmr_cli.models.session import Phase, Segment, Session
from asmr_cli.models.sound import Catalogue, Trigger
from asmr_cli.plan.bed import bed_segment
from asmr_cli.plan.cast import Cast
from asmr_cli.plan.cut import cut, lengthen
from asmr_cli.plan.slots import CROSSFADE
from asmr_cli.types import Seconds

LEAVE: Final = 3.0
"""What is skipped is gone after so many seconds."""


class Change(NamedTuple):
    """A session that becomes another one from a moment on."""

    session: Session
    at: Seconds
    end: Seconds
    """Of the other."""
    left: frozenset[str]
    """Triggers that leave, and do not come again."""


def kept_foreground(change: Change, phases: tuple[Phase, ...], has_bed: bool) -> list[Segment]:
    """The foreground that has begun; what plays now ends where it would, or with its phase, or as it is skipped."""
    settle, drift, away = (phase.end for phase in phases)
    found = []
    for segment in change.session.lane("foreground"):
        if segment.start >= change.at:
            continue
        if segment.end > change.at and segment.trigger in change.left:
            found.append(_left(segment, change.at))
            continue
        last = settle if "voice" in segment.tags else drift if has_bed else away
        found.append(cut(segment, min(max(last, change.at + CROSSFADE), away), CROSSFADE))
    return found


def when_free(kept: list[Segment], at: Seconds) -> tuple[Seconds, Seconds]:
    """When what plays in the lane has ended, and how far before that another may begin: never three at once."""
    free = max([at, *(segment.end for segment in kept[:-1])])
    ends = kept[-1].end if kept else 0.0
    return max(free, ends), min(CROSSFADE, max(0.0, ends - free))


def kept_beds(change: Change, chosen: Cast, catalogue: Catalogue, rng: random.Random) -> tuple[list[Segment], Cast]:
    """The bed that goes on to the new end; or what was heard of it and the one of `chosen` that takes its place."""
    old = list(change.session.lane("bed"))
    if not old:
        return [], chosen._replace(bed=None)
    *before, current = old
    # One that was left earlier is over, also where that was taken back since: what comes is another stretch of it.
    goes_on = current.end >= min(change.at + LEAVE, change.session.duration)
    if goes_on and current.trigger not in change.left:
        trigger = catalogue.find(current.trigger) or _stub(current)
        sounds = {sound.ref: sound for sound in trigger.sounds}
        current = lengthen(current, change.at, change.end, sounds, rng)
        others = tuple(other for other in chosen.foreground if other.name != current.trigger)
        return [*before, current], chosen._replace(bed=trigger, foreground=others)
    heard = [*before, _left(current, change.at)]
    if chosen.bed is None:
        return heard, chosen
    return [*heard, bed_segment(chosen.bed, change.at, change.end, LEAVE, chosen, rng)], chosen


def _stub(segment: Segment) -> Trigger:
    """A bed that is in no catalogue any more: it plays on, and nothing is chosen from it."""
    return Trigger(segment.trigger, segment.trigger, "bed", "", segment.tags, "", ())


def _left(segment: Segment, at: Seconds) -> Segment:
    """What is skipped, with its end: also where that is near by itself, for the plan may still become longer."""
    end = min(at + LEAVE, segment.end)
    left = cut(segment, end, LEAVE)
    return left._replace(fade_out=max(left.fade_out, min(end - at, end - left.start)))
