"""A parcel opened slowly: palms over the cardboard, a soft tape, the flaps, and tissue paper inside."""

from dataclasses import dataclass

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, of_unit_spread, smoothstep
from asmr_cli.synth.crackle import Sheet, avalanche, crackle
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, friction
from asmr_cli.synth.grains import poisson
from asmr_cli.synth.modal import body, click, layered, strike
from asmr_cli.synth.paper import RUSTLE, crumpling
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, stillness
from asmr_cli.synth.strokes import CELL, speed, strokes, travel
from asmr_cli.types import RATE, Seconds

_BOX = (
    Band(130, -4, 0.4, 520),
    Band(420, -3, 0.6, 1700),
    Band(1300, -8, 0.8, 5200),
    Band(3800, -14, 0.9, 15_000),
)
_FLAP = Sheet(1600, 0.5, partials=4, ring=(0.001, 0.006), noise=0.8, tail=1.6, energies=(1e-3, 0.3))
_TISSUE = Sheet(3200, 0.55, ring=(0.0004, 0.0025), noise=1.1, tail=1.5, energies=(2e-4, 0.12))
_TAPE = Sheet(1700, 0.35, partials=4, ring=(0.0005, 0.002), noise=1.0, tail=1.9, energies=(5e-3, 0.1))


@dataclass(frozen=True)
class Scenes:
    """How present each part of the opening is, 0 to 1, one value every 2 ms."""

    box: Curve
    tape: Curve
    flaps: Curve
    tissue: Curve


def scenes(rng: np.random.Generator, frames: int) -> Scenes:
    """Passages of 3 to 8 s in the order of an opening, again and again, each fading into the next."""
    seconds = frames / RATE
    order = ("box", "tape", "flaps", "tissue", "box", "flaps", "tissue", "tissue")
    lengths = {"box": (3, 7), "tape": (2, 4), "flaps": (3, 6), "tissue": (4, 8)}
    plan: list[tuple[str, Seconds]] = []
    clock = 0.0
    while clock < seconds:
        plan.append((order[len(plan) % len(order)], clock))
        clock += float(rng.uniform(*lengths[plan[-1][0]]))
    now = np.arange(frames // CELL) * CELL / RATE * clock / seconds
    curves = {name: np.zeros(now.size) for name in lengths}
    for turn, (name, start) in enumerate(plan):
        end = plan[turn + 1][1] if turn + 1 < len(plan) else clock
        t = (now - start + 0.6) % clock
        curves[name] += smoothstep(t / 1.2) * smoothstep((end - start + 1.2 - t) / 1.2)
    return Scenes(**{name: np.minimum(curve, 1.0) for name, curve in curves.items()})


def unboxing(frames: int, rng: np.random.Generator) -> Stereo:
    """The whole opening, no part of it loud."""
    scene = scenes(rng, frames)
    moves = strokes(
        rng, frames / RATE, (0.4, 1.2), (0.05, 0.4), pause=0.06, resting=(0.3, 0.9), skew=(0.6, 1.3), bell=1.3
    )
    hand = speed(moves, frames)
    path = drift(rng, frames, 26, 0.05) + 14 * travel(moves, frames)
    crumple = crumpling(rng, frames, (0.1, 0.85)) * (scene.tissue + 0.6 * scene.flaps)
    box = 0.05 + 0.9 * scene.box + 0.5 * scene.flaps + 0.08 * scene.tissue + 0.2 * scene.tape
    sound = of_unit_spread(friction(rng, frames, hand * box, _BOX, path, rough=0.35, floor=0.08))
    sound += 0.7 * of_unit_spread(friction(rng, frames, crumple, RUSTLE, path, rough=0.75, floor=0.04))
    parts = (
        (0.25, _FLAP, 45 * hand * scene.flaps, 0.5, 0.03),
        (1.1, _TISSUE, 95 * crumple + 2.0, 0.6, 0.035),
        (0.25, _TAPE, 900 * scene.tape * (0.15 + 0.9 * hand), 0.1, 0.004),
    )
    for gain, sheet, rate, branching, delay in parts:
        snaps = crackle(rng, frames, avalanche(rng, frames, rate, branching, delay), sheet, path, 14)
        sound += np.float32(gain) * of_unit_spread(snaps)
    sound += 0.6 * _knocks(rng, frames, scene, path) + stillness(rng, frames, -36)
    return finish(room(rng, sound, wet=0.18), lufs=-27, jump=9.0, soften=5.0)


def _knocks(rng: np.random.Generator, frames: int, scene: Scenes, path: Curve) -> Stereo:
    """A fingertip or a flap against the hollow box now and then."""
    rate = 0.7 * scene.flaps + 0.5 * scene.box + 0.15 * scene.tissue
    starts = poisson(rng, frames, rate[:: TICK // CELL])
    stage = Stage(frames)
    for start in starts.tolist():
        where = float(path[start // TICK] + rng.normal(0, 12))
        stage.add(_knock(rng), start / RATE, where, float(rng.uniform(0.5, 1.4)))
    return stage.heard()


def _knock(rng: np.random.Generator) -> Mono:
    freqs = (118, 190, 265, 390, 560, 810)
    hollow = body(freqs, (1, 0.8, 0.6, 0.4, 0.3, 0.2), (5, 5, 6, 6, 7, 7))
    return layered(
        (0, 0.7, strike(hollow, rng, 0.0025, detune=0.05)),
        (0, 0.4, click(rng, 500, 1.3, 0.015, attack=0.004)),
    )


RECIPES = (Recipe("unboxing", unboxing),)
