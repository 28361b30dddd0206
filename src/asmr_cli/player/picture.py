"""The Status of a session at one moment."""

import math

from asmr_cli.models import Session
from asmr_cli.models.status import Playing, State, Status
from asmr_cli.plan.breathing import moment
from asmr_cli.plan.volume import volume_db
from asmr_cli.types import Lufs, Seconds

SILENT: Lufs = -70.0
"""Below it there is nothing to hear: the absolute gate of BS.1770."""


def playing(session: Session, at: Seconds) -> tuple[Playing, ...]:
    """What plays on each lane, bed first; of two that cross, the one that comes."""
    found: dict[str, Playing] = {}
    for lane in ("bed", "foreground"):
        for segment in session.segments:
            if segment.lane == lane and segment.start <= at < segment.end:
                found[lane] = Playing(segment.lane, segment.trigger)
    return tuple(found.values())


def level(mix: Lufs | None, gain: float, volume: int) -> Lufs | None:
    """Loudness of what leaves the program."""
    if mix is None or gain <= 0:
        return None
    heard = mix + 20 * math.log10(gain) + volume_db(volume)
    return heard if heard > SILENT else None


def picture(
    session: Session,
    state: State,
    elapsed: Seconds,
    gain: float,
    volume: int,
    mix_lufs: Lufs | None,
    device: str | None,
    notice: str,
) -> Status:
    """All that displays draw and `asmr status` prints."""
    silent = state in ("paused", "grace")
    return Status(
        state=state,
        elapsed=elapsed,
        remaining=max(session.duration - elapsed, 0.0),
        duration=session.duration,
        phase=session.phase_at(elapsed),
        playing=playing(session, elapsed),
        volume=volume,
        level_lufs=None if silent else level(mix_lufs, gain, volume),
        breath=moment(session.breath, elapsed) if session.breath and state == "playing" else None,
        gain=gain,
        device=device,
        notice=notice,
    )
