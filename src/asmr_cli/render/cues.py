"""What is laid over the levelled mix: the breath and the end."""

from asmr_cli.models import Session
from asmr_cli.render.breathcue import BreathCue
from asmr_cli.render.endcue import EndCue
from asmr_cli.render.governor import Governor
from asmr_cli.render.source import Block, Source
from asmr_cli.types import RATE, Frames


class Cued:
    """A source with the session's cues: they are below it and must not be lifted in its rests."""

    def __init__(self, source: Source, session: Session, start: Frames, governor: Governor) -> None:
        """`governor`: of the source; it knows how loud that is."""
        self._source = source
        self._governor = governor
        self._breath = _breath_cue(session, start)
        self._end = EndCue(session) if session.end_cue else None
        self._position = start

    def read(self, frames: Frames) -> Block:
        """The next `frames` frames."""
        block = self._source.read(frames)
        if self._breath is not None:
            self._breath.add(block, self._position, self._governor.short_term)
        if self._end is not None:
            self._end.add(block, self._position)
        self._position += frames
        return block


def _breath_cue(session: Session, start: Frames) -> BreathCue | None:
    breath = session.breath
    if breath is None or not breath.cue:
        return None
    return BreathCue(breath, session.target_lufs, not session.segments, start / RATE, session.mono)
