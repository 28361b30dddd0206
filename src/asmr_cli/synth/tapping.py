"""Fingertips on a wooden box and on a glass: a low thump, a little click, and a hand that drifts across the object."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, of_unit_spread
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.hand import LIVELY, SPARING, Manner, Touch, lognormal, taps
from asmr_cli.synth.modal import Body, body, click, layered, scaled, strike, vary
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, stillness
from asmr_cli.synth.strokes import Stroke, speed
from asmr_cli.types import RATE, Seconds

_PAD = 0.0015
"""Contact time of a fingertip, in seconds."""
_FINGERS = (-10.0, -3.0, 4.0, 11.0, -26.0, -33.0, -40.0, -47.0)
"""Where each finger of the right and of the left hand lies, in degrees from the right hand."""
_SKIN = Rubbed((Band(110, -10, 0.3), Band(320, 0, 0.7, 220), Band(1200, -9, 0.9, 500)), rough=0.6, floor=0.03)
"""Fingertips sliding, softly."""


@dataclass(frozen=True)
class Surface:
    """What is tapped, and how much of each layer is heard."""

    thing: Body
    hard: float
    """Contact time of a nail on it, in seconds."""
    click: float
    """The noise of the touch, beside unit modes."""
    thump: float
    """The dull push of the hand into the object."""
    nail: tuple[float, float]
    """Beta distribution of how much nail a phrase uses."""
    gap: float
    """Seconds between gestures."""
    wet: float
    """The room round it, beside the thing itself."""
    t60: Seconds = 0.22
    """How long that room answers."""
    manners: tuple[Manner, ...] = LIVELY


def wood() -> Surface:
    """A small hollow box held close: its air and lid below 300 Hz, then the lid's spread modes, well damped."""
    lid = (321, 424, 521, 591, 740, 905, 1184, 1420, 1830, 1990, 2920)
    gains = [1.0] * 3 + [(320 / freq) ** 0.4 for freq in lid]
    return Surface(body((104, 168, 250, *lid), gains, [6.0] * 3 + [8.0] * 11), 0.0001, 0.6, 0.1, (1.5, 1.5), 0.28, 0.15)


def glass() -> Surface:
    """A drinking glass that stands on its own, tapped with the nail now and then: bright, soft, and gone in 0.2 s.

    Its wall swings in some few inharmonic modes with little loss (quality factors around 300). What is dark and heard
    of the hand is wide, for a tuned thump is a drum, and so is a glass that is tapped as quickly as a table.
    """
    wall = (1650, 3150, 4400, 5100, 6900, 7400, 9800)
    gains = [1.2] * 3 + [0.25 * (1650 / freq) ** 0.3 for freq in wall]
    thing = body((130, 200, 290, *wall), gains, (3, 3.5, 3.5, *[300] * 7), longest=0.12)
    return Surface(thing, 0.0001, 0.8, 0.2, (3, 2), 0.55, 0.10, 0.3, SPARING)


def tap(surface: Surface, touch: Touch, rng: np.random.Generator) -> Mono:
    """One fingertip: modes softened by the contact, a click of skin or nail, the push behind it."""
    contact = surface.hard**touch.nail * _PAD ** (1 - touch.nail) * touch.force**-0.2
    modes = strike(surface.thing, rng, contact, place=touch.place)
    tick = click(rng, 2600 * (0.7 + 0.6 * touch.nail), 2.2, rng.uniform(0.001, 0.002))
    push = click(rng, 85, 1.2, 0.020, attack=0.004)
    sharp = surface.click * (0.35 + touch.nail)
    whole = layered((0, 1.0, modes), (0, sharp, tick), (0, surface.thump, push))
    return np.asarray(whole * np.float32(touch.force))


def stroked(touches: list[Touch], frames: int, path: Curve, rng: np.random.Generator) -> Stereo:
    """Now and then, between two phrases, the fingertips lie down and slide over the surface: unit rms."""
    moves = []
    for before, after in pairwise(touches):
        gap = after.at - before.at
        if gap > 0.4 and rng.random() < 0.5:
            moves.append(Stroke(before.at + 0.1 * gap, 0.65 * gap, lognormal(rng, 1.0, 0.25), 1))
    sound = friction(rng, frames, speed(moves, frames), _SKIN, path)
    return of_unit_spread(sound)


def tapping(surface: Surface, frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of tapping on one object that wanders slowly round the head."""
    sibling = vary(scaled(surface.thing, lognormal(rng, 1.0, 0.05)), rng, 0.03, 0.15)
    surface = replace(surface, thing=sibling)
    stage, path = Stage(frames), drift(rng, frames, 30)
    touches = taps(frames / RATE, rng, surface.gap, surface.nail, surface.manners)
    for touch in touches:
        hand = path[int(touch.at * RATE) // TICK % len(path)]
        azimuth = hand + _FINGERS[touch.finger] + rng.normal(0, 3)
        stage.add(tap(surface, touch, rng), touch.at, float(azimuth))
    dry = of_unit_spread(stage.heard())
    dry += 0.07 * stroked(touches, frames, path, rng) + stillness(rng, frames, -25, 50, 400)
    return finish(room(rng, dry, wet=surface.wet, t60=surface.t60), lufs=-27, jump=9.0, soften=9.0)


def _wood(frames: int, rng: np.random.Generator) -> Stereo:
    return tapping(wood(), frames, rng)


def _glass(frames: int, rng: np.random.Generator) -> Stereo:
    return tapping(glass(), frames, rng)


RECIPES = (Recipe("tapping-wood", _wood), Recipe("tapping-glass", _glass))
