"""Fingertips on wood and on a glass lid: a low thump, a little click, and a hand that drifts across the object."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Stroke, friction, speed
from asmr_cli.synth.hand import Touch, lognormal, taps
from asmr_cli.synth.modal import Body, body, click, layered, scaled, strike, vary
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, hum
from asmr_cli.types import RATE

_PAD = 0.0022
"""Contact time of a fingertip, in seconds."""
_FINGERS = (-10.0, -3.0, 4.0, 11.0, -26.0, -33.0, -40.0, -47.0)
"""Where each finger of the right and of the left hand lies, in degrees from the right hand."""
_SKIN = (Band(110, -10, 0.3), Band(320, 0, 0.7, 220), Band(1200, -9, 0.9, 500))
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


def wood() -> Surface:
    """A small hollow box held close: a lid's spread modes, well damped, most of the power below 300 Hz."""
    ratios = (1, 1.62, 2.4, 3.05, 3.7, 4.75, 5.7, 7.2, 8.6, 10.9, 13.1, 16.4, 20.2, 26)
    freqs = [104.0 * ratio for ratio in ratios]
    gains = [1.0 if freq < 300 else 0.9 * (300 / freq) ** 0.12 for freq in freqs]
    thing = body(freqs, gains, [6.0 if freq < 400 else 11.0 for freq in freqs])
    return Surface(thing, hard=0.00032, click=0.5, thump=0.2, nail=(1.5, 1.5), gap=0.22)


def glass() -> Surface:
    """A glass lid held in the other hand, which takes the ringing away: low Q, plate ratios, a hint of hard edge."""
    ratios = (1, 1.53, 2.14, 2.74, 3.3, 4.27, 5.1, 6.4, 7.7, 9.3, 12)
    freqs = [105.0, 160.0, 262.0] + [465 * ratio for ratio in ratios]
    gains = [0.75, 0.6, 0.5, 0.5] + [0.7 * (1 / ratio) ** 0.1 for ratio in ratios[1:]]
    qs = [4.0, 5.0, 5.0, 9, 11, 13, 15, 16, 16, 17, 18, 18, 18, 18]
    return Surface(body(freqs, gains, qs), hard=0.00028, click=0.3, thump=0.16, nail=(3, 2), gap=0.28)


def tap(surface: Surface, touch: Touch, rng: np.random.Generator) -> Mono:
    """One fingertip: modes softened by the contact, a click of skin or nail, the push behind it."""
    contact = surface.hard**touch.nail * _PAD ** (1 - touch.nail) * touch.force**-0.2
    modes = strike(surface.thing, rng, contact, place=touch.place)
    tick = click(rng, 2100 * (0.7 + 0.6 * touch.nail), 2.2, rng.uniform(0.0018, 0.0048))
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
    sound = friction(rng, frames, speed(moves, frames), _SKIN, path, rough=0.6, floor=0.03)
    return np.asarray(sound / (sound.std() + 1e-9))


def tapping(surface: Surface, frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of tapping on one object that wanders slowly round the head."""
    sibling = vary(scaled(surface.thing, float(np.exp(rng.normal(0, 0.05)))), rng, 0.03, 0.15)
    surface = replace(surface, thing=sibling)
    stage, path = Stage(frames), drift(rng, frames, 30)
    touches = taps(frames / RATE, rng, surface.gap, surface.nail)
    for touch in touches:
        hand = path[int(touch.at * RATE) // TICK % len(path)]
        azimuth = hand + _FINGERS[touch.finger] + rng.normal(0, 3)
        stage.add(tap(surface, touch, rng), touch.at, float(azimuth))
    dry = stage.heard()
    dry += stroked(touches, frames, path, rng) * np.float32(0.07 * dry.std()) + hum(rng, frames, -40)
    return finish(room(rng, dry, wet=0.14, t60=0.25), lufs=-27, jump=9.0, soften=9.0)


def _wood(frames: int, rng: np.random.Generator) -> Stereo:
    return tapping(wood(), frames, rng)


def _glass(frames: int, rng: np.random.Generator) -> Stereo:
    return tapping(glass(), frames, rng)


RECIPES = (Recipe("tapping-wood", _wood), Recipe("tapping-glass", _glass))
