"""A session with more clips than were planned: what each of them costs."""

from asmr_cli.models import Clip, Segment, Session

_CROSS = 1.0
"""Seconds in which two pieces cross."""


def cut(session: Session, pieces: int) -> Session:
    """Each clip of the foreground as so many, its last piece first; of a planned one, which cross for 4 s, four."""
    return session._replace(segments=tuple(_cut(segment, pieces) for segment in session.segments))


def count(session: Session) -> int:
    """All clips, the bed's too."""
    return sum(len(segment.clips) for segment in session.segments)


def _cut(segment: Segment, pieces: int) -> Segment:
    if segment.lane == "bed":
        return segment
    return segment._replace(clips=tuple(piece for clip in segment.clips for piece in _pieces(clip, pieces)))


def _pieces(clip: Clip, pieces: int) -> list[Clip]:
    length = (clip.length + (pieces - 1) * _CROSS) / pieces
    step = length - _CROSS
    return [
        clip._replace(
            start=clip.start + number * step,
            offset=clip.offset + (pieces - 1 - number) * step,
            length=length,
            fade_in=_CROSS if number else clip.fade_in,
            fade_out=_CROSS if number < pieces - 1 else clip.fade_out,
        )
        for number in range(pieces)
    ]
