"""Towels folded on a table: each is shaken out, smoothed with the palm, folded over and patted.

Cloth that is moved is dark: half of its power lies between 250 and 800 Hz, and all bands swell and fall together,
within a fifth of a second where it is shaken. Brighter, or with bands that waver by themselves, it is wind or surf.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from asmr_cli.synth.canvas import TICK, Mono, Stereo, of_unit_spread
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.modal import click, layered
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, stillness
from asmr_cli.synth.strokes import Stroke, speed, travel
from asmr_cli.types import RATE, Seconds

_TERRY = Rubbed(
    (
        Band(95, -15, 1.05),
        Band(220, -11, 1.1, 2200),
        Band(480, -4, 1.25, 5000),
        Band(1000, -6, 1.3, 10_000),
        Band(2200, -11, 1.35, 22_000),
        Band(4800, -15, 1.35, 48_000),
        Band(9000, -24, 1.35, 70_000),
    ),
    rough=0.1,
    floor=0.03,
    bristles=30,
    mix=(0.6, 0.8),
)
"""Loops of pile by the thousand: the denser the contacts, the softer the cloth. A few hundred are gravel underfoot.
Levels follow the hand steeply: with less between a move and a rest it is wind.
What is as dark as cloth would lie in the middle of the head if both ears shared more of it."""
_WET = 0.03
"""Cloth swallows its own echoes. With a room around it a rub is wood that is sawn."""


@dataclass(frozen=True)
class Pat:
    """Air, or a pile of cloth, that gives way."""

    at: Seconds
    force: float


class Part(NamedTuple):
    """One part of a folding, from its own beginning on."""

    moves: list[Stroke]
    pats: list[Pat]
    lasts: Seconds


def folding(rng: np.random.Generator, seconds: Seconds) -> Part:
    """A ring of towels, one every four seconds or so."""
    moves: list[Stroke] = []
    pats: list[Pat] = []
    clock = 0.0
    while clock < seconds:
        force = lognormal(rng, 1.0, 0.12)
        for part in (shaken(rng, force), smoothed(rng, force), folded(rng, force)):
            moves += [replace(move, at=clock + move.at, way=(-1) ** k) for k, move in enumerate(part.moves)]
            pats += [replace(pat, at=clock + pat.at) for pat in part.pats]
            clock += part.lasts
    by = seconds / clock
    return Part([replace(m, at=m.at * by) for m in moves], [replace(p, at=p.at * by) for p in pats], seconds)


def shaken(rng: np.random.Generator, force: float) -> Part:
    """Once or twice out and back, each with a breath of air under it."""
    moves: list[Stroke] = []
    pats: list[Pat] = []
    clock = 0.0
    for _ in range(int(rng.integers(1, 3))):
        out = float(rng.uniform(0.18, 0.3))
        back = clock + out + float(rng.uniform(0.06, 0.12))
        moves.append(Stroke(clock, out, 1.3 * force, 1, float(rng.uniform(0.8, 1.1)), 1.6))
        again = 1.3 * force * float(rng.uniform(0.8, 1.1))
        moves.append(Stroke(back, 1.1 * out, again, 1, float(rng.uniform(0.9, 1.4)), 1.4))
        pats += [Pat(clock + 0.45 * out, 0.5), Pat(back + 0.6 * out, 0.35)]
        clock = back + 1.1 * out + float(rng.uniform(0.25, 0.5))
    return Part(moves, pats, clock)


def smoothed(rng: np.random.Generator, force: float) -> Part:
    """Two to four strokes of the palm, and a moment until the next fold."""
    moves: list[Stroke] = []
    clock = 0.0
    for _ in range(int(rng.integers(2, 5))):
        lasts = lognormal(rng, 0.42, 0.25)
        moves.append(Stroke(clock, lasts, lognormal(rng, 0.75 * force, 0.12), 1, float(rng.uniform(0.7, 1.3)), 1.1))
        clock += lasts + float(rng.uniform(0.03, 0.15))
    return Part(moves, [], clock + float(rng.uniform(0.1, 0.3)))


def folded(rng: np.random.Generator, force: float) -> Part:
    """Folded over once or twice, each fold patted, and put away."""
    moves: list[Stroke] = []
    pats: list[Pat] = []
    clock = 0.0
    for _ in range(int(rng.integers(1, 3))):
        lasts = lognormal(rng, 0.26, 0.2)
        moves.append(Stroke(clock, lasts, 0.9 * force, 1, float(rng.uniform(1.0, 1.5)), 1.4))
        clock += lasts + float(rng.uniform(0.05, 0.12))
        for _ in range(int(rng.integers(1, 3))):
            pats.append(Pat(clock, float(rng.uniform(0.4, 0.8))))
            clock += float(rng.uniform(0.22, 0.34))
    return Part(moves, pats, clock + float(rng.uniform(0.25, 0.7)))


def pat(rng: np.random.Generator) -> Mono:
    """A flat hand on soft cloth."""
    return layered(
        (0, 1.0, click(rng, lognormal(rng, 130, 0.15), 1.0, 0.030, attack=0.010)),
        (0.001, 0.5, click(rng, 420, 1.2, 0.025, attack=0.008)),
    )


def towels(frames: int, rng: np.random.Generator) -> Stereo:
    """Towel after towel, in front of one who folds them."""
    moves, pats, _ = folding(rng, frames / RATE)
    path = drift(rng, frames, 28, 0.05) + 30 * travel(moves, frames)
    rub = friction(rng, frames, speed(moves, frames), _TERRY, path)
    stage = Stage(frames)
    for touch in pats:
        where = float(path[int(touch.at * RATE) // TICK % path.size])
        stage.add(pat(rng), touch.at, where, lognormal(rng, touch.force, 0.15))
    sound = of_unit_spread(rub) + 1.2 * stage.heard() + stillness(rng, frames, -34)
    return finish(room(rng, sound, wet=_WET), lufs=-27, jump=9.0, soften=6.0)


RECIPES = (Recipe("towels", towels),)
