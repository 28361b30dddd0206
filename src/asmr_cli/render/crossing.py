"""From one mix to another within seconds, without getting louder, whether or not they share sounds."""

from collections.abc import Callable

import numpy as np

from asmr_cli.render.source import Block, Source, both_ears
from asmr_cli.types import Frames


class Crossing:
    """`frames` frames from one source into the other, which goes on alone.

    Gains a, b of two sounds with correlation r are divided by √(a² + b² + 2rab): equal power for strangers, equal gain
    for a sound that is the same in both."""

    def __init__(self, old: Source, new: Source, frames: Frames, done: Callable[[], None] = lambda: None) -> None:
        """`done` is called when the old one is needed no more."""
        self._old: Source | None = old
        self._new = new
        self._frames = frames
        self._over = done
        self._done = 0
        self._likeness: float | None = None

    def read(self, frames: Frames) -> Block:
        """Exactly `frames` frames."""
        entering = self._new.read(frames)
        if self._old is None:
            return entering
        count = min(frames, self._frames - self._done)
        leaving = self._old.read(count)
        crossed = entering.copy()
        crossed[:count] = self._blend(leaving, entering[:count])
        self._done += count
        if self._done >= self._frames:
            self._old = None
            self._over()
        return crossed

    def _blend(self, leaving: Block, entering: Block) -> Block:
        if self._likeness is None:
            self._likeness = _correlation(leaving, entering)
        where = (np.arange(self._done, self._done + len(leaving)) + 0.5) / self._frames * (np.pi / 2)
        level = np.sqrt(1.0 + self._likeness * np.sin(2.0 * where))
        fall, rise = both_ears(np.cos(where) / level), both_ears(np.sin(where) / level)
        return np.asarray(leaving * fall + entering * rise, dtype=np.float32)


def _correlation(one: Block, other: Block) -> float:
    a, b = one.reshape(-1), other.reshape(-1)
    scale = float(np.sqrt(np.dot(a, a) * np.dot(b, b)))
    return min(max(float(np.dot(a, b)) / scale, 0.0), 1.0) if scale > 0.0 else 0.0
