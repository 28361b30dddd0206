"""A file that breaks off is faded, not cut."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from asmr_cli.errors import AsmrError
from asmr_cli.render.row import Row
from asmr_cli.render.source import Block, Source, both_ears, silence
from asmr_cli.types import RATE, Frames

Trouble: TypeAlias = Callable[[AsmrError | None], None]
"""Told once when a source gives less than was planned: the error, or None where it merely ended early."""

Instead: TypeAlias = Callable[[], Source | None]
"""What goes on where a source has ended early, None: nothing."""

_AHEAD: Frames = RATE // 2
"""How much is held, to be faded where a source ends early."""

ESTIMATE: Frames = RATE // 5
"""A container's length may be so far off; that is no damage."""


class Softened:
    """`length` frames of a source, read ahead: where it ends early or fails, the half second before that fades."""

    def __init__(self, source: Source, length: Frames, trouble: Trouble, instead: Instead = lambda: None) -> None:
        self._source = source
        self._missing = length
        self._trouble = trouble
        self._instead = instead
        self._held = Row()
        self.gone = False
        """Whether it has ended before its time, with nothing instead."""

    def read(self, frames: Frames) -> Block:
        """Exactly `frames` frames; silence after the end."""
        # A whole block ahead: then blocks of one length are handed on as they are.
        wanted = min(frames + max(_AHEAD, frames) - len(self._held), self._missing)
        if wanted > 0:
            self._fill(wanted)
        taken = self._held.take(frames)
        return taken if len(taken) == frames else np.concatenate([taken, silence(frames - len(taken))])

    def _fill(self, wanted: Frames) -> None:
        error: AsmrError | None = None
        try:
            block = self._source.read(wanted)
        except AsmrError as raised:
            error, block = raised, silence(0)
        self._held.put(block)
        self._missing -= len(block)
        if len(block) < wanted:
            if error is not None or self._missing > ESTIMATE:
                self._trouble(error)
                self._go_on(wanted - len(block))
            else:
                self._held.put(self._leaving()[0])
                self._missing = 0

    def _leaving(self) -> tuple[Block, Block]:
        """Take out the half second that was held last, and fade it; the opposite fade, of the same length."""
        held = self._held.take(len(self._held))
        place = max(len(held) - _AHEAD, 0)
        self._held.put(held[:place])
        along = np.linspace(0.0, np.pi / 2, len(held) - place, dtype=np.float32)
        return held[place:] * both_ears(np.cos(along)), both_ears(np.sin(along))

    def _go_on(self, frames: Frames) -> None:
        """Cross to what comes instead, and read `frames` frames of it."""
        leaving, rise = self._leaving()
        following = self._instead()
        if following is None:
            self._held.put(leaving)
            self._missing, self.gone = 0, True
            return
        self._source, self._instead, self._trouble = following, lambda: None, lambda error: None
        place = len(self._held)
        self._missing += len(rise)
        self._fill(len(rise) + frames)
        held = self._held.take(len(self._held))
        entering = held[place:][: len(rise)]
        entering *= rise[: len(entering)]
        entering += leaving[: len(entering)]
        self._held.put(held)
