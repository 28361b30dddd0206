"""Strokes of a hand: back and forth, in one manner for a while, and how fast and where that hand is.

Hands move with minimum jerk (T. Flash and N. Hogan, "The Coordination of Arm Movements", J. Neurosci. 5, 1985).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from asmr_cli.synth.canvas import Curve, restless, through
from asmr_cli.types import RATE, Seconds

CELL = 96
"""Frames between two values of speed and roughness: 2 ms."""


@dataclass(frozen=True)
class Stroke:
    """One movement of a hand."""

    at: Seconds
    seconds: Seconds
    force: float
    way: int
    """1 or -1: away or back."""
    skew: float = 1.0
    """Below 1 the fastest moment comes early."""
    bell: float = 2.0
    """2 is minimum jerk from rest to rest; towards 1 what rubs is set down and lifted in motion."""


def strokes(
    rng: np.random.Generator,
    seconds: Seconds,
    length: tuple[Seconds, Seconds],
    gap: tuple[Seconds, Seconds],
    pause: float = 0.05,
    resting: tuple[Seconds, Seconds] = (0.5, 1.2),
    skew: tuple[float, float] = (0.8, 1.3),
    bell: float = 2.0,
) -> list[Stroke]:
    """A ring of strokes back and forth: lengths log-uniform, a rest with probability `pause` after each.

    Every 6 to 16 strokes the hand finds another manner: another pace and another weight.
    """
    done: list[Stroke] = []
    clock, way, left, pace, weight = 0.0, 1, 0, 1.0, 1.0
    while clock < seconds:
        if left == 0:
            left, pace, weight = int(rng.integers(6, 17)), np.exp(rng.normal(0, 0.28)), np.exp(rng.normal(0, 0.16))
        lasts = float(np.exp(rng.uniform(*np.log(length))) * pace)
        force = float(weight * np.exp(np.clip(rng.normal(0, 0.2), -0.45, 0.4)))
        done.append(Stroke(clock, lasts, force, way, float(rng.uniform(*skew)), bell))
        clock += lasts + rng.uniform(*gap) + (rng.uniform(*resting) if rng.random() < pause else 0.0)
        way, left = -way, left - 1
    scale = seconds / clock
    return [replace(stroke, at=stroke.at * scale, seconds=stroke.seconds * scale) for stroke in done]


def speed(moves: Sequence[Stroke], frames: int) -> Curve:
    """How fast the hand is, one value every `CELL`, around 1 at the height of a stroke; strokes may overlap."""
    curve = np.zeros(frames // CELL)
    for move in moves:
        count = max(4, round(move.seconds * RATE / CELL))
        at = (round(move.at * RATE / CELL) + np.arange(count)) % curve.size
        s = ((np.arange(count) + 0.5) / count) ** move.skew
        curve[at] += move.force * (4 * s * (1 - s)) ** move.bell
    return curve


def travel(moves: Sequence[Stroke], frames: int) -> Curve:
    """Where the hand is over ticks, from -1 to 1 along the stroke, returning smoothly between strokes."""
    keys = [(t, x) for m in moves for t, x in ((m.at, -float(m.way)), (m.at + m.seconds, float(m.way)))]
    at, x = zip(*sorted(keys), strict=True)
    return through(frames, at, x)


def wobble(rng: np.random.Generator, frames: int, hz: float) -> Curve:
    """A random curve of unit spread, one value every `CELL`, with nothing much above `hz`."""
    return restless(rng, frames // CELL, CELL, hz)
