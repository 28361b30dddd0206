"""The shapes on the screen: a breath that opens and closes, slow ripples, the way through the night, the level."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from asmr_cli.models.session import Phase
from asmr_cli.types import Lufs, Seconds
from asmr_cli.ui.canvas import ACROSS, DOWN, Canvas
from asmr_cli.ui.theme import FAINT, QUIET, SHAPE, TEXT, WORD

_CLOSED: Final = 7.0
"""Dots: the breath's shape never closes quite, its word stays inside."""
_RIPPLE: Final[Seconds] = 18.0
"""From the centre to the rim."""
_RIPPLES: Final = 3
LOUDNESS: Final = 0.6
"""Loudness grows as amplitude to this power (10 dB: twice as loud), so that a sone fade is a straight line."""
_SOFTEST, _LOUDEST = -52.0, -22.0
"""LUFS at which no step is lit, and all of them."""
_STEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What a terminal can draw."""

    path: str = "─"
    passed: str = "·"
    here: str = "●"
    step: str = "▪"
    gap: str = "·"
    fine: bool = True
    """Whether it has braille dots for circles."""


PLAIN_GLYPHS: Final = Glyphs("-", ".", "o", "=", ".", fine=False)


@dataclass(frozen=True, slots=True)
class Area:
    """Rows of the canvas, from `top` on."""

    top: int
    rows: int


@dataclass(frozen=True, slots=True)
class Pen:
    """What is drawn on, how brightly of it all, and with what."""

    canvas: Canvas
    dim: float
    """0 to 1."""
    glyphs: Glyphs

    def shade(self, shade: float) -> int:
        """A shade of `theme` as it is now."""
        return max(1, round(shade * self.dim))


def breath(pen: Pen, area: Area, size: float, word: str) -> None:
    """Open by `size` (0 to 1), the same to all sides of its word."""
    canvas, glyphs = pen.canvas, pen.glyphs
    middle = area.top + area.rows // 2
    if glyphs.fine and area.rows >= 5 and canvas.cols >= 16:
        x, y = canvas.cols * ACROSS / 2 - 0.5, (middle + 0.5) * DOWN - 0.5
        widest = _widest(canvas, area)
        canvas.centre(middle, word, pen.shade(WORD))
        closed = min(_CLOSED, widest) if word else 1.0
        canvas.ring(x, y, closed + (widest - closed) * size, pen.shade(SHAPE))
        return
    left = (canvas.cols - len(word)) // 2
    gap = 1 + round(size * max(0, min(left - 2, 16)))
    canvas.put(left, middle, word, pen.shade(WORD))
    canvas.put(left - gap - 1, middle, "(", pen.shade(SHAPE))
    canvas.put(left + len(word) + gap, middle, ")", pen.shade(SHAPE))


def ripples(pen: Pen, area: Area, at: Seconds) -> None:
    """Rings that widen slowly from the middle and fade before they reach the rim."""
    canvas = pen.canvas
    for number in range(_RIPPLES):
        t = (at / _RIPPLE + number / _RIPPLES) % 1.0
        shade = pen.shade(SHAPE * math.sin(math.pi * t) ** 0.8)
        if pen.glyphs.fine and area.rows >= 5:
            x = canvas.cols * ACROSS / 2 - 0.5
            y = (area.top + area.rows // 2 + 0.5) * DOWN - 0.5
            canvas.ring(x, y, 1 + _widest(canvas, area) * t, shade)
        else:
            half, row = round(1 + t * (canvas.cols // 2 - 4)), area.top + area.rows // 2
            canvas.put(canvas.cols // 2 - half, row, "(", shade)
            canvas.put(canvas.cols // 2 + half, row, ")", shade)


def way(pen: Pen, y: int, phases: Sequence[Phase], at: Seconds, labels: bool) -> None:
    """The night as a line in three parts with a mark where it is; no clock. Labels go one row below."""
    canvas, glyphs = pen.canvas, pen.glyphs
    width = min(canvas.cols - 4, 56)
    left = (canvas.cols - width) // 2
    end = phases[-1].end
    for phase in phases:
        first, last = round(phase.start / end * width), round(phase.end / end * width)
        inside = phase.start <= at < phase.end
        for cell in range(first, max(first, last - 1)):
            done = (cell + 0.5) / width * end <= at
            canvas.put(left + cell, y, glyphs.passed if done else glyphs.path, pen.shade(FAINT if done else QUIET))
        if labels:
            canvas.put(left + first, y + 1, phase.name[: last - first], pen.shade(TEXT if inside else FAINT))
    here = min(width - 2, math.floor(at / end * width))
    canvas.put(left + here, y, glyphs.here, pen.shade(TEXT))


def level(pen: Pen, y: int, lufs: Lufs | None, volume: int) -> None:
    """How loud it is, as steps; the volume beside it only where it was touched."""
    canvas, glyphs = pen.canvas, pen.glyphs
    share = 0.0 if lufs is None else (lufs - _SOFTEST) / (_LOUDEST - _SOFTEST)
    lit = max(0, min(_STEPS, round(share * _STEPS)))
    label = "level " if volume == 100 else f"volume {volume}  level "
    left = (canvas.cols - len(label) - _STEPS) // 2
    canvas.put(left, y, label, pen.shade(FAINT))
    canvas.put(left + len(label), y, glyphs.step * lit, pen.shade(QUIET))
    canvas.put(left + len(label) + lit, y, glyphs.gap * (_STEPS - lit), pen.shade(FAINT))


def _widest(canvas: Canvas, area: Area) -> float:
    middle = area.rows // 2
    down = (min(middle, area.rows - 1 - middle) + 0.5) * DOWN - 1
    return min(down, canvas.cols * ACROSS / 2 - 2)
