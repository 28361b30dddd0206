"""A parcel opened slowly: palms over the cardboard, a soft tape, the flaps, and tissue paper inside."""

from dataclasses import dataclass

import numpy as np

from asmr_cli.synth import cardboard
from asmr_cli.synth.canvas import Curve, Stereo, smoothstep
from asmr_cli.synth.crackle import Sheet, avalanche, crackle
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, friction
from asmr_cli.synth.paper import crumpling
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, stillness
from asmr_cli.synth.strokes import CELL, speed, strokes, travel
from asmr_cli.types import RATE, Seconds

_TISSUE = Sheet(3600, 0.45, partials=4, ring=(0.0004, 0.002), noise=1.2, tail=1.5, energies=(2e-4, 0.08))

_RUSTLE = (
    Band(250, -13, 0.42, 250, 1.6),
    Band(750, -8, 0.55, 750, 1.6),
    Band(2200, -1, 0.68, 2200, 1.6),
    Band(6600, -4, 0.8, 6600, 1.6),
)


@dataclass(frozen=True)
class Scenes:
    """How present each part of the opening is, 0 to 1, one value every 2 ms."""

    box: Curve
    tape: Curve
    flaps: Curve
    tissue: Curve


def scenes(rng: np.random.Generator, frames: int) -> Scenes:
    """Passages of 1 to 9 s in the order of an opening, again and again, each fading into the next.

    The tape is short: much of it is coins that fall.
    """
    seconds = frames / RATE
    order = ("box", "tape", "flaps", "tissue", "box", "flaps", "tissue", "tissue")
    lengths = {"box": (3, 7), "tape": (1.2, 2.2), "flaps": (3, 6), "tissue": (5, 9)}
    plan: list[tuple[str, Seconds]] = []
    clock = 0.0
    while clock < seconds:
        plan.append((order[len(plan) % len(order)], clock))
        clock += float(rng.uniform(*lengths[plan[-1][0]]))
    now = np.arange(frames // CELL) * CELL / RATE * clock / seconds
    curves = {name: np.zeros(now.size) for name in lengths}
    for turn, (name, start) in enumerate(plan):
        end = plan[turn + 1][1] if turn + 1 < len(plan) else clock
        t = (now - start + 0.25) % clock
        curves[name] += smoothstep(t / 0.5) * smoothstep((end - start + 0.5 - t) / 0.5)
    return Scenes(**{name: np.minimum(curve, 1.0) for name, curve in curves.items()})


def unboxing(frames: int, rng: np.random.Generator) -> Stereo:
    """The whole opening, no part of it loud."""
    scene = scenes(rng, frames)
    seconds = frames / RATE
    moves = strokes(rng, seconds, (0.2, 0.9), (0.05, 0.35), 0.06, (0.3, 0.8), skew=(0.6, 1.3), bell=1.3)
    pulls = strokes(rng, seconds, (0.4, 1.2), (0.05, 0.4), 0.0, skew=(0.6, 1.3), bell=1.3)
    holding = strokes(rng, seconds, (0.6, 1.8), (0.0, 0.3), 0.0, bell=1.5)
    hand = speed(moves, frames)
    # a second hand on the box is never quite still; under paper its hiss would make a fire of the crinkling
    other = 0.08 * speed(holding, frames) * (1 - scene.tissue)
    touched = scene.box + 0.8 * scene.flaps
    path = drift(rng, frames, 26, 0.05) + 14 * travel(moves, frames)
    parts = (
        (0.9, touched, cardboard.box(rng, frames, hand * touched + other, hand * scene.flaps, path)),
        (0.35, scene.tape, cardboard.tape(rng, frames, speed(pulls, frames) * scene.tape, path)),
        (1.0, scene.tissue, _tissue(rng, frames, scene.tissue, path)),
    )
    sound = stillness(rng, frames, -36)
    for gain, present, part in parts:
        sound += part * np.float32(gain * np.sqrt(present.mean()) / (part.std() + 1e-9))
    sound += 0.5 * cardboard.knocks(rng, frames, 0.7 * scene.flaps + 0.5 * scene.box + 0.15 * scene.tissue, path)
    return finish(room(rng, sound, wet=0.18), lufs=-27, jump=9.0, soften=5.0)


def _tissue(rng: np.random.Generator, frames: int, present: Curve, path: Curve) -> Stereo:
    """Thin paper pushed aside and lifted out."""
    hands = crumpling(rng, frames, (0.15, 1.0)) * present
    folds = crackle(rng, frames, avalanche(rng, frames, 220 * hands + 6 * present, 0.55, 0.05), _TISSUE, path)
    rustle = friction(rng, frames, hands, _RUSTLE, path, rough=0.75, floor=0.04)
    return np.asarray(folds / np.float32(folds.std()) + 0.7 * rustle / np.float32(rustle.std()))


RECIPES = (Recipe("unboxing", unboxing),)
