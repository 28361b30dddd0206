"""One lane: clip after clip, crossfaded; the plan may change under way."""

from collections.abc import Callable, Sequence
from math import inf
from typing import NamedTuple, TypeAlias

from asmr_cli.models import Segment
from asmr_cli.render.movement import Movement, both, panned, spread
from asmr_cli.render.part import TURN, Part, Turn, settled
from asmr_cli.render.parts import entering, lasting, leaving, parts_of
from asmr_cli.render.source import Block, Gains, Source, scale, silence
from asmr_cli.types import RATE, Decibel, Frames

LEAVE = 3 * RATE
"""What a new plan no longer holds is left within three seconds."""


class Voice(NamedTuple):
    """An opened part: a source that gives every frame it is asked for, its levelling gain, and how far it reaches."""

    source: Source
    level_db: Decibel
    reach: Frames
    """The session frame up to which it has sound."""
    close: Callable[[], None] = lambda: None
    """Lets go of its file."""
    lift: Callable[[], Decibel] = lambda: 0.0
    """By how much its source has been raised already, beside `level_db`."""
    lacking_db: Callable[[], Decibel] = lambda: 0.0
    """By how much it stays under its lane's level, because its make-up gain ends."""
    gone: Callable[[], bool] = lambda: False
    """Whether its file gives no sound, or none any more."""


OpenPart: TypeAlias = Callable[[Part, Frames], Voice]
"""Opens a part so that its next frame is the one at the given session frame."""


class _Sounding:
    def __init__(self, part: Part, voice: Voice) -> None:
        self.part = part
        self.voice = voice


class Lane:
    """Mixes the clips of one lane; opens each when its time comes and lets go of it at its end."""

    def __init__(
        self,
        segments: Sequence[Segment],
        open_part: OpenPart,
        movement: Movement | None,
        start: Frames = 0,
        last: Frames | None = None,
    ) -> None:
        """`last`: the end of the plan, which the output gain makes heard, not the lane; None: each clip ends itself."""
        self._open = open_part
        self._last = last
        self._movement = movement
        self._position = start
        self._waiting = parts_of(segments, start)
        self._sounding: list[_Sounding] = []
        self.missing = False
        """Whether nothing was heard of what was planned in the last block: its files are damaged or not there."""

    @property
    def raised_db(self) -> Decibel:
        """The largest levelling gain of what sounds now, 0 in silence."""
        voices = [sounding.voice for sounding in self._sounding]
        return max((voice.level_db + voice.lift() for voice in voices), default=0.0)

    @property
    def lacking_db(self) -> Decibel:
        """By how much all that sounds now stays under the lane's level, infinite in silence."""
        return min((sounding.voice.lacking_db() for sounding in self._sounding), default=inf)

    def replan(self, segments: Sequence[Segment], last: Frames | None = None) -> None:
        """Go on with other segments from here: what is the same goes on sounding, the rest leaves softly."""
        self._last = last
        planned = {part.key: part for part in parts_of(segments, self._position)}
        for sounding in self._sounding:
            same = planned.get(sounding.part.key)
            if same is not None and same.end <= sounding.voice.reach:
                same = lasting(planned.pop(same.key), self._last, sounding.voice.reach)
                sounding.part = self._turning(sounding.part, same)
            else:
                sounding.part = leaving(sounding.part, self._position, LEAVE)
        self._waiting = [
            part if part.start >= self._position else entering(part, self._position, LEAVE) for part in planned.values()
        ]

    def _turning(self, part: Part, same: Part) -> Part:
        """A plan is made for what is heard next, and the lane is seconds ahead of it: its fades may have begun."""
        before = settled(part.ramps, self._position)
        if before == same.ramps:
            return same
        if same.end < self._position + TURN:
            return leaving(part, self._position, LEAVE)
        return same._replace(ramps=(Turn(self._position, before, same.ramps),))

    def close(self) -> None:
        """Let go of all files; nothing is read any more."""
        for sounding in self._sounding:
            sounding.voice.close()
        self._sounding = []

    def read(self, frames: Frames, gains: Gains = 1.0) -> Block:
        """The next `frames` frames times `gains`, silent where nothing is planned."""
        end = self._position + frames
        self._begin(end)
        added: Block | None = None
        for sounding in self._sounding:
            added = self._add(sounding, added, frames, gains)
        out = silence(frames) if added is None else added
        if self._sounding:  # a rest that is planned changes nothing
            self.missing = all(sounding.voice.gone() for sounding in self._sounding)
        for sounding in self._sounding:
            if sounding.part.end <= end:
                sounding.voice.close()
        self._sounding = [sounding for sounding in self._sounding if sounding.part.end > end]
        self._position = end
        return out

    def _begin(self, end: Frames) -> None:
        due = [part for part in self._waiting if part.start < end]
        self._waiting = [part for part in self._waiting if part.start >= end]
        for part in due:
            voice = self._open(part, max(part.start, self._position))
            self._sounding.append(_Sounding(lasting(part, self._last, voice.reach), voice))

    def _add(self, sounding: _Sounding, out: Block | None, frames: Frames, gains: Gains) -> Block | None:
        """`out`, None being silence, with one part more in it."""
        part = sounding.part
        first = max(part.start, self._position)
        count = min(part.end, self._position + frames) - first
        if count <= 0:
            return out
        block = sounding.voice.source.read(count)
        level = 10.0 ** ((part.gain_db + sounding.voice.level_db) / 20.0)
        here = slice(first - self._position, first - self._position + count)
        # All gains as one: each by itself would go through the block once more.
        lane = gains if isinstance(gains, float) else gains[here]
        self._place(block, part.pan, first, part.gains(first, count) * level * lane)
        if out is None and count == frames:
            return block
        out = silence(frames) if out is None else out
        out[here] += block
        return out

    def _place(self, block: Block, pan: float, first: Frames, gains: Gains) -> None:
        """Put a block between the ears: where its clip is planned, and from there where the lane has moved to."""
        if self._movement is None and not pan:
            scale(block, gains)
            return
        # One gain for the whole block goes into those of both ears: a pass less.
        level = 1.0
        if isinstance(gains, float):
            level = gains
        else:
            scale(block, gains)
        before = after = both(panned(pan), (level, level))
        if self._movement is not None:
            before, after = (both(before, self._movement.sides(at)) for at in (first, first + len(block)))
        spread(block, before, after)
