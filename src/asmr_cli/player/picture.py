"""The Status of a session at one moment."""

import math
from typing import NamedTuple

from asmr_cli.models import Session
from asmr_cli.models.status import State, Status, playing_at
from asmr_cli.plan.breathing import moment
from asmr_cli.plan.volume import volume_db
from asmr_cli.types import Lufs, Seconds

SILENT: Lufs = -70.0
"""Below it there is nothing to hear: the absolute gate of BS.1770."""


class Sounding(NamedTuple):
    """What is heard at a moment, and where."""

    mix_lufs: Lufs | None
    """Short-term loudness before all gains, None where nothing is heard."""
    gain: float
    """The session's own fade as amplitude, 0 to 1."""
    volume: int
    """The user's, 1 to 100."""
    device: str | None

    @property
    def level(self) -> Lufs | None:
        """Loudness of what leaves the program."""
        if self.mix_lufs is None or self.gain <= 0:
            return None
        heard = self.mix_lufs + 20 * math.log10(self.gain) + volume_db(self.volume)
        return heard if heard > SILENT else None


def picture(session: Session, state: State, elapsed: Seconds, sounding: Sounding, notice: str) -> Status:
    """All that displays draw and `asmr status` prints."""
    silent = state in ("paused", "grace")
    return Status(
        state=state,
        elapsed=elapsed,
        remaining=max(session.duration - elapsed, 0.0),
        duration=session.duration,
        phase=session.phase_at(elapsed),
        playing=playing_at(session, elapsed),
        volume=sounding.volume,
        level_lufs=None if silent else sounding.level,
        breath=moment(session.breath, elapsed) if session.breath and state == "playing" else None,
        gain=sounding.gain,
        device=sounding.device,
        notice=notice,
    )
