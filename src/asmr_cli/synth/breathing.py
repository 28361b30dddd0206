"""Slow breathing close by: in through narrow, high resonances, out through lower ones, and a rest.

The flow is smooth and the resonances are sharp: a level that trembles sounds of an engine, broad resonances of surf.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.synth.canvas import Curve, Stereo, smoothstep
from asmr_cli.synth.ears import aside, moving, room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, stillness
from asmr_cli.synth.vocal import HOP, flutter, resonances, spoken
from asmr_cli.types import RATE, Seconds

_IN = ((560, 0.4, 5.1), (1750, 1.0, 11.3), (2600, 0.8, 14.3), (3600, 0.5, 14.3), (4300, 0.2, 10.5))
_OUT = ((680, 0.9, 6.4), (1180, 1.0, 11.3), (2550, 0.25, 15.0), (3500, 0.15, 14.3))
_MOUTH = ((220, 0.3, 2.0), (500, 0.8, 2.0), (1500, 1.0, 2.0), (4500, 0.5, 2.0))
"""Hz, gain and quality of each resonance: inward, outward, and the open mouth that both pass."""
_STILL = 0.05
"""Air that never stands quite still: some 37 dB below an outward breath."""


@dataclass(frozen=True)
class Breath:
    """One breath: when it begins, how long it flows in, holds and flows out, how full it is."""

    at: Seconds
    inward: Seconds
    hold: Seconds
    outward: Seconds
    full: float


def breaths(rng: np.random.Generator, seconds: Seconds) -> list[Breath]:
    """A ring of breaths of about five seconds, no two alike."""
    drawn: list[Breath] = []
    clock = 0.0
    while not drawn or clock < seconds - 2.5:
        pace = float(np.exp(np.clip(rng.normal(0, 0.09), -0.2, 0.2)))
        inward, hold, outward = (rng.uniform(*span) * pace for span in ((1.1, 1.5), (0.1, 0.3), (1.8, 2.4)))
        drawn.append(Breath(clock, inward, hold, outward, lognormal(rng, 1.0, 0.09)))
        clock += inward + hold + outward + rng.uniform(0.6, 1.2)
    scale = seconds / clock
    return [Breath(b.at * scale, b.inward * scale, b.hold * scale, b.outward * scale, b.full) for b in drawn]


def inhaled(t: Curve, breath: Breath) -> Curve:
    """Level of the inward flow: it sets in within 0.3 s, rises a little and ends at once."""
    rise, end = smoothstep(t / 0.3), smoothstep((breath.inward - t) / 0.32)
    return np.asarray(0.46 * breath.full * rise * end * (0.8 + 0.3 * np.clip(t / breath.inward, 0, 1)))


def exhaled(t: Curve, breath: Breath, onset: Seconds) -> Curve:
    """Level of the outward flow: it falls by some 20 dB on its way."""
    u = t - breath.inward - breath.hold
    fall = 10 ** -(np.clip(u / breath.outward, 0, 1) ** 0.9)
    return np.asarray(breath.full * smoothstep(u / onset) * smoothstep((breath.outward - u) / 0.3) * fall)


def breathing(frames: int, rng: np.random.Generator) -> Stereo:
    """Breath after breath of somebody near, who moves a little."""
    hops = frames // HOP
    now = np.arange(hops) * HOP / RATE
    into, out = np.zeros(hops), np.zeros(hops)
    for breath in breaths(rng, frames / RATE):
        t = (now - breath.at) % (frames / RATE)
        into += inhaled(t, breath)
        out += exhaled(t, breath, float(rng.uniform(0.2, 0.28)))
    air = np.exp(0.06 * flutter(rng, hops, 12))
    shape = (into * air)[:, None] * _airway(rng, hops, _IN) + (out * air)[:, None] * _airway(rng, hops, _OUT)
    open_mouth = 0.7 * into + out * np.sqrt(out) + _STILL
    shape += 0.36 * (open_mouth * air)[:, None] * _airway(rng, hops, _MOUTH, (110, 10_000))
    sound = spoken(rng.standard_normal(frames, dtype=np.float32), shape)
    path = aside(drift(rng, frames, 26, 0.04))
    ears = moving(sound, path, delay=18, ild=9)
    return finish(room(rng, ears, wet=0.1) + stillness(rng, frames, -42), lufs=-28, jump=9.0, soften=5.0)


def _airway(
    rng: np.random.Generator,
    hops: int,
    table: tuple[tuple[float, float, float], ...],
    edges: tuple[float, float] = (230, 4500),
) -> NDArray[np.float32]:
    """Amplitudes over (hops, bins) of one direction of the flow."""
    hz, gain, quality = np.array(table).T
    drifting = np.exp(0.04 * flutter(rng, hops, 0.4))[:, None]
    own = [0.03 * flutter(rng, hops, 25) + 0.06 * flutter(rng, hops, 7) for _ in table]
    flow = np.exp(np.stack(own, axis=1))
    return resonances(hz * drifting, gain * flow, quality, 1.4, *edges)


RECIPES = (Recipe("breathing", breathing),)
