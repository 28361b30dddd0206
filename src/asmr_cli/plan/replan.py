"""Planning anew what lies ahead; what was heard, and what is heard at the moment, stays as it is."""

import random
from collections.abc import Collection
from typing import Final, NamedTuple

from asmr_cli.models.request import NO_BED, Request, Wanted
from asmr_cli.models.session import FadeOut, Phase, Segment, Session
from asmr_cli.models.sound import Catalogue, Taste, Trigger
from asmr_cli.plan.bed import bed_segment
from asmr_cli.plan.cast import Cast, cast
from asmr_cli.plan.cut import cut, lengthen
from asmr_cli.plan.fades import SHORTEST_OUT, default_fade
from asmr_cli.plan.foreground import Foreground
from asmr_cli.plan.phases import phases
from asmr_cli.plan.slots import CROSSFADE
from asmr_cli.plan.suits import has_voice
from asmr_cli.types import Seconds

LEAVE: Final = 3.0
"""What is skipped is gone after so many seconds."""
_AWAKE_SHARE: Final = 0.6
"""Who is still awake gets the rest of the time at full level before the new fade takes this share of it."""
_SAME: Final = 0.01


class _Tonight(NamedTuple):
    """What is chosen from again."""

    catalogue: Catalogue
    taste: Taste
    request: Request | None
    rng: random.Random
    leave: frozenset[str] = frozenset()


def extend(
    session: Session,
    at: Seconds,
    seconds: Seconds,
    catalogue: Catalogue,
    taste: Taste,
    rng: random.Random,
    request: Request | None = None,
    left: Collection[str] = (),
) -> Session:
    """So much more time; in the fade the level comes back and a new fade is planned (rule 8).

    `request` is what the session was planned from, None for a session out of a file; `left` names triggers that were
    skipped earlier and do not come again (here and below)."""
    duration = session.duration + seconds
    length = _fade_length(session, duration)
    share = _AWAKE_SHARE if at > session.fade_out.start else 1.0
    length = max(SHORTEST_OUT, min(length, share * (duration - at)))
    fade = session.fade_out._replace(start=duration - length, duration=length)
    return _ahead(session, at, duration, fade, _Tonight(catalogue, taste, request, rng, frozenset(left)))


def skip(
    session: Session,
    at: Seconds,
    catalogue: Catalogue,
    taste: Taste,
    rng: random.Random,
    leave: Collection[str],
    request: Request | None = None,
) -> Session:
    """Leave the triggers named in `leave` within three seconds, and go on without them.

    Only the bed is left where no other foreground suits; NothingToPlay where not even a bed is left."""
    tonight = _Tonight(catalogue, taste, request, rng, frozenset(leave))
    return _ahead(session, at, session.duration, session.fade_out, tonight)


def until(
    session: Session,
    at: Seconds,
    end: Seconds,
    catalogue: Catalogue,
    taste: Taste,
    rng: random.Random,
    request: Request | None = None,
    left: Collection[str] = (),
) -> Session:
    """The same evening with another end, for a deadline that stays while a pause went by."""
    fade = session.fade_out
    if at > fade.start:
        done = min(1 - 1e-6, (at - fade.start) / fade.duration)
        length = max(SHORTEST_OUT, (end - at) / (1 - done))
    else:
        length = max(SHORTEST_OUT, min(_fade_length(session, end), end - at))
    fade = FadeOut(end - length, length, fade.curve)
    return _ahead(session, at, end, fade, _Tonight(catalogue, taste, request, rng, frozenset(left)))


def _ahead(session: Session, at: Seconds, duration: Seconds, fade: FadeOut, tonight: _Tonight) -> Session:
    parts = _phases(session, at, duration)
    if not session.segments:
        return session._replace(duration=duration, phases=parts, fade_out=fade)
    request, leave = tonight.request or _request(session, tonight.catalogue), tonight.leave
    chosen = cast(request, tonight.catalogue, tonight.taste, tonight.rng, leave)
    beds, chosen = _beds(session, at, duration, chosen, tonight)
    kept = _kept(session, at, parts, leave, chosen.bed is not None)
    known = {trigger.name: trigger for trigger in tonight.catalogue}
    heard = [known[segment.trigger] for segment in kept if segment.trigger in known]
    begins, reach = _free(kept, at)
    segments = (*beds, *kept, *Foreground(chosen, tonight.rng, heard).segments(parts, begins, reach))
    return session._replace(duration=duration, phases=parts, fade_out=fade, segments=segments)


