"""A value that moves without steps or corners: ramps, each of which begins where the one before it stood."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from asmr_cli.types import Frames

Values: TypeAlias = NDArray[np.float64]


def raised_cosine(progress: Values) -> Values:
    """No corner at either end: (1 - cos πt) / 2."""
    return 0.5 - 0.5 * np.cos(np.pi * progress)


class _Ramp(NamedTuple):
    at: Frames
    frames: Frames
    before: float
    after: float


class Track:
    """A value as a function of the frame; a ramp that is added replaces what was planned after its start."""

    def __init__(self, value: float) -> None:
        self._ramps = [_Ramp(0, 0, value, value)]

    def move(self, to: float, at: Frames, frames: Frames) -> None:
        """From frame `at` on, go to `to` within `frames` frames."""
        before = self.value(at)
        kept = [ramp for ramp in self._ramps if ramp.at < at]
        self._ramps = [*kept, _Ramp(at, frames, before, to)]

    def value(self, frame: Frames) -> float:
        return float(self.values(np.array([float(frame)]))[0])

    def flat(self, first: Frames, frames: Frames) -> float | None:
        """The value where it does not change between `first` and `first + frames`, else None."""
        ramp = self._ramps[-1]
        return ramp.after if first >= ramp.at + ramp.frames else None

    def values(self, where: Values) -> Values:
        """The value at each of the frames in `where`; one for all of them, shape (1,), where it does not change."""
        flat = self.flat(int(where.min()), 0)
        if flat is not None:
            return np.array([flat])
        out = np.full(len(where), self._ramps[0].after)
        for ramp in self._ramps:
            progress = np.clip((where - ramp.at) / max(ramp.frames, 1), 0.0, 1.0)
            moved = ramp.before + (ramp.after - ramp.before) * raised_cosine(progress)
            out = np.where(where >= ramp.at, moved, out)
        return out
