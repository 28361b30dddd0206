"""The running session at one moment: what displays draw and `asmr status` prints."""

from typing import Literal, NamedTuple

from asmr_cli.models.session import LaneName, PhaseName, Session
from asmr_cli.types import Lufs, Seconds

LANES: tuple[LaneName, ...] = ("bed", "foreground")

State = Literal["playing", "fading", "paused", "grace"]


class Playing(NamedTuple):
    lane: LaneName
    trigger: str


def playing_at(session: Session, at: Seconds) -> tuple[Playing, ...]:
    """What a plan plays at a moment, bed first; of two segments of a lane that cross, the one that comes."""
    found = {s.lane: Playing(s.lane, s.trigger) for s in session.segments if s.start <= at < s.end}
    return tuple(found[lane] for lane in LANES if lane in found)


class BreathMoment(NamedTuple):
    """Where the pacer is: `size` 0 (empty) to 1 (full), `word` is in, out, hold or empty while free."""

    size: float
    word: str
    bpm: float


class Status(NamedTuple):
    state: State
    elapsed: Seconds
    remaining: Seconds
    duration: Seconds
    phase: PhaseName
    playing: tuple[Playing, ...]
    volume: int
    level_lufs: Lufs | None
    """Short-term loudness of what leaves the program, None in silence."""
    breath: BreathMoment | None
    gain: float
    """The session's own fade as amplitude, 0 to 1: the display dims with it."""
    device: str | None
    notice: str = ""
    """A short calm line for the display, such as `x again: never this`."""
