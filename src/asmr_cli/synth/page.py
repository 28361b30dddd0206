"""The pages of a large book: find the corner, lift and sweep, the leaf lands, a hand smooths it."""

from dataclasses import dataclass

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo
from asmr_cli.synth.crackle import Sheet, avalanche, crackle
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Stroke, friction, speed
from asmr_cli.synth.modal import click, layered
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, hum
from asmr_cli.types import RATE, Seconds

_LEAF = Sheet(2200, 0.5, ring=(0.0006, 0.003), tail=1.9, energies=(3e-3, 0.15))
_SWEEP = (
    Band(110, -15, 0.8, 60),
    Band(300, -14, 0.8, 100),
    Band(900, -8, 0.9, 150),
    Band(2200, -3, 1.0, 200),
    Band(4500, -6, 1.1, 300),
    Band(9000, -14, 1.2, 300),
)
_RUB = (
    Band(180, -6, 0.4, 200),
    Band(700, -6, 0.6, 300),
    Band(2000, -8, 0.8, 500),
    Band(5000, -12, 0.9, 900),
)


@dataclass(frozen=True)
class Reading:
    """What a reader's hands do on a ring."""

    sweeps: list[Stroke]
    rubs: list[Stroke]
    landings: list[tuple[Seconds, float]]
    """When a leaf lands, and how heavily."""


def reading(rng: np.random.Generator, seconds: Seconds) -> Reading:
    """A ring of page turns with short rests between them."""
    sweeps: list[Stroke] = []
    rubs: list[Stroke] = []
    landings: list[tuple[Seconds, float]] = []
    turns = max(1, round(seconds / 3.0))
    grid = np.cumsum(np.exp(rng.normal(0, 0.22, turns)))
    for clock in grid / grid[-1] * seconds:
        force, lasts = float(np.exp(rng.normal(0, 0.15))), float(rng.uniform(0.5, 0.95))
        finding = float(rng.uniform(0.3, 0.7))
        rubs += _fumble(rng, float(clock), finding, 0.5)
        lift = float(clock) + finding + float(rng.uniform(-0.1, 0.2))
        sweeps.append(Stroke(lift, lasts, force, 1, float(rng.uniform(1.0, 1.5))))
        landing = lift + lasts * float(rng.uniform(0.82, 0.95))
        landings.append((landing, force))
        sweeps.append(Stroke(landing - 0.04, float(rng.uniform(0.14, 0.26)), 0.7 * force, 1))
        if rng.random() < 0.65:
            rubs.append(Stroke(landing + float(rng.uniform(0.1, 0.3)), float(rng.uniform(0.4, 1.0)), 0.9, 1))
    return Reading(sweeps, rubs, landings)


def _fumble(rng: np.random.Generator, at: Seconds, lasts: Seconds, force: float) -> list[Stroke]:
    """A fingertip feeling for the corner: a few short rubs."""
    count = int(rng.integers(2, 4))
    each = lasts / count
    return [Stroke(at + turn * each, each * 0.95, force * rng.uniform(0.6, 1.1), 1) for turn in range(count)]


def landing(rng: np.random.Generator) -> Mono:
    """The leaf comes down: soft air under it, paper on paper."""
    air = click(rng, 130, 1.0, 0.022, attack=0.005)
    slap = click(rng, 1000, 1.2, 0.012, attack=0.003)
    return layered((0, 1.0, air), (rng.uniform(0, 0.012), 0.55, slap))


def pages(frames: int, rng: np.random.Generator) -> Stereo:
    """A slow reader: each leaf passes from the right hand to the left."""
    hands = reading(rng, frames / RATE)
    flight, fingers = speed(hands.sweeps, frames), speed(hands.rubs, frames)
    path = drift(rng, frames, 14, 0.04) + _crossing(hands.sweeps, frames)
    swish = friction(rng, frames, flight, _SWEEP, path, rough=0.75, floor=0.03, bristles=22)
    starts = avalanche(rng, frames, 170 * flight + 22 * fingers + 1.5, 0.4, 0.02)
    swish += 0.8 * _unit(crackle(rng, frames, starts, _LEAF, path, 25))
    swish = _unit(swish) + 0.5 * _unit(friction(rng, frames, fingers, _RUB, path, rough=0.6, floor=0.09))
    stage = Stage(frames)
    for at, force in hands.landings:
        stage.add(landing(rng), at, -18 + float(rng.normal(0, 6)), 1.1 * force)
    whole = swish + stage.heard() + hum(rng, frames, -38)
    return finish(room(rng, whole, wet=0.14), -27, jump=9.0, soften=7.0)


def _crossing(sweeps: list[Stroke], frames: int) -> Curve:
    """Degrees over ticks: 26 to the right until a leaf is lifted, 26 to the left when it lands, slowly back."""
    side = np.full(frames // TICK, 26.0)
    for sweep in sweeps[::2]:
        start, count = round(sweep.at * RATE / TICK), max(2, round(sweep.seconds * RATE / TICK))
        away = np.concatenate([np.linspace(26, -26, count), np.full(25, -26.0), np.linspace(-26, 26, 30)])
        side[(start + np.arange(away.size)) % side.size] = away
    return side


def _unit(sound: Stereo) -> Stereo:
    return np.asarray(sound / np.float32(sound.std() + 1e-12))


RECIPES = (Recipe("page-turning", pages),)
