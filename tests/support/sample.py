"""A session's Status at any moment without playing it: for pictures of the screen and for tests of it."""

import math

from asmr_cli.models.session import Session
from asmr_cli.models.status import Status, playing_at
from asmr_cli.plan.breathing import moment
from asmr_cli.plan.fades import fades_at
from asmr_cli.types import Seconds


def status_at(session: Session, at: Seconds) -> Status:
    """What a player would tell that plays the session at its target level on some device."""
    left = fades_at(session, at)
    return Status(
        state="fading" if at >= session.fade_out.start else "playing",
        elapsed=at,
        remaining=session.duration - at,
        duration=session.duration,
        phase=session.phase_at(at),
        playing=playing_at(session, at),
        volume=100,
        level_lufs=session.target_lufs + 20 * math.log10(left) if left > 0 else None,
        breath=moment(session.breath, at) if session.breath else None,
        gain=left,
        device="speakers",
    )
