"""What happens when in a plan, in the order of time."""

from collections.abc import Iterator
from typing import Final

from rich.text import Text

from asmr_cli.models.session import LaneName, Segment, Session
from asmr_cli.plan.durations import format_clock, format_duration
from asmr_cli.types import Seconds
from asmr_cli.ui.words import title

_LISTED: Final = 16
"""Lines at the most; of more moments those before the last two are left out."""


def agenda(session: Session, width: int) -> Iterator[Text]:
    """One line a moment, at most `width` columns wide."""
    moments = sorted(_moments(session), key=lambda moment: moment[0])
    shown = moments if len(moments) <= _LISTED else [*moments[: _LISTED - 2], *moments[-2:]]
    for number, (at, what) in enumerate(shown):
        if len(shown) < len(moments) and number == _LISTED - 2:
            yield Text(f"        … {len(moments) - len(shown)} more", "asmr.faint")
        line = Text.assemble((f"{format_clock(at):>7} ", "asmr.faint"), (what, "asmr.text"), no_wrap=True)
        line.truncate(width, overflow="ellipsis")
        yield line


def stays(session: Session, lane: LaneName) -> list[Segment]:
    """The segments of a lane, those of one trigger that follow each other as one."""
    found: list[Segment] = []
    for segment in session.lane(lane):
        if found and found[-1].trigger == segment.trigger and segment.start <= found[-1].end:
            found[-1] = found[-1]._replace(end=segment.end)
        else:
            found.append(segment)
    return found


def _moments(session: Session) -> Iterator[tuple[Seconds, str]]:
    for segment in (*stays(session, "bed"), *stays(session, "foreground")):
        length = format_duration(segment.end - segment.start)
        tags = f" ({', '.join(segment.tags)})" if segment.tags else ""
        over = "bed: " if segment.lane == "bed" else ""
        yield segment.start, f"{over}{title(segment.trigger)}{tags}, {length}"
    if session.breath is not None:
        dark = ", the screen goes dark" if session.segments else ""
        yield session.breath.end, f"the breathing pace ends{dark}"
    yield (
        session.fade_out.start,
        f"the fade begins, {format_duration(session.fade_out.duration)}, {session.fade_out.curve}",
    )
    yield session.duration, "a gentle cue, then silence" if session.end_cue else "silence"
