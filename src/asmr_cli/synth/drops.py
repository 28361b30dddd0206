"""Water dripping in a few places of a cave: a tick on the surface, a bubble that sings, and the room's answer.

A drop's note is the bubble it takes under (M. Minnaert 1933; A. Prosperetti and H. Oguz, "The Impact of Drops on
Liquid Surfaces and the Underwater Noise of Rain", Annu. Rev. Fluid Mech. 25, 1993).
"""

from dataclasses import dataclass

import numpy as np

from asmr_cli.synth.canvas import Mono, Stereo, slow
from asmr_cli.synth.ears import room, spread
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import bubble, poisson, renewal, sizes
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.modal import click, faded, layered
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage
from asmr_cli.synth.turbulence import coloured, nodes, turbulence
from asmr_cli.types import RATE

_SITES = 10
"""Places where it drips."""
_FAR_DROPS = 60.0
"""Far small bubbles a second: without them the drops hang in a vacuum and sound like a keyboard."""
_WASH = nodes((60, -24), (200, -15), (400, -9), (1000, -5), (2200, -3), (4200, -9), (8000, -19), (16_000, -36))


@dataclass(frozen=True)
class Site:
    """One place where it drips."""

    hz: float
    period: float
    azimuth: float
    near: float
    """Gain: 1 close, 0.3 far."""


def sites(rng: np.random.Generator) -> list[Site]:
    """Ten places spread round the listener, low notes near and slow, high ones farther away."""
    pitches = np.exp(np.linspace(np.log(950), np.log(4200), _SITES) + rng.normal(0, 0.08, _SITES))
    around = rng.permutation(np.linspace(-72, 72, _SITES))
    return [
        Site(float(hz), float(rng.uniform(0.9, 3.2)), float(azimuth), float(rng.uniform(0.35, 1.0)))
        for hz, azimuth in zip(pitches, around, strict=True)
    ]


def plink(rng: np.random.Generator, hz: float, gain: float) -> Mono:
    """One singing bubble whose note rises a little while it dies."""
    tau = min(lognormal(rng, 23, 0.35) / (np.pi * hz), 0.035)
    time = np.arange(int(5.5 * tau * RATE)) / RATE
    rise = rng.uniform(0.01, 0.05) / tau
    tone = np.sin(2 * np.pi * hz * time * (1 + 0.5 * rise * time))
    loud = gain * (1000 / hz) ** 0.3 * np.exp(-time / tau) * -np.expm1(-((time / 0.0012) ** 2))
    return faded(tone * loud)


def drop(rng: np.random.Generator, hz: float) -> Mono:
    """One drop: the tick of its touch, then its bubble, often with smaller ones after it."""
    lead = float(rng.uniform(0.006, 0.02))
    tick = click(rng, float(rng.uniform(3000, 8000)), 2.0, 0.004)
    parts = [(0.0, float(rng.uniform(0.2, 0.6)), tick)]
    parts.append((lead, 1.0, plink(rng, lognormal(rng, hz, 0.06), 1.0)))
    at = lead
    for _ in range(int(rng.integers(0, 4))):
        at += float(rng.uniform(0.015, 0.05))
        parts.append(
            (at, 1.0, plink(rng, min(hz * float(np.exp(rng.uniform(0, 0.9))), 4600.0), float(rng.uniform(0.1, 0.45))))
        )
    return layered(*parts)


def dripping(frames: int, rng: np.random.Generator) -> Stereo:
    """The near drops on their ring, each site keeping its own uneven time."""
    stage = Stage(frames)
    for site in sites(rng):
        for start in renewal(rng, frames, site.period, 0.35):
            gain = site.near * float(np.exp(np.clip(rng.normal(0, 0.45), -1.2, 0.8)))
            stage.add(drop(rng, site.hz), start / RATE, site.azimuth + float(rng.normal(0, 2)), gain)
            if rng.random() < 0.1:
                later = start / RATE + float(rng.uniform(0.09, 0.22))
                stage.add(drop(rng, site.hz * 1.1), later, site.azimuth, 0.5 * gain)
    return stage.heard()


def cave(frames: int, rng: np.random.Generator) -> Stereo:
    """What fills the pauses: far bubbles from all sides and water running somewhere."""
    bank = [_speck(rng, float(hz)) for hz in np.clip(3800 * np.exp(rng.normal(0, 0.45, 220)), 900, 9000)]
    rate = _FAR_DROPS * np.exp(0.3 * slow(rng, frames, 1 / 60, 0.4))
    starts = poisson(rng, frames, rate)
    amps = 0.05 * sizes(rng, starts.size, 1.0, 10.0)
    far = spread(frames, starts, bank, rng.integers(0, len(bank), starts.size), amps, rng.uniform(-1, 1, starts.size))
    hz, db = _WASH
    left, right = (db + 1.3 * turbulence(rng, frames, hz.size, 0.5, 10, 0.7, 0.3) for _ in range(2))
    wash = coloured(rng, frames, hz, left, right)
    return far + wash * np.float32(0.011 / wash.std())


def _speck(rng: np.random.Generator, hz: float) -> Mono:
    """A small drop on wet stone: more tick than bubble."""
    tick = click(rng, float(rng.uniform(3500, 9000)), 2.0, float(rng.uniform(0.001, 0.003)))
    return layered((0.0, float(rng.uniform(0.3, 1.5)), tick), (float(rng.uniform(0.001, 0.008)), 0.7, bubble(rng, hz)))


def drops(frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of dripping water in a place that echoes."""
    dry = dripping(frames, rng) + cave(frames, rng)
    return finish(room(rng, dry, wet=0.48, t60=1.3, top=7000.0), lufs=-27, jump=9.0, soften=10.0)


RECIPES = (Recipe("drops", drops),)
