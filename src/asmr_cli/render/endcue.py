"""Two soft bowl strokes that say: the break is over. They enter slowly and stay inside rule 1."""

import numpy as np

from asmr_cli.models import Session
from asmr_cli.render.source import Block
from asmr_cli.render.track import raised_cosine
from asmr_cli.types import RATE, Frames, to_frames

_STROKES = (0.0, 4.0)
_BEFORE = 9.0
"""Seconds before the fade-out begins: the last one still rings as it starts."""

_PARTIALS = ((220.0, 1.0, 5.0), (596.0, 0.30, 3.0), (1126.0, 0.08, 1.6))
"""Hertz, amplitude, seconds to fall to a third: a bowl's first three modes, 1 : 2.71 : 5.12."""

_ATTACK = 0.5
_PEAK = 10.0 ** (-31.0 / 20.0)
"""A sine of this height is near -34 LUFS: with the mix at -28 the whole rises by 1 dB."""


class EndCue:
    """Adds the strokes to blocks of the mix."""

    def __init__(self, session: Session) -> None:
        first = max(to_frames(session.fade_out.start - _BEFORE), 0)
        self._starts = [first + to_frames(stroke) for stroke in _STROKES]

    def add(self, block: Block, first: Frames) -> None:
        """Add what sounds in the frames from `first` on."""
        for start in self._starts:
            if first + len(block) > start and first < start + 20 * RATE:
                seconds = (np.arange(first - start, first - start + len(block)) / RATE).clip(min=0.0)
                rise = raised_cosine(np.minimum(seconds / _ATTACK, 1.0))
                wave = sum(a * np.exp(-seconds / decay) * np.sin(2 * np.pi * f * seconds) for f, a, decay in _PARTIALS)
                block += (_PEAK * rise * wave).astype(np.float32)[:, None]
