"""What a rendered file says of itself: its title, and a chapter for every change of what plays."""

from itertools import groupby, pairwise

from asmr_cli.models import Session
from asmr_cli.models.status import playing_at
from asmr_cli.plan.durations import format_duration
from asmr_cli.sink.compressed import Chapter
from asmr_cli.types import Seconds
from asmr_cli.ui.words import playing


def tags(session: Session) -> dict[str, str]:
    """Title and comment, by the names that FFmpeg has for them."""
    return {
        "title": f"{session.preset}, {format_duration(session.duration)}",
        "album": "asmr",
        "comment": f"seed {session.seed}",
    }


def chapters(session: Session) -> tuple[Chapter, ...]:
    """They fill the session; a crossfade belongs to what comes in."""
    edges = {moment for segment in session.segments for moment in (segment.start, segment.end)}
    moments = [0.0, *sorted(edge for edge in edges if 0.0 < edge < session.duration)]
    starts = [next(same) for _, same in groupby(moments, lambda moment: _title(session, moment))]
    return tuple(Chapter(_title(session, start), start, end) for start, end in pairwise([*starts, session.duration]))


def _title(session: Session, moment: Seconds) -> str:
    return playing(playing_at(session, moment)) or "quiet"
