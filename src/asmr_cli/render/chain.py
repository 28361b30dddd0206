"""One plan's way of the sound: lanes, level, cues, limit."""

from asmr_cli.models import Session
from asmr_cli.render.chunked import HOP, Chunked
from asmr_cli.render.cues import Cued
from asmr_cli.render.governor import Governor
from asmr_cli.render.lanes import Lanes
from asmr_cli.render.level import Levelled
from asmr_cli.render.limit import Limited
from asmr_cli.render.source import Block
from asmr_cli.render.voices import World, gain_left
from asmr_cli.types import Frames


class Chain(Chunked):
    """Lanes → level → cues → limit, for one plan from one place on."""

    def __init__(self, session: Session, world: World, start: Frames, governor: Governor) -> None:
        super().__init__()
        self.governor = governor
        self._lanes = Lanes(session, world, start)
        self._level = Levelled(self._lanes, governor)
        self.limit = Limited(Cued(self._level, session, start, governor))

    @property
    def begun(self) -> Frames:
        """What starts before this frame has begun already."""
        return self._lanes.position

    @property
    def lost(self) -> bool:
        """Whether what the session rests on gives no sound any more."""
        return self._lanes.lost

    @property
    def over(self) -> bool:
        """Whether it has nothing more to read."""
        return self._lanes.over

    def replan(self, session: Session) -> None:
        """Go on with another plan for what lies ahead."""
        self._lanes.replan(session)

    def close(self) -> None:
        """Let go of all files; nothing is read any more."""
        self._lanes.close()

    def _make(self, frames: Frames) -> Block:
        self._level.most = gain_left(self._lanes.raised_db)
        self.governor.knows(self._lanes.lacking_db, frames // HOP)
        return self.limit.read(frames)
