"""One clip as it sounds: its file, its gain, its fades, its place in time."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from asmr_cli.models import Clip, Segment
from asmr_cli.types import Frames, to_frames


@dataclass(frozen=True, slots=True)
class Ramp:
    """Up from 0 at `start`, or down to 0 at `start + frames`, as a quarter of a sine: equal power with its opposite."""

    start: Frames
    frames: Frames
    rising: bool

    def gains(self, first: Frames, frames: Frames) -> NDArray[np.float32] | None:
        """Shape (frames,), or None where it is 1 throughout."""
        if self.frames <= 0 or (first >= self.start + self.frames if self.rising else first + frames <= self.start):
            return None
        where = np.arange(first - self.start, first - self.start + frames, dtype=np.float32) + np.float32(0.5)
        share = np.clip(where / np.float32(self.frames), 0.0, 1.0)
        share = share if self.rising else np.float32(1.0) - share
        return np.asarray(np.sin(share * np.float32(0.5 * np.pi)), dtype=np.float32)


Key: TypeAlias = tuple[str, Frames, Frames]


@dataclass(frozen=True, slots=True)
class Part:
    """A clip in frames. `key` tells whether two plans mean the same sound going on."""

    sound: str
    trigger: str
    start: Frames
    end: Frames
    offset: Frames
    gain_db: float
    pan: float
    ramps: tuple[Ramp, ...]

    @property
    def key(self) -> Key:
        return (self.sound, self.start, self.offset)

    def gains(self, first: Frames, frames: Frames) -> NDArray[np.float32] | None:
        """All its ramps at once, shape (frames,), or None where they are 1."""
        out: NDArray[np.float32] | None = None
        for ramp in self.ramps:
            gains = ramp.gains(first, frames)
            if gains is not None:
                out = gains if out is None else out * gains
        return out


def part_of(segment: Segment, clip: Clip) -> Part:
    """A clip with the fades of its own and of its segment."""
    start, end = to_frames(clip.start), to_frames(clip.start + clip.length)
    ramps = (
        Ramp(start, to_frames(clip.fade_in), True),
        Ramp(end - to_frames(clip.fade_out), to_frames(clip.fade_out), False),
        Ramp(to_frames(segment.start), to_frames(segment.fade_in), True),
        Ramp(to_frames(segment.end - segment.fade_out), to_frames(segment.fade_out), False),
    )
    return Part(
        sound=clip.sound,
        trigger=segment.trigger,
        start=start,
        end=end,
        offset=to_frames(clip.offset),
        gain_db=segment.gain_db + clip.gain_db,
        pan=clip.pan,
        ramps=tuple(ramp for ramp in ramps if ramp.frames > 0),
    )
