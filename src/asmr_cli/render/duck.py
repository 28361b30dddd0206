"""The bed gives way while a foreground plays, so that the mix stays as loud as the bed alone."""

from collections.abc import Sequence
from math import log10

import numpy as np
from numpy.typing import NDArray

from asmr_cli.models import Segment
from asmr_cli.render.chunked import HOP
from asmr_cli.render.part import TURN, turned
from asmr_cli.render.source import Gains
from asmr_cli.render.straight import straight
from asmr_cli.render.track import raised_cosine
from asmr_cli.types import RATE, Decibel, Frames, to_frames

DEEPEST: Decibel = -6.0
"""So far a bed gives way at most (rule 5)."""

FOREGROUND: Decibel = 10.0 * log10(1.0 - 10.0 ** (DEEPEST / 10.0))
"""Level of a foreground over a bed: with the bed at -6 dB the two powers add up to the target (-1.26 dB)."""

_SLOWEST = 4 * RATE
"""A bed takes at least this long to give way, however short the foreground's own fade is."""


def way_given(foreground_db: Decibel) -> Decibel:
    """How far the bed goes down for a foreground of that share: what is left of the target, but never below -6 dB."""
    rest = 1.0 - 10.0 ** ((FOREGROUND + min(foreground_db, 0.0)) / 10.0)
    return max(DEEPEST, 10.0 * log10(rest))


class Duck:
    """The bed's gain by frame, from the foreground's segments."""

    def __init__(self, foreground: Sequence[Segment]) -> None:
        self._spans = [
            (
                to_frames(segment.start),
                max(to_frames(segment.fade_in), _SLOWEST),
                to_frames(segment.end),
                max(to_frames(segment.fade_out), _SLOWEST),
                way_given(segment.gain_db),
            )
            for segment in foreground
        ]

    def gains(self, first: Frames, frames: Frames) -> Gains:
        """Straight between tenths of a second."""
        knot, last = first // HOP, (first + frames) // HOP + 1
        steady = self._steady(knot * HOP, last * HOP)
        if steady is not None:
            return float(10.0 ** (steady / 20.0))
        where = np.arange(knot, last + 1) * HOP
        depth = np.zeros(len(where))
        for start, enter, end, leave, deepest in self._spans:
            if start < where[-1] and where[0] < end:
                depth += deepest * _bump(where, start, enter, end, leave)
        knots = (10.0 ** (np.maximum(depth, DEEPEST) / 20.0)).astype(np.float32)
        return straight(knots, HOP)[first - knot * HOP :][:frames]

    def _steady(self, first: Frames, last: Frames) -> Decibel | None:
        """The depth where it does not change from `first` to `last`, else None."""
        near = [span for span in self._spans if span[0] < last and first < span[2]]
        if not near:
            return 0.0
        start, enter, end, leave, deepest = near[0]
        return max(deepest, DEEPEST) if len(near) == 1 and start + enter <= first and last <= end - leave else None


class TurningDuck:
    """The duck of the plan that holds; after another plan has come it turns to that one's without a step.

    Under a foreground that is planned and cannot be heard the bed returns within four seconds."""

    def __init__(self, foreground: Sequence[Segment]) -> None:
        self._now = Duck(foreground)
        self._before: list[tuple[Duck, Frames]] = []
        """Earlier plans, each with the frame from which on it is left; several where one soon follows another."""
        self._share = 1.0
        """Of the way that the plan lets the bed give."""

    def replan(self, foreground: Sequence[Segment], at: Frames) -> None:
        """Another plan from the frame `at` on."""
        self._before = [*self._before, (self._now, at)]
        self._now = Duck(foreground)

    def gains(self, first: Frames, frames: Frames, missing: bool = False) -> Gains:
        """As `Duck.gains`, block after block; `missing`: there is nothing to give way to."""
        before, step = self._share, frames / _SLOWEST
        self._share = max(before - step, 0.0) if missing else min(before + step, 1.0)
        gains = self._planned(first, frames)
        if before == self._share == 1.0:
            return gains
        shares = np.linspace(before, self._share, frames, endpoint=False, dtype=np.float32)
        return np.asarray(1.0 + (gains - 1.0) * shares, dtype=np.float32)

    def _planned(self, first: Frames, frames: Frames) -> Gains:
        self._before = [(duck, left) for duck, left in self._before if first < left + TURN]
        out, *following = [duck.gains(first, frames) for duck in (*(duck for duck, _ in self._before), self._now)]
        for gains, (_, left) in zip(following, self._before, strict=True):
            out = turned(out, gains, first - left, frames)
        return out


def _bump(where: NDArray[np.int64], start: Frames, enter: Frames, end: Frames, leave: Frames) -> NDArray[np.float64]:
    """0 outside, 1 inside, raised cosines between; neighbours that overlap by their fades add up to 1."""
    rising = np.clip((where - start) / enter, 0.0, 1.0)
    falling = np.clip((end - where) / leave, 0.0, 1.0)
    return raised_cosine(rising) * raised_cosine(falling)
