"""A pencil writing line after line: short strokes in words, lifts, the pen put down again, a pause to think."""

from dataclasses import dataclass, replace

import numpy as np

from asmr_cli.synth.canvas import Curve, Stereo, through
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.hand import lognormal, rest, walk
from asmr_cli.synth.modal import body, click, layered, strike
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, stillness
from asmr_cli.synth.strokes import Stroke, speed
from asmr_cli.types import RATE, Seconds

_PAPER = Rubbed(
    (
        Band(120, -19, 0.4, width=0.88),
        Band(450, -13, 0.8, 750, 0.88),
        Band(1300, -6, 1.0, 4500, 0.88),
        Band(3300, -5, 1.1, 12_500, 0.88),
        Band(6500, -9, 1.2, 17_500, 0.88),
        Band(11_000, -15, 1.2, 17_500, 0.88),
    ),
    rough=0.5,
    floor=0.02,
    bristles=6,
)
"""Grain that is not counted, heard through wood and lead: without the gaps between the bands a saw is heard."""
_DESK = body((140, 265, 420, 690, 1100, 1700, 2500, 3600), (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3), (5,) + (9,) * 7)
_MARGIN, _WIDTH = -38.0, 74.0
"""Where a line begins, and how far it goes, in degrees."""


@dataclass(frozen=True)
class Ink:
    """One stroke of the pencil."""

    stroke: Stroke
    azimuth: float
    landed: bool
    """The pencil came down from the air."""


def page(seconds: Seconds, rng: np.random.Generator) -> list[Ink]:
    """A ring of writing: words of 2 to 9 strokes on lines of 5 to 8 words."""
    ink: list[Ink] = []
    tempo, weight = walk(rng, 0.04, 0.75, 1.35), walk(rng, 0.06, 0.65, 1.4)
    clock = 0.0
    while clock < seconds:
        words = int(rng.integers(5, 9))
        for number in range(words):
            pace = next(tempo)
            count = int(rng.integers(2, 10))
            for turn in range(count):
                lasts = lognormal(rng, 0.12 * pace, 0.35)
                force = min(next(weight) * lognormal(rng, 1.0, 0.2), 1.7)
                along = _MARGIN + _WIDTH * (number + turn / count) / words
                stroke = Stroke(clock, lasts, force, (-1) ** turn, float(rng.uniform(0.7, 1.3)))
                lifted = turn == 0 or rng.random() < 0.35
                ink.append(Ink(stroke, along, lifted))
                clock += lasts * 0.94 + (float(rng.uniform(0.02, 0.07)) if rng.random() < 0.35 else 0.0)
            clock += lognormal(rng, 0.22 * pace, 0.3)
            if rng.random() < 0.2:
                clock += rest(rng, 0.4, 0.4, longest=0.65)
        clock += rest(rng, 0.7, 0.2, longest=0.8)
    return [replace(one, stroke=_scaled(one.stroke, seconds / clock)) for one in ink]


def path(ink: list[Ink], frames: int) -> Curve:
    """Where the pencil is over ticks, in degrees: to the right along each line, then back."""
    return through(frames, [one.stroke.at for one in ink], [one.azimuth for one in ink])


def writing(frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of writing on a sheet that lies on a wooden desk."""
    ink = page(frames / RATE, rng)
    pace = speed([one.stroke for one in ink], frames)
    rubbed = friction(rng, frames, pace, _PAPER, path(ink, frames))
    stage = Stage(frames)
    for one in ink:
        if one.landed:
            desk = strike(_DESK, rng, 0.0008 * one.stroke.force**-0.2, detune=0.02)
            grain = click(rng, 3500, 1.2, 0.002)
            landing = layered((0, 0.5, desk), (0, 0.8, grain))
            stage.add(landing, one.stroke.at, one.azimuth, 0.7 * lognormal(rng, one.stroke.force, 0.35))
    dry = rubbed + stage.heard() + stillness(rng, frames, -44, 60, 220)
    return finish(room(rng, dry, wet=0.12, t60=0.22), lufs=-27, jump=9.0, soften=9.0)


def _scaled(stroke: Stroke, by: float) -> Stroke:
    return replace(stroke, at=stroke.at * by, seconds=stroke.seconds * by)


RECIPES = (Recipe("writing", writing),)