def _free(kept: list[Segment], at: Seconds) -> tuple[Seconds, Seconds]:
    """When what plays in the lane has ended, and how far before that another may begin: never three at once."""
    free = max([at, *(segment.end for segment in kept[:-1])])
    ends = kept[-1].end if kept else 0.0
    return max(free, ends), min(CROSSFADE, max(0.0, ends - free))


def _phases(session: Session, at: Seconds, duration: Seconds) -> tuple[Phase, ...]:
    """The phases of the new length, save for the borders that have been passed."""
    new, old = phases(duration), session.phases
    settled = old[0].end if old[0].end <= at else min(max(new[0].end, at), duration)
    drifted = old[1].end if old[1].end <= at else min(max(new[1].end, at, settled), duration)
    return Phase("settle", 0.0, settled), Phase("drift", settled, drifted), Phase("away", drifted, duration)


def _fade_length(session: Session, duration: Seconds) -> Seconds:
    """The rule's own length for the new duration, or the one that was asked for."""
    length = session.fade_out.duration
    return default_fade(duration) if abs(length - default_fade(session.duration)) < _SAME else length


def _kept(session: Session, at: Seconds, parts: tuple[Phase, ...], leave: frozenset[str], bed: bool) -> list[Segment]:
    """The foreground that has begun; what plays now ends where it would, or with its phase, or as it is skipped."""
    found = []
    for segment in session.lane("foreground"):
        if segment.start >= at:
            continue
        if segment.end > at and segment.trigger in leave:
            found.append(cut(segment, at + LEAVE, LEAVE))
            continue
        voiced = "voice" in segment.tags
        last = parts[0].end if voiced else parts[1].end if bed else parts[2].end
        limit = min(max(last, at + CROSSFADE), parts[2].end)
        found.append(segment if segment.end <= limit else cut(segment, limit, CROSSFADE))
    return found


def _beds(
    session: Session, at: Seconds, duration: Seconds, chosen: Cast, tonight: _Tonight
) -> tuple[list[Segment], Cast]:
    """The bed that goes on to the new end; or what was heard of it and the one that takes its place."""
    old = list(session.lane("bed"))
    if not old:
        return [], chosen._replace(bed=None)
    current = old[-1]
    # One that was left earlier is over, also where that was taken back since: what comes is another stretch of it.
    goes_on = current.end >= min(at + LEAVE, session.duration)
    if goes_on and current.trigger not in tonight.leave:
        trigger = tonight.catalogue.find(current.trigger)
        sounds = {sound.ref: sound for sound in trigger.sounds} if trigger else {}
        current = lengthen(current, at, duration, sounds, tonight.rng)
        others = tuple(other for other in chosen.foreground if other.name != current.trigger)
        return [*old[:-1], current], chosen._replace(bed=trigger or _stub(current), foreground=others)
    old[-1] = cut(current, at + LEAVE, LEAVE)
    if chosen.bed is None:
        return old, chosen
    return [*old, bed_segment(chosen.bed, at, duration, LEAVE, chosen, tonight.rng)], chosen


def _stub(segment: Segment) -> Trigger:
    """A bed that is in no catalogue any more: it plays on, and nothing is chosen from it."""
    return Trigger(segment.trigger, segment.trigger, "bed", "", segment.tags, "", ())


def _request(session: Session, catalogue: Catalogue) -> Request:
    """What a session out of a file would have asked for: the triggers that it plays."""
    known = {trigger.name: trigger for trigger in catalogue}
    names = dict.fromkeys(segment.trigger for segment in session.segments if segment.trigger in known)
    return Request(
        duration=session.duration,
        triggers=tuple(Wanted(name) for name in names),
        bed=None if session.lane("bed") else NO_BED,
        preset=session.preset,
        seed=session.seed,
        voice=any(has_voice(known[name]) for name in names),
        even_so=True,
    )
