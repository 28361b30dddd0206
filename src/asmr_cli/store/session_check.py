"""What a session from a file must keep to, so that every other room can rely on it."""

from collections.abc import Iterator
from typing import NamedTuple

from asmr_cli.models import Breath, Clip, Phase, Segment, Session
from asmr_cli.models.session import LaneName
from asmr_cli.plan.durations import LONGEST, SHORTEST
from asmr_cli.store.shape import FieldError, Path
from asmr_cli.types import Seconds

LOUDEST_DB = 24.0
"""A share of level or a like; anything above is a slip of the pen."""
NEAR: Seconds = 0.005
"""Times that differ by less are the same: each may be a sum of some that were rounded to the millisecond."""
RINGS: Seconds = 0.3
"""A short event may still ring while the next one begins, without a fade of its own."""


def check(session: Session) -> None:
    """Raises FieldError at the first thing that cannot be played as written."""
    _within(session.duration, SHORTEST, LONGEST, ("duration",), "seconds (5 s to 12 h)")
    if session.seed < 0:
        raise FieldError(("seed",), "has to be 0 or more")
    _within(session.target_lufs, -60.0, -14.0, ("target_lufs",), "LUFS")
    _within(session.fade_in, 0.0, session.duration, ("fade_in",), "seconds")
    _check_fade_out(session)
    _check_phases(session.phases, session.duration)
    for number, segment in enumerate(session.segments):
        _check_segment(segment, session.duration, ("segments", number))
    if session.breath is not None:
        _check_breath(session.breath)
    for lane in ("bed", "foreground"):
        _check_overlaps(session, lane)


def _check_fade_out(session: Session) -> None:
    fade, path = session.fade_out, ("fade_out",)
    _within(fade.duration, 0.0, session.duration, (*path, "duration"), "seconds")
    _within(fade.start, 0.0, session.duration, (*path, "start"), "seconds")
    if abs(fade.start + fade.duration - session.duration) > NEAR:
        raise FieldError((*path, "start"), f"plus its duration has to be the session's {session.duration:g} s")


def _check_phases(phases: tuple[Phase, ...], duration: Seconds) -> None:
    if not phases:
        raise FieldError(("phases",), "has to name at least one phase")
    before = 0.0
    for number, phase in enumerate(phases):
        path: Path = ("phases", number)
        if abs(phase.start - before) > NEAR:
            raise FieldError((*path, "start"), f"has to be {before:g}, where the one before it ends")
        _within(phase.end, phase.start, duration, (*path, "end"), "seconds")
        before = phase.end


def _check_segment(segment: Segment, duration: Seconds, path: Path) -> None:
    _within(segment.start, 0.0, duration, (*path, "start"), "seconds")
    _within(segment.end, segment.start, duration, (*path, "end"), "seconds")
    _within(segment.gain_db, -120.0, LOUDEST_DB, (*path, "gain_db"), "dB")
    _check_fades(segment.fade_in, segment.fade_out, segment.end - segment.start, path)
    for number, clip in enumerate(segment.clips):
        _check_clip(clip, duration, (*path, "clips", number))


def _check_clip(clip: Clip, duration: Seconds, path: Path) -> None:
    if not clip.sound:
        raise FieldError((*path, "sound"), "has to name a file")
    _within(clip.start, 0.0, duration, (*path, "start"), "seconds")
    if clip.length <= 0:
        raise FieldError((*path, "length"), "has to be above 0")
    _within(clip.length, 0.0, duration - clip.start, (*path, "length"), "seconds, to stay within the session")
    _within(clip.offset, 0.0, 100 * LONGEST, (*path, "offset"), "seconds")
    _within(clip.gain_db, -120.0, LOUDEST_DB, (*path, "gain_db"), "dB")
    _within(clip.pan, -1.0, 1.0, (*path, "pan"), "(left to right)")
    _check_fades(clip.fade_in, clip.fade_out, clip.length, path)


def _check_fades(fade_in: Seconds, fade_out: Seconds, length: Seconds, path: Path) -> None:
    _within(fade_in, 0.0, length, (*path, "fade_in"), "seconds")
    _within(fade_out, 0.0, length, (*path, "fade_out"), "seconds")


def _check_breath(breath: Breath) -> None:
    path: Path = ("breath",)
    if min(breath.cycle) < 0 or abs(sum(breath.cycle) - 1.0) > NEAR:
        raise FieldError((*path, "cycle"), "has to be four shares that add up to 1")
    _within(breath.start_bpm, 1.0, 30.0, (*path, "start_bpm"), "breaths a minute")
    _within(breath.end_bpm, 1.0, 30.0, (*path, "end_bpm"), "breaths a minute")
    _within(breath.ramp, 0.0, LONGEST, (*path, "ramp"), "seconds")
    _within(breath.end, 0.0, LONGEST, (*path, "end"), "seconds")


class _Placed(NamedTuple):
    segment: Segment
    clip: Clip
    path: Path

    @property
    def end(self) -> Seconds:
        return self.clip.start + self.clip.length


def _check_overlaps(session: Session, lane: LaneName) -> None:
    """In a lane one clip may run into the next only while they fade into each other, or ring for a moment."""
    placed = sorted(_placed(session, lane), key=lambda item: item.clip.start)
    if not placed:
        return
    longest = placed[0]
    for item in placed[1:]:
        shared = min(longest.end, item.end) - item.clip.start
        if shared > max(_crossfade(longest, item), RINGS) + 2 * NEAR:  # three rounded numbers meet here
            clip = f"{longest.clip.sound} at {longest.clip.start:g} s"
            reason = f"begins {shared:g} s before {clip} ends, longer than their crossfade"
            raise FieldError((*item.path, "start"), reason)
        longest = max(longest, item, key=lambda one: one.end)


def _crossfade(first: _Placed, second: _Placed) -> Seconds:
    inside = max(first.clip.fade_out, second.clip.fade_in)
    return inside if first.segment is second.segment else max(inside, first.segment.fade_out, second.segment.fade_in)


def _placed(session: Session, lane: LaneName) -> Iterator[_Placed]:
    for s, segment in enumerate(session.segments):
        if segment.lane == lane:
            for c, clip in enumerate(segment.clips):
                yield _Placed(segment, clip, ("segments", s, "clips", c))


def _within(value: float, low: float, high: float, path: Path, unit: str) -> None:
    if not low - NEAR <= value <= high + NEAR:
        raise FieldError(path, f"is {value:.9g}, it has to be {low:.9g} to {high:.9g} {unit}")
