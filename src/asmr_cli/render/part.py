"""One clip as it sounds: its file, its gain, its fades, its place in time."""

from typing import NamedTuple, TypeAlias

import numpy as np

from asmr_cli.render.source import Gains
from asmr_cli.types import RATE, Frames

TURN: Frames = RATE
"""The fades of what goes on become those of a new plan within a second."""


class Ramp(NamedTuple):
    """Up from 0 at `start`, or down to 0 at `start + frames`, as a quarter of a sine: equal power with its opposite."""

    start: Frames
    frames: Frames
    rising: bool

    def gains(self, first: Frames, frames: Frames) -> Gains:
        if self.frames <= 0 or (first >= self.start + self.frames if self.rising else first + frames <= self.start):
            return 1.0
        where = np.arange(first - self.start, first - self.start + frames, dtype=np.float32) + np.float32(0.5)
        share = np.clip(where / np.float32(self.frames), 0.0, 1.0)
        share = share if self.rising else np.float32(1.0) - share
        return np.asarray(np.sin(share * np.float32(0.5 * np.pi)), dtype=np.float32)


class Turn(NamedTuple):
    """From the ramps of one plan to those of another, in a straight line over TURN frames from `start` on."""

    start: Frames
    before: "Ramps"
    after: "Ramps"

    def gains(self, first: Frames, frames: Frames) -> Gains:
        new = product(self.after, first, frames)
        if first >= self.start + TURN:
            return new
        old = product(self.before, first, frames)
        return turned(old, new, first - self.start, frames)


Ramps: TypeAlias = tuple[Ramp | Turn, ...]


def turned(old: Gains, new: Gains, since: Frames, frames: Frames) -> Gains:
    """From the gains of one plan to those of another, in frames that begin `since` frames after it came."""
    if isinstance(old, float) and isinstance(new, float) and old == new:
        return old
    where = np.arange(since, since + frames, dtype=np.float32) / np.float32(TURN)
    return np.asarray(old + (new - old) * np.clip(where, 0.0, 1.0), dtype=np.float32)


def settled(ramps: Ramps, at: Frames) -> Ramps:
    """The ramps without a turn that is over."""
    return next((r.after for r in ramps if isinstance(r, Turn) and at >= r.start + TURN), ramps)


def product(ramps: Ramps, first: Frames, frames: Frames) -> Gains:
    """All ramps at once."""
    out: Gains = 1.0
    for ramp in ramps:
        out = out * ramp.gains(first, frames)
    return out


Key: TypeAlias = tuple[str, Frames, Frames]


class Part(NamedTuple):
    """A clip in frames. `key` tells whether two plans mean the same sound going on."""

    sound: str
    trigger: str
    start: Frames
    end: Frames
    offset: Frames
    gain_db: float
    pan: float
    ramps: Ramps

    @property
    def key(self) -> Key:
        return (self.sound, self.start, self.offset)

    def gains(self, first: Frames, frames: Frames) -> Gains:
        """All its ramps at once."""
        return product(self.ramps, first, frames)
