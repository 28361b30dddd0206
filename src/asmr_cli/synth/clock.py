"""A small wooden clock ticking calmly close by: each beat is three impacts of the escapement in its case."""

import numpy as np

from asmr_cli.synth.canvas import TICK, Mono, Stereo, slow
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.modal import Body, body, click, layered, scaled, strike
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, hum
from asmr_cli.types import RATE

BEAT = 0.56
"""Seconds between tick and tock."""
_IMPACTS = ((0.0, 0.42, 1.15), (0.009, 1.0, 1.0), (0.021, 0.5, 0.93))
"""A tooth drops, pushes the pallet, and is locked: (seconds, gain, pitch)."""


def works() -> Body:
    """The brass of the works: one table, chosen and kept, since a random one may be a bell or a wooden block."""
    freqs = (640, 870, 1130, 1420, 1690, 2080, 2440, 2950, 3380, 3990, 4620, 5450, 6500, 7600)
    gains = [(1400 / freq) ** 0.6 if freq > 1400 else 0.85 for freq in freqs]
    return body(freqs, gains, (26,) * len(freqs), longest=0.016)


def case() -> Body:
    """The wooden case that carries the works."""
    return body((168, 272, 415), (0.5, 0.42, 0.3), (6, 7, 8), longest=0.014)


def beat(rng: np.random.Generator, pitch: float) -> Mono:
    """One tick: three impacts, each heard through the case."""
    parts: list[tuple[float, float, Mono]] = []
    brass, wood = scaled(works(), pitch), case()
    for at, gain, higher in _IMPACTS:
        when = at * lognormal(rng, 1.0, 0.03)
        loud = lognormal(rng, gain, 0.1)
        parts.append((when, 0.3 * loud, strike(scaled(brass, higher), rng, 0.00008, detune=0.003, spread=0.2)))
        parts.append((when, 0.8 * loud, click(rng, 2700 * higher, 1.1, 0.002, 0.0003)))
        parts.append((when, 0.5 * loud, strike(wood, rng, 0.0012, detune=0.01, spread=0.15)))
    return layered(*parts)


def clock(frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of ticking, the clock a little to one side, its swing wandering as a pendulum's does."""
    pairs = max(1, round(frames / RATE / (2 * BEAT)))
    period = frames / RATE / pairs
    stage, path = Stage(frames), drift(rng, frames, 16, 0.03)
    late, swing = 0.004 * slow(rng, frames, 0.02, 0.2), np.exp(0.09 * slow(rng, frames, 0.02, 0.3))
    side, pitch = float(rng.choice((-1.0, 1.0))) * 26, lognormal(rng, 0.95, 0.04)
    for turn in range(2 * pairs):
        at = period * (turn // 2) + (turn % 2) * (0.5 * period + 0.012) + float(rng.normal(0, 0.0006))
        tick = round(at * RATE) // TICK % len(path)
        sound = beat(rng, pitch * (1.0 if turn % 2 else 1.04))
        stage.add(sound, at + late[tick], float(side + path[tick] + rng.normal(0, 1)), float(swing[tick]))
    dry = stage.heard() + hum(rng, frames, -37, 45, 900)
    return finish(room(rng, dry, wet=0.2, t60=0.4), lufs=-28, jump=6.0)


RECIPES = (Recipe("clock", clock),)
