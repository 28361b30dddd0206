"""A small clock of brass ticking calmly close by: each beat is three impacts of the escapement in its case.

What makes it a clock and not a knife on a board is that the works ring on for some 30 ms after every impact, in many
thin modes above 1 kHz, and that the room around it is not silent.
"""

import numpy as np

from asmr_cli.synth.canvas import TICK, Mono, Stereo, of_unit_spread, slow
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.modal import Body, body, click, layered, scaled, strike
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, stillness
from asmr_cli.types import RATE

_WORKS_SEED = 11
"""One clock, kept: any table of these modes ticks, but a clock does not change its works from night to night."""
BEAT = 0.54
"""Seconds between tick and tock."""
_IMPACTS = ((0.0, 0.5, 1.1), (0.006, 1.0, 1.0), (0.030, 0.5, 1.05))
"""A tooth lets go of one pallet, the next falls on the other, and the fork rebounds: (seconds, gain, pitch)."""


def works() -> Body:
    """Wheels and plates of brass: one uneven table of thin modes, lightly damped."""
    table = np.random.Generator(np.random.PCG64(_WORKS_SEED))
    freqs = np.geomspace(1000, 7000, 22) * np.exp(table.normal(0, 0.05, 22))
    gains = np.exp(table.normal(0, 0.35, 22)) * np.minimum(1, (3000 / freqs) ** 0.6)
    return body(freqs.tolist(), gains.tolist(), (100,) * 22, longest=0.03)


def case() -> Body:
    """The small wooden case that carries the works."""
    return body((336, 544, 830), (0.5, 0.42, 0.3), (6, 7, 8), longest=0.014)


def beat(rng: np.random.Generator, pitch: float) -> Mono:
    """One tick: three impacts, each heard through the case."""
    parts: list[tuple[float, float, Mono]] = []
    brass, wood = scaled(works(), pitch), case()
    for at, gain, higher in _IMPACTS:
        when = at * lognormal(rng, 1.0, 0.03)
        loud = lognormal(rng, gain, 0.1)
        parts.append((when, 0.3 * loud, strike(scaled(brass, higher), rng, 0.00003, detune=0.003, spread=0.2)))
        parts.append((when, 0.4 * loud, click(rng, 4500 * higher, 2.0, 0.002, 0.0002)))
        parts.append((when, 0.2 * loud, strike(wood, rng, 0.0012, detune=0.01, spread=0.15)))
    return layered(*parts)


def clock(frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of ticking, the clock a little to one side, its swing wandering as a pendulum's does."""
    pairs = max(1, round(frames / RATE / (2 * BEAT)))
    period = frames / RATE / pairs
    stage, path = Stage(frames), drift(rng, frames, 26, 0.05)
    late, swing = 0.004 * slow(rng, frames, 0.02, 0.2), np.exp(0.09 * slow(rng, frames, 0.02, 0.3))
    side, pitch = float(rng.choice((-1.0, 1.0))) * 26, lognormal(rng, 0.97, 0.04)
    for turn in range(2 * pairs):
        at = period * (turn // 2) + (turn % 2) * (0.5 * period + 0.012) + float(rng.normal(0, 0.0006))
        tick = round(at * RATE) // TICK % len(path)
        sound = beat(rng, pitch * (1.0 if turn % 2 else 1.04))
        stage.add(sound, at + late[tick], float(side + path[tick] + rng.normal(0, 1)), float(swing[tick]))
    dry = of_unit_spread(stage.heard()) + stillness(rng, frames, -11, 45, 2000)
    return finish(room(rng, dry, wet=0.1, t60=0.25, top=6000), lufs=-28, jump=6.0)


RECIPES = (Recipe("clock", clock),)
