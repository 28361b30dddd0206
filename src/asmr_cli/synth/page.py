"""The pages of a large book: a fingertip finds the corner, the leaf snaps free, sweeps over and lands.

A leaf is heard twice, as it slips off the finger and as it lies down; in between it glides, some 20 dB softer. Its
last tenth of a second is a flap between 1 and 5 kHz in which all bands rise and fall together: what rustles all the
way, each band by itself, is paper being crumpled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, of_unit_spread, smoothstep
from asmr_cli.synth.crackle import Sheet, avalanche, crackle
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.grains import Starts
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.modal import click, layered
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, stillness
from asmr_cli.synth.strokes import CELL, Stroke, speed
from asmr_cli.types import RATE, Seconds

_LEAF = Sheet(2600, 0.55, ring=(0.0004, 0.0025), noise=1.1, energies=(2e-4, 0.2))
_SWEEP = Rubbed(
    (
        Band(110, -18, 1.2, 33),
        Band(300, -14, 1.2, 90),
        Band(900, -8, 1.2, 270),
        Band(2200, -3, 1.2, 660),
        Band(4500, -4, 1.2, 1350),
        Band(9000, -9, 1.2, 2700),
    ),
    rough=0.1,
    floor=0.01,
    bristles=20,
)
"""A leaf through the air is a swish that is still paper: rough, because few of its fibres meet at a time."""
_RUB = Rubbed(
    (Band(200, -12, 0.6, 60), Band(700, -8, 0.8, 210), Band(2000, -5, 0.9, 600), Band(5000, -7, 1.0, 1500)),
    rough=0.25,
    floor=0.02,
)
_ASIDE = 26.0
"""Degrees to the right, and to the left, of the two halves of the book."""
_HELD = 0.03
"""Speed of fingers that only hold the book: real ones leave quiet between two pages, never silence."""
_SLIP = 0.35
"""Speed of a leaf that slips off the finger, beside that of its landing."""


@dataclass(frozen=True)
class Turn:
    """One page turned."""

    at: Seconds
    finding: Seconds
    """How long the fingertip feels for the corner before the leaf is lifted."""
    flight: Seconds
    force: float
    smoothing: Seconds
    """How long a palm smooths the page afterwards; 0 for not at all."""

    @property
    def lift(self) -> Seconds:
        return self.at + self.finding

    @property
    def landing(self) -> Seconds:
        return self.lift + self.flight


def reading(rng: np.random.Generator, seconds: Seconds) -> list[Turn]:
    """A ring of turns, one about every two seconds: where nothing but hands is heard for longer, and no bed plays, the
    next leaf would jump out of it."""
    gaps = np.exp(np.clip(rng.normal(0, 0.2, max(1, round(seconds / 2.1))), -0.25, 0.25))
    return [
        Turn(
            float(clock),
            finding=float(rng.uniform(0.3, 0.7)),
            flight=float(np.exp(rng.uniform(np.log(0.45), np.log(0.95)))),
            force=lognormal(rng, 1.0, 0.16),
            smoothing=float(rng.uniform(0.4, 0.9)) if rng.random() < 0.6 else 0.0,
        )
        for clock in (np.cumsum(gaps) - gaps[0]) / gaps.sum() * seconds
    ]


def flights(rng: np.random.Generator, turns: Sequence[Turn], frames: int) -> Curve:
    """Speed of the leaves, one value every 2 ms: off the finger, a glide, and ever faster until the leaf lies down."""
    cells = frames // CELL
    curve = np.zeros(cells)
    for turn in turns:
        t = np.arange(round((turn.flight + 0.5) * RATE / CELL)) * CELL / RATE
        low, bend = rng.uniform(0.04, 0.1), rng.uniform(2.8, 4.5)
        grown = low + (1 - low) * np.minimum(t / turn.flight, 1) ** bend + _SLIP * np.exp(-t / 0.035)
        shape = smoothstep(t / 0.01) * grown * np.exp(-np.maximum(t - turn.flight, 0) / 0.055)
        at = (round(turn.lift * RATE / CELL) + np.arange(t.size)) % cells
        curve[at] += turn.force * shape
    return curve


def fingers(rng: np.random.Generator, turns: Sequence[Turn], frames: int) -> Curve:
    """Speed of fingertips that feel for a corner, and of palms that smooth a page."""
    rubs: list[Stroke] = []
    for turn in turns:
        each = turn.finding / 2
        rubs += [Stroke(turn.at + k * each, each, 0.5 * float(rng.uniform(0.6, 1.1)), 1) for k in range(2)]
        if turn.smoothing:
            rubs.append(Stroke(turn.landing + float(rng.uniform(0.1, 0.25)), turn.smoothing, 0.9, 1))
    return speed(rubs, frames)


def snaps(rng: np.random.Generator, turns: Sequence[Turn], frames: int) -> Starts:
    """Facets that go together: a few as the corner slips off the finger, many as the leaf lands."""
    drawn = []
    for turn in turns:
        drawn.append(turn.lift + rng.exponential(0.008, rng.integers(2, 7)))
        drawn.append(turn.landing + rng.normal(0, 0.016, rng.integers(14, 32)))
        drawn.append(turn.landing + rng.uniform(0.05, 0.3, rng.integers(0, 5)))
    return np.sort((np.concatenate(drawn) * RATE).astype(np.int64) % frames)


def landing(rng: np.random.Generator) -> Mono:
    """The leaf comes down: a little air under it, paper on paper, and its edge last."""
    air = click(rng, 160, 1.0, 0.025, attack=0.008)
    slap = click(rng, float(rng.uniform(1500, 2400)), 1.2, float(rng.uniform(0.010, 0.022)), attack=0.010)
    edge = click(rng, float(rng.uniform(2600, 4200)), 1.2, float(rng.uniform(0.006, 0.014)), attack=0.004)
    return layered((0, 0.5, air), (0, 0.7, slap), (rng.uniform(0.008, 0.025), 0.8, edge))


def pages(frames: int, rng: np.random.Generator) -> Stereo:
    """Leaf after leaf from the right hand to the left."""
    turns = reading(rng, frames / RATE)
    flight, hands = flights(rng, turns, frames), fingers(rng, turns, frames) + _HELD
    path = drift(rng, frames, 14, 0.04) + _crossing(turns, frames)
    loose = avalanche(rng, frames, 150 * flight + 8 * hands + 0.5, 0.6, 0.035)
    starts = np.sort(np.concatenate([loose, snaps(rng, turns, frames)]))
    sound = 1.4 * of_unit_spread(crackle(rng, frames, starts, _LEAF, path, 20))
    sound += 0.8 * of_unit_spread(friction(rng, frames, flight, _SWEEP, path))
    sound += 0.25 * of_unit_spread(friction(rng, frames, hands, _RUB, path))
    stage = Stage(frames)
    for turn in turns:
        stage.add(landing(rng), turn.landing, -20 + float(rng.normal(0, 6)), turn.force)
    whole = sound + 8 * stage.heard() + stillness(rng, frames, -33)
    return finish(room(rng, whole, wet=0.2), lufs=-27, jump=9.0, soften=10.0)


def _crossing(turns: Sequence[Turn], frames: int) -> Curve:
    """Degrees over ticks: on the right until a leaf is lifted, on the left for half a second as it lands, and back."""
    side = np.full(frames // TICK, _ASIDE)
    for turn in turns:
        start, count = round(turn.lift * RATE / TICK), round(turn.flight * RATE / TICK)
        away = np.concatenate([
            np.linspace(_ASIDE, -_ASIDE, count), np.full(25, -_ASIDE), np.linspace(-_ASIDE, _ASIDE, 30),
        ])  # fmt: skip
        side[(start + np.arange(away.size)) % side.size] = away
    return side


RECIPES = (Recipe("page-turning", pages),)
