"""Rattle: tips drawn over a ribbed surface catch rib after rib, so that the pitch of the rattle follows the hand."""

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Stereo
from asmr_cli.synth.crackle import Sheet, facet
from asmr_cli.synth.ears import aside, spread
from asmr_cli.synth.grains import sizes
from asmr_cli.synth.strokes import CELL, wobble
from asmr_cli.types import RATE

HARD = Sheet(1200, 0.4, partials=3, ring=(0.0003, 0.0008), noise=1.0)
"""A nail on a rib of cloth; a bristle on the rim of a hole."""
_FACETS = 160
"""Different catches of a tip on a rib, of which each is one."""
_APART = 4.0
"""Degrees from one tip to the next."""


def rattle(
    rng: np.random.Generator, frames: int, pace: Curve, path: Curve, catch: Sheet, ribs: float, tips: int = 4
) -> Stereo:
    """A ring of `tips` side by side that cross `ribs` a second at full speed, each with a pace of its own.

    `pace` is the hand's speed over cells (`strokes.speed`), `path` its azimuth in degrees over ticks.
    """
    bank = [facet(rng, catch, float(rng.uniform(0, 1))) for _ in range(_FACETS)]
    out = np.zeros((frames, 2), dtype=np.float32)
    for tip in range(tips):
        slack = np.exp(0.12 * wobble(rng, frames, 3.0) + rng.normal(0, 0.1))
        crossed = np.concatenate([[0.0], np.cumsum(np.maximum(pace, 0) * slack) * ribs * CELL / RATE])
        turns = np.arange(1, int(crossed[-1])) + np.clip(rng.normal(0, 0.22, int(crossed[-1]) - 1), -0.9, 0.9)
        starts = (np.interp(turns, crossed, np.arange(crossed.size)) * CELL).astype(np.int64) % frames
        force = np.sqrt(np.maximum(pace[starts // CELL], 0)) * sizes(rng, starts.size, 0.4, 2.0)
        place = path[starts // TICK] + _APART * (tip - (tips - 1) / 2) + 3 * rng.standard_normal(starts.size)
        side = aside(np.clip(place, -80, 80))
        out += spread(frames, starts, bank, rng.integers(0, _FACETS, starts.size), force, side)
    return out
