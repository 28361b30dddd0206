"""A soft swell that can be breathed with while the eyes are closed: brighter for in, darker for out."""

from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from asmr_cli.models import Breath
from asmr_cli.plan.breathing import moment
from asmr_cli.render.chance import uniform
from asmr_cli.render.chunked import HOP
from asmr_cli.render.hoppower import hop_power
from asmr_cli.render.lufs import power_of
from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, RATE, Decibel, Frames, Lufs, Seconds

UNDER: Decibel = -8.0
"""Relative to the target: heard in its own narrow band, and adds less than 0.7 dB to the whole."""

ALONE = 0.45
"""Where nothing else sounds it never sinks below this share of its level. Out of silence each breath of `box` stood
16 LU above the 3 s before it, of `ramp` 8.9; so it is 6. What sounds with it takes the place of that hush: from
-43 LUFS on, at a target of -28, there is none."""

_BACK: Seconds = 12.0
"""Where nothing else sounds it comes back within so long after a silence: first the hush, and out of that the swells.
Both at once in 8 s stood up to 9.1 LU above the 3 s before; so it is 7.0."""

_IN_HZ, _OUT_HZ = 620.0, 240.0
_RING = 16 * RATE
_LAST = 45.0
"""Seconds (or a third of the programme) over which the cue leaves before the pacer ends."""


class BreathCue:
    """Adds the swell of each breath to blocks of the mix."""

    def __init__(
        self, breath: Breath, target: Lufs, alone: bool = False, since: Seconds = 0.0, mono: bool = False
    ) -> None:
        """`alone`: nothing else sounds; then, later than at the start, it comes out of a silence at `since`. `mono`:
        the same in both ears."""
        self._breath = breath
        self._least = ALONE if alone else 0.0
        self._since = since if alone else 0.0
        self._power = power_of(target + UNDER)
        self._ears = 1 if mono else CHANNELS
        self._leave = min(_LAST, breath.end / 3.0)

    def add(self, block: Block, first: Frames, around: Lufs) -> None:
        """Add the cue of the frames from `first` on; `around`: what sounds in the 3 s up to their end without it."""
        if first >= self._breath.end * RATE:
            return
        knot = first // HOP
        where = np.arange(knot, (first + len(block)) // HOP + 2) * HOP
        shares = self._hush(around, (where - first) / len(block))
        swells = np.array([self._swell(at / RATE, least) for at, least in zip(where.tolist(), shares, strict=True)])
        frames = np.arange(first, first + len(block))
        for column, hertz in enumerate((_IN_HZ, _OUT_HZ)):
            if swells[:, column].any():
                gains = np.interp(frames, where, swells[:, column]).astype(np.float32)
                block += _band(hertz)[frames % _RING, : self._ears] * gains[:, None]

    def _hush(self, around: Lufs, way: NDArray[np.float64]) -> NDArray[np.float64]:
        """The least share of its level, on the way from what it was at the block's start to its end."""
        before = self._least
        self._least = sqrt(max(ALONE**2 - power_of(around) / self._power, 0.0))
        return before + (self._least - before) * way.clip(0.0, 1.0)

    def _swell(self, at: Seconds, least: float) -> tuple[float, float]:
        """Amplitude of the bands for in and for out; where a breath turns or is held both are at their least."""
        now = moment(self._breath, at)
        if now is None:
            return 0.0, 0.0
        moves = now.word in ("in", "out")
        swell = float(np.sin(np.pi * now.size)) if moves else 0.0
        leaving = min(max((self._breath.end - at) / self._leave, 0.0), 1.0)
        back = self._back(at)
        level = sqrt(self._power) * (least + (1.0 - least) * swell * back) * leaving * back
        inwards = now.word == "in" if moves else now.size > 0.5
        return (level, 0.0) if inwards else (0.0, level)

    def _back(self, at: Seconds) -> float:
        """How far it has come out of a silence."""
        if self._since <= 0.0:
            return 1.0
        return min(max((at - self._since) / _BACK, 0.0), 1.0)


@lru_cache(maxsize=2)
def _band(hertz: float) -> NDArray[np.float32]:
    """A ring of noise an octave wide, K-weighted power 1; each ear has its own."""
    bins = np.fft.rfftfreq(_RING, 1.0 / RATE)
    shape = np.exp(-0.5 * (np.log2(np.maximum(bins, 1.0) / hertz) / 0.4) ** 2)
    spectrum = shape * np.exp(2j * np.pi * uniform(CHANNELS * len(bins), "breath", round(hertz)).reshape(CHANNELS, -1))
    ring = np.ascontiguousarray(np.fft.irfft(spectrum, _RING, axis=1).T, dtype=np.float32)
    return np.asarray(ring / np.sqrt(np.float32(hop_power(ring).mean())), dtype=np.float32)
