"""A session's Status at any moment without playing it: for pictures of the screen and for tests of it."""

import math

from asmr_cli.models.session import Session
from asmr_cli.models.status import Playing, Status
from asmr_cli.plan.breathing import moment
from asmr_cli.plan.fades import gain, rise
from asmr_cli.types import Seconds


def status_at(session: Session, at: Seconds) -> Status:
    """What a player would tell that plays the session at its target level on some device."""
    fade = session.fade_out
    left = gain(fade.curve, (at - fade.start) / fade.duration) * (
        rise(at / session.fade_in) if session.fade_in else 1.0
    )
    return Status(
        state="fading" if at >= fade.start else "playing",
        elapsed=at,
        remaining=session.duration - at,
        duration=session.duration,
        phase=session.phase_at(at),
        playing=_playing(session, at),
        volume=100,
        level_lufs=session.target_lufs + 20 * math.log10(left) if left > 0 else None,
        breath=moment(session.breath, at) if session.breath else None,
        gain=left,
        device="speakers",
    )


def _playing(session: Session, at: Seconds) -> tuple[Playing, ...]:
    """Of two segments that cross, the one that comes."""
    found = {s.lane: Playing(s.lane, s.trigger) for s in session.segments if s.start <= at < s.end}
    return tuple(found[lane] for lane in ("bed", "foreground") if lane in found)
