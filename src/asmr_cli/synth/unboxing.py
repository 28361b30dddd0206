"""A parcel opened slowly: wrapping paper, a cardboard box, its flaps, and the tissue paper that it is stuffed with."""

from dataclasses import dataclass

import numpy as np

from asmr_cli.synth import cardboard
from asmr_cli.synth.canvas import Curve, Stereo, at_rate, smoothstep
from asmr_cli.synth.crackle import Sheet, avalanche, crackle
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.paper import crumpling
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, stillness
from asmr_cli.synth.strokes import CELL, speed, strokes, travel
from asmr_cli.types import RATE, Seconds

_WRAPPING = Sheet(2300, 0.55, ring=(0.0005, 0.003), noise=1.1, energies=(2e-4, 0.2))
_TISSUE = Sheet(3600, 0.45, partials=4, ring=(0.0004, 0.002), noise=1.2, tail=1.5, energies=(2e-4, 0.08))
_RUSTLE = Rubbed(
    (
        Band(250, -13, 0.42, 32, 1.6),
        Band(750, -5, 0.55, 95, 1.6),
        Band(2200, 0, 0.68, 275, 1.6),
        Band(6600, -5, 0.8, 825, 1.6),
    ),
    rough=0.75,
    floor=0.04,
)
_STUFFED = 0.6
"""How much of the tissue moves with the box: a box alone is a carpenter at work."""


@dataclass(frozen=True)
class Scenes:
    """How present each part of the opening is, 0 to 1, one value every 2 ms."""

    wrapping: Curve
    box: Curve
    flaps: Curve
    tissue: Curve


def scenes(rng: np.random.Generator, frames: int) -> Scenes:
    """Passages of 2 to 9 s in the order of an opening, again and again, each fading into the next."""
    seconds = frames / RATE
    order = ("wrapping", "box", "flaps", "tissue", "box", "flaps", "tissue")
    lengths = {"wrapping": (4, 8), "box": (2, 4), "flaps": (3, 6), "tissue": (5, 9)}
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
    moves = strokes(rng, frames / RATE, (0.2, 0.9), (0.05, 0.35), 0.06, (0.3, 0.8), skew=(0.6, 1.3), bell=1.3)
    hand, sheets = speed(moves, frames), crumpling(rng, frames, (0.15, 1.0))
    path = drift(rng, frames, 26, 0.05) + 14 * travel(moves, frames)
    touched = scene.box + 0.8 * scene.flaps
    stuffing = scene.tissue + _STUFFED * (scene.box + scene.flaps)
    paper = scene.wrapping + stuffing
    wrapping = avalanche(rng, frames, (95 * sheets + 3) * scene.wrapping, 0.6, 0.035)
    tissue = avalanche(rng, frames, (200 * sheets + 6) * stuffing, 0.55, 0.05)
    rustle = friction(rng, frames, sheets * paper, _RUSTLE, path)
    rustle *= at_rate(np.sqrt(np.minimum(paper, 1)), frames)[:, None]
    parts = (
        (0.7, touched, cardboard.box(rng, frames, hand * touched, hand * scene.flaps, path)),
        (0.8, scene.wrapping, crackle(rng, frames, wrapping, _WRAPPING, path)),
        (0.75, stuffing, crackle(rng, frames, tissue, _TISSUE, path)),
        (0.6, paper, rustle),
    )
    sound = stillness(rng, frames, -36)
    for gain, present, part in parts:
        sound += part * np.float32(gain * np.sqrt(np.minimum(present, 1).mean()) / (part.std() + 1e-9))
    sound += 0.5 * cardboard.knocks(rng, frames, 0.7 * scene.flaps + 0.5 * scene.box + 0.15 * scene.tissue, path)
    return finish(room(rng, sound, wet=0.15), lufs=-27, jump=9.0, soften=5.0)


RECIPES = (Recipe("unboxing", unboxing),)
