"""Water poured into a vessel, again and again: a jet, its bubbles, and the air above, singing higher as it fills.

The vessel's note follows P. Cabe and J. Pittenger, "Human Sensitivity to Acoustic Information from Vessel Filling"
(J. Exp. Psychol. HPP 26, 2000): the shorter the column of air, the higher its resonance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.synth.canvas import TICK, Curve, Stereo, slow, smoothstep, ticks
from asmr_cli.synth.drops import drop
from asmr_cli.synth.ears import aside, moving, room, spread
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import bubble, pareto, poisson
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, stillness
from asmr_cli.synth.turbulence import coloured, coloured_mono, nodes, turbulence
from asmr_cli.types import RATE, Seconds

_NODES = np.geomspace(90, 17_000, 60)
"""Fine enough for the vessel's note."""
_COARSE = np.geomspace(90, 17_000, 12)
"""For what is broad; each stands for five of the fine ones."""
_HISS = nodes((300, -46), (800, -27), (1500, -18), (3000, -10), (6000, -5), (9500, -4), (17_000, -19))
_TRICKLE = 0.34
"""What still runs while the vessel is changed: silence there would make the next pour a surprise."""
_BUBBLES = 700.0
"""A second, at full flow; every other one brings a companion."""
_SIZES = 260
"""Bubbles in the bank, from 420 Hz to 10 kHz."""


@dataclass(frozen=True)
class Pour:
    """One filling of the vessel."""

    at: Seconds
    lasts: Seconds
    after: Seconds
    """How long it drips before the next one."""
    flow: float
    vessel: float
    """Pitch of the vessel, relative to a drinking glass."""


def pours(seconds: Seconds, rng: np.random.Generator) -> list[Pour]:
    """A ring of pours of 7 to 12 s with 1 to 1.6 s of dripping between them."""
    plan: list[Pour] = []
    clock = 0.0
    while clock < seconds - 3:
        lasts, after = float(rng.uniform(7, 12)), float(rng.uniform(0.9, 1.6))
        plan.append(Pour(clock, lasts, after, lognormal(rng, 1.0, 0.12), lognormal(rng, 1.0, 0.1)))
        clock += lasts + after
    scale = seconds / clock
    return [Pour(p.at * scale, p.lasts * scale, p.after * scale, p.flow, p.vessel) for p in plan]


def course(plan: list[Pour], frames: int, rng: np.random.Generator) -> tuple[Curve, Curve, Curve, Curve]:
    """Flow (1 at a usual pour), its share inside the vessel, how full that is (0..1) and its pitch, over ticks."""
    time = np.arange(ticks(frames)) * TICK / RATE
    flow, inner, fill, pitch = np.zeros_like(time), np.zeros_like(time), np.zeros_like(time), np.ones_like(time)
    for pour in plan:
        x = time - pour.at
        inside = (x >= 0) & (x < pour.lasts + pour.after)
        shape = smoothstep(x / 1.6) * smoothstep((pour.lasts - x) / 0.9)
        flow += pour.flow * np.where(inside, _TRICKLE + (1 - _TRICKLE) * shape, 0)
        inner += np.where(inside, shape, 0)
        fill[inside] = np.clip(x[inside] / pour.lasts, 0, 1)
        pitch[inside] = pour.vessel
    gurgle = 0.09 * slow(rng, frames, 3, 12, 0.3) + 0.12 * slow(rng, frames, 0.4, 1.7, 0.5)
    return flow * np.exp(np.clip(gurgle, -1.0, 0.7)), inner, fill, pitch


def jet(frames: int, rng: np.random.Generator, flow: Curve, inner: Curve, fill: Curve, pitch: Curve) -> Stereo:
    """The stream itself: noise through the resonance of the air in the vessel, and a wide hiss of splashes."""
    cavity = 980 * pitch * 2.4 ** (fill**1.4)
    loud = 20 * np.log10(flow + 1e-4)
    tone = np.maximum(0.7 * _peak(cavity, 8.0), 0.55 * _peak(2.9 * cavity, 4.0))
    stirred = 1.9 * turbulence(rng, frames, _COARSE.size, 0.8, 14, 0.4, 0.15).repeat(5, axis=1)
    air = 20 * np.log10(0.6 * inner[:, None] * tone + 0.02) + stirred + loud[:, None]
    inside = coloured_mono(rng, frames, _NODES, air)
    hiss = np.interp(np.log(_COARSE), np.log(_HISS[0]), _HISS[1]) + 1.2 * loud[:, None]
    left, right = (hiss + 1.7 * turbulence(rng, frames, _COARSE.size, 0.8, 14, 0.4) for _ in range(2))
    splash = coloured(rng, frames, _COARSE, left, right)
    azimuth = aside(drift(rng, frames, 22))
    return moving(inside / inside.std(), azimuth) + splash * np.float32(0.85 / splash.std())


def bubbles(frames: int, rng: np.random.Generator, flow: Curve, fill: Curve) -> Stereo:
    """The bubbles the jet takes under: in small crowds, higher as the vessel fills, energies a power law.

    A third are the bodies of the sound; the others, small ones, are its sparkle where plain noise would be rain.
    """
    parents = poisson(rng, frames, _BUBBLES * flow)
    children = parents[rng.random(parents.size) < 0.5]
    children = children + (rng.exponential(0.015, children.size) * RATE).astype(np.int64)
    starts = np.concatenate([parents, children]) % frames
    small = rng.random(starts.size) < 0.67
    wished = np.where(small, 4200.0, 1500.0) * np.exp(rng.normal(0, 0.5, starts.size))
    wished = wished * np.exp(0.4 * (fill[starts // TICK] - 0.5))
    sizes = np.geomspace(420, 10_000, _SIZES)
    which = np.clip(np.searchsorted(sizes, wished), 0, _SIZES - 1)
    bank = [bubble(rng, float(hz)) for hz in sizes]
    amps = 1.2 * np.sqrt(pareto(rng, starts.size, 0.9, 40)) * np.minimum(sizes[which] / 1600, 1) ** 2
    return spread(frames, starts, bank, which, amps, rng.normal(0, 0.35, starts.size))


def drips(plan: list[Pour], frames: int, rng: np.random.Generator) -> Stereo:
    """The last drops after each pour, slower and slower."""
    stage = Stage(frames)
    for pour in plan:
        at = pour.at + pour.lasts - 0.25
        for turn in range(int(rng.integers(3, 8))):
            at += lognormal(rng, 0.13 * 1.25**turn, 0.3)
            if at < pour.at + pour.lasts + pour.after:
                stage.add(drop(rng, lognormal(rng, 1900, 0.2)), at, float(rng.normal(0, 10)), lognormal(rng, 0.9, 0.3))
    return stage.heard()


def pouring(frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of pouring."""
    plan = pours(frames / RATE, rng)
    flow, inner, fill, pitch = course(plan, frames, rng)
    water = jet(frames, rng, flow, inner, fill, pitch) + bubbles(frames, rng, flow, fill) + drips(plan, frames, rng)
    return finish(
        room(rng, water + stillness(rng, frames, -36, 70, 300), wet=0.14, t60=0.35), lufs=-26, jump=9.0, soften=8.0
    )


def _peak(centre: Curve, q: float) -> NDArray[np.float64]:
    """Response of a resonance that moves over ticks, at every node: shape (ticks, nodes)."""
    ratio = _NODES / centre[:, None]
    return np.asarray(1 / np.sqrt(1 + (q * (ratio - 1 / ratio)) ** 2))


RECIPES = (Recipe("pouring", pouring),)
