"""Bed and foreground together, before anything holds them at a level."""

from asmr_cli.models import Session
from asmr_cli.render.chance import dice
from asmr_cli.render.duck import FOREGROUND, TurningDuck
from asmr_cli.render.lane import Lane
from asmr_cli.render.movement import Movement
from asmr_cli.render.source import Block
from asmr_cli.render.voices import Voices, World
from asmr_cli.types import Decibel, Frames, to_frames


class Lanes:
    """The sum of both lanes, the bed giving way to the foreground."""

    def __init__(self, session: Session, world: World, start: Frames) -> None:
        bed, foreground = session.lane("bed"), session.lane("foreground")
        over_bed = session.target_lufs + (FOREGROUND if bed else 0.0)
        self._last = last = to_frames(session.duration)
        self._mono = session.mono
        self._has_bed = bool(bed)
        under, over = Voices(world, session.target_lufs, session.seed), Voices(world, over_bed, session.seed + 1)
        self._bed = Lane(bed, under.open, None, start, last)
        self._foreground = Lane(foreground, over.open, Movement(dice(session.seed, "movement")), start, last)
        self._duck = TurningDuck(foreground)
        self.position = start
        """The frame that the next read begins with; what starts before it has begun."""

    @property
    def raised_db(self) -> Decibel:
        """The largest levelling gain of what sounds now."""
        return max(self._bed.raised_db, self._foreground.raised_db)

    @property
    def lacking_db(self) -> Decibel:
        """By how much both stay under their level, infinite in silence."""
        return min(self._bed.lacking_db, self._foreground.lacking_db)

    @property
    def lost(self) -> bool:
        """Whether what the session rests on, the bed where it has one, gives no sound any more."""
        return self._bed.missing if self._has_bed else self._foreground.missing

    @property
    def over(self) -> bool:
        """Whether all that is planned has been read, and there is no bed that goes on beyond the end of the plan."""
        return not self._has_bed and self.position > self._last

    def replan(self, session: Session) -> None:
        """Go on with another plan from here."""
        self._last = last = to_frames(session.duration)
        self._bed.replan(session.lane("bed"), last)
        self._foreground.replan(session.lane("foreground"), last)
        self._duck.replan(session.lane("foreground"), self.position)

    def close(self) -> None:
        """Let go of all files; nothing is read any more."""
        self._bed.close()
        self._foreground.close()

    def read(self, frames: Frames) -> Block:
        """The next `frames` frames."""
        front = self._foreground.read(frames)
        out = self._bed.read(frames, self._duck.gains(self.position, frames, self._foreground.missing))
        out += front
        if self._mono:
            out[:] = out.mean(axis=1, keepdims=True)
        self.position += frames
        return out
