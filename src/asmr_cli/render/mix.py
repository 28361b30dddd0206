"""A session's sound from one plan to the next, as it is before the output gain."""

from collections import deque
from typing import NamedTuple

import numpy as np

from asmr_cli.models import Session
from asmr_cli.render.chain import Chain
from asmr_cli.render.chunked import HOP
from asmr_cli.render.crossing import Crossing
from asmr_cli.render.evenness import HALF_MINUTE, Evenness
from asmr_cli.render.fadeins import FadeIns
from asmr_cli.render.governor import Governor
from asmr_cli.render.limit import Limited
from asmr_cli.render.source import Block, Opener, Source, silence
from asmr_cli.render.voices import Facts, OnTrouble, World
from asmr_cli.types import RATE, Frames, Lufs, to_frames

KEPT = 6 * RATE
"""Frames that are remembered, so that a new plan can take effect on what was handed over and is not heard yet."""

LEAVE = to_frames(2.0)
"""A sound that is not wanted is left within two seconds (three are promised, the device may hold some of them)."""


class _FadeIn(NamedTuple):
    """How the sound came out of silence the last time."""

    start: Frames
    frames: Frames


class Mix:
    """A session's sound before any fade: endless, read in blocks of any size, and re-planned under way."""

    def __init__(
        self,
        session: Session,
        open_tape: Opener,
        facts: Facts = lambda ref: None,
        on_trouble: OnTrouble = lambda ref, error: None,
        start: Frames = 0,
    ) -> None:
        self._world = World(open_tape, facts, on_trouble)
        self._fade = self._first = _FadeIn(0, to_frames(session.fade_in))
        self._chain = Chain(session, self._world, start, self._governor(session, start))
        self._source: Source = self._chain
        self._leaving: list[Chain] = []
        """Of earlier plans, and still heard; the first is the first to go."""
        self._kept: deque[Block] = deque()
        self.keep = KEPT
        """Frames that are remembered for a new plan; who never re-plans needs none."""
        self.position: Frames = start
        """The session frame that the next read begins with."""

    @property
    def level_lufs(self) -> Lufs:
        """Short-term loudness before the output gain, two to three seconds ahead of what was read."""
        return self._chain.governor.short_term

    @property
    def begun(self) -> Frames:
        """What starts before this frame has begun already: everything is looked at some seconds ahead."""
        return self._chain.begun

    @property
    def lost(self) -> bool:
        """Whether what the session rests on gives no sound any more, at the frame `begun`."""
        return self._chain.lost

    @property
    def limited(self) -> Frames:
        """Frames on which the limiter has acted."""
        return self._chain.limit.limited

    def read(self, frames: Frames) -> Block:
        """Exactly `frames` frames, not to be written into; the plan's end is the output gain's matter."""
        block = self._source.read(frames)
        self._keep(block)
        self.position += frames
        return block

    def _governor(self, session: Session, start: Frames) -> Governor:
        fade_ins, since = FadeIns(round(self._fade.frames / HOP)), start // HOP
        window = HALF_MINUTE if session.duration < 600.0 else 2 * HALF_MINUTE
        evenness = Evenness(fade_ins.left(since), window, session.target_lufs)
        return Governor(session.target_lufs, evenness, fade_ins=fade_ins, since=since)

    def _let_go(self, last: Chain) -> None:
        """Close the files of plans that were left, up to the `last`: cycles of objects would hold them open."""
        while last in self._leaving:
            self._leaving.pop(0).close()

    def _keep(self, block: Block) -> None:
        self._kept.append(block)
        while self._kept and self._remembered() - len(self._kept[0]) >= self.keep:
            self._kept.popleft()

    def _remembered(self) -> Frames:
        return sum(map(len, self._kept))

    def replan(self, session: Session, at: Frames | None = None) -> None:
        """Go on with another plan. Without `at` what sounds goes on, only what lies ahead changes. With `at`, at most
        KEPT frames back, the next read begins there again and leaves the old plan's sounds within two seconds."""
        if at is None and self._chain.over:  # it was read beyond its end: what comes there now is read again
            at = self.position
        if at is None or not self.position - self._remembered() <= at <= self.position:
            self._chain.replan(session)
            return
        kept = np.concatenate([silence(0), *self._kept])
        back = self.position - at
        again = _Again(kept[len(kept) - back :], self._source)
        old = self._chain
        self._leaving.append(old)
        governor = old.governor.turning((at - self._fade.start) // HOP, LEAVE // HOP)
        self._chain = Chain(session, self._world, at, governor)
        # Two mixes at the ceiling can meet above it.
        self._source = Limited(Crossing(again, self._chain, LEAVE, lambda: self._let_go(old)))
        self._kept = deque([kept[: len(kept) - back]])
        self.position = at

    def begin(self, session: Session, at: Frames, fade_in: Frames, heard: Frames) -> None:
        """After a silence the next read begins at any frame `at`, and is heard through a raised cosine of `fade_in`
        frames: what stands out is held back until there is something around it again. Of what was read before, the
        frames up to `heard` were heard."""
        known = (heard - self._fade.start) // HOP
        self._fade = _FadeIn(at, fade_in)
        # In the session's own fade-in both are heard: 3 s that rise to what then rises on would rise too steeply.
        first = round(self._first.frames / HOP) if at < self._first.frames else 0
        fade_ins = FadeIns(round(fade_in / HOP), first, min(round(at / HOP), first))
        governor = self._chain.governor.returning(known, fade_ins)
        self._leaving.append(self._chain)
        self._let_go(self._chain)
        self._chain = Chain(session, self._world, at, governor)
        self._source = self._chain
        self._kept.clear()
        self.position = at


class _Again:
    """Frames that were read before, once more, then the source goes on."""

    def __init__(self, kept: Block, source: Source) -> None:
        self._kept = kept
        self._source = source

    def read(self, frames: Frames) -> Block:
        old, self._kept = self._kept[:frames], self._kept[frames:]
        return old if len(old) == frames else np.concatenate([old, self._source.read(frames - len(old))])
