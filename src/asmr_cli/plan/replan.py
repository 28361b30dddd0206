"""Planning anew what lies ahead; what was heard, and what is heard at the moment, stays as it is."""

import random
from typing import Final, NamedTuple

from asmr_cli.models.request import NO_BED, Request, Wanted
from asmr_cli.models.session import FadeOut, Phase, Session
from asmr_cli.models.sound import Catalogue, Taste
from asmr_cli.plan.bed import bed_segment
from asmr_cli.plan.cast import cast
from asmr_cli.plan.fades import SHORTEST_OUT, default_fade
from asmr_cli.plan.foreground import Foreground
from asmr_cli.plan.kept import Change, kept_beds, kept_foreground, when_free
from asmr_cli.plan.phases import phases
from asmr_cli.plan.suits import has_voice
from asmr_cli.types import Seconds

_AWAKE_SHARE: Final = 0.6
"""Who is still awake gets the rest of the time at full level before the new fade takes this share of it."""
_SAME: Final = 0.01
"""Seconds; a fade that is as near to the rule's own length was not asked for."""


class Choices(NamedTuple):
    """What is chosen from again."""

    catalogue: Catalogue
    taste: Taste
    rng: random.Random
    request: Request | None = None
    """What the session was planned from, None for a session out of a file."""
    left: frozenset[str] = frozenset()
    """Triggers that were skipped and do not come again; what plays of them leaves within three seconds."""


def extend(session: Session, at: Seconds, seconds: Seconds, choices: Choices) -> Session:
    """So much more time; in the fade the level comes back and a new fade is planned (rule 8)."""
    duration = session.duration + seconds
    length = _fade_length(session, duration)
    share = _AWAKE_SHARE if at > session.fade_out.start else 1.0
    length = max(SHORTEST_OUT, min(length, share * (duration - at)))
    fade = session.fade_out._replace(start=duration - length, duration=length)
    return _ahead(session, at, duration, fade, choices)


def skip(session: Session, at: Seconds, choices: Choices) -> Session:
    """Leave the triggers named in `choices.left` within three seconds, and go on without them.

    Only the bed is left where no other foreground suits; NothingToPlay where not even a bed is left."""
    return _ahead(session, at, session.duration, session.fade_out, choices)


def until(session: Session, at: Seconds, end: Seconds, choices: Choices) -> Session:
    """The same evening with another end, for a deadline that stays while a pause went by."""
    fade = session.fade_out
    if at > fade.start:
        done = min(1 - 1e-6, (at - fade.start) / fade.duration)
        length = max(SHORTEST_OUT, (end - at) / (1 - done))
    else:
        length = max(SHORTEST_OUT, min(_fade_length(session, end), end - at))
    return _ahead(session, at, end, FadeOut(end - length, length, fade.curve), choices)


def with_bed(session: Session, choices: Choices) -> Session:
    """A session that has lost its bed with another one from beginning to end, where there is one that may play."""
    catalogue, rng = choices.catalogue, choices.rng
    request = _request(session, catalogue)._replace(bed=None)
    chosen = cast(request, catalogue, choices.taste, rng, choices.left)
    if chosen.bed is None:
        return session
    bed = bed_segment(chosen.bed, 0.0, session.duration, 0.0, chosen, rng)
    return session._replace(segments=(bed, *session.segments))


def _ahead(session: Session, at: Seconds, duration: Seconds, fade: FadeOut, choices: Choices) -> Session:
    """The session with this end and this fade, planned anew from `at` on."""
    changed = session._replace(duration=duration, phases=_phases(session, at, duration), fade_out=fade)
    if not session.segments:
        return changed
    catalogue, rng = choices.catalogue, choices.rng
    chosen = cast(choices.request or _request(session, catalogue), catalogue, choices.taste, rng, choices.left)
    change = Change(session, at, duration, choices.left)
    beds, chosen = kept_beds(change, chosen, catalogue, rng)
    kept = kept_foreground(change, changed.phases, chosen.bed is not None)
    known = {trigger.name: trigger for trigger in catalogue}
    heard = [known[segment.trigger] for segment in kept if segment.trigger in known]
    begins, reach = when_free(kept, at)
    ahead = Foreground(chosen, rng, heard).segments(changed.phases, begins, reach)
    return changed._replace(segments=(*beds, *kept, *ahead))


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


def _request(session: Session, catalogue: Catalogue) -> Request:
    """What a session out of a file would have asked for: the triggers that it plays, never or not."""
    known = {trigger.name: trigger for trigger in catalogue}
    names = dict.fromkeys(segment.trigger for segment in session.segments if segment.trigger in known)
    played = {clip.sound for segment in session.segments for clip in segment.clips}
    never = (known[name].liking == "never" for name in names)
    files = (s.liking == "never" and s.ref in played for name in names for s in known[name].sounds)
    return Request(
        duration=session.duration,
        triggers=tuple(Wanted(name) for name in names),
        bed=None if session.lane("bed") else NO_BED,
        preset=session.preset,
        seed=session.seed,
        voice=any(has_voice(known[name]) for name in names),
        even_so=any(never) or any(files),
    )
