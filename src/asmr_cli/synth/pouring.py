"""Water poured into a vessel, again and again: a jet, its bubbles, and the air above, singing higher as it fills.

The vessel's note follows P. Cabe and J. Pittenger, "Human Sensitivity to Acoustic Information from Vessel Filling"
(J. Exp. Psychol. HPP 26, 2000): the shorter the column of air, the higher its resonance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.synth.canvas import TICK, Curve, Stereo, slow, smoothstep, ticks
from asmr_cli.synth.drops import drop
from asmr_cli.synth.ears import moving, room, spread
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import bubble, pareto, poisson
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, hum
from asmr_cli.synth.turbulence import nodes, turbulence, tv, tv_mono
from asmr_cli.types import RATE, Seconds

_NODES = np.geomspace(90, 17_000, 60)
"""Fine enough for the vessel's note."""
_COARSE = np.geomspace(90, 17_000, 12)
_HISS = nodes((300, -40), (1200, -20), (3000, -9), (5500, -4), (9000, -6), (17_000, -22))
_TRICKLE = 0.1
"""What still runs while the vessel is changed: silence there would make the next pour a surprise."""
_BUBBLES = 200.0
"""A second, at full flow; every other one brings a companion."""
_SIZES = 260


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


def course(plan: list[Pour], frames: int, rng: np.random.Generator) -> tuple[Curve, Curve, Curve]:
    """Flow (1 at a usual pour), how full the vessel is (0..1) and the vessel's pitch, each over ticks."""
    time = np.arange(ticks(frames)) * TICK / RATE
    flow, fill, pitch = np.zeros_like(time), np.zeros_like(time), np.ones_like(time)
    for pour in plan:
        x = time - pour.at
        inside = (x >= 0) & (x < pour.lasts + pour.after)
        shape = smoothstep(x / 1.6) * smoothstep((pour.lasts - x) / 0.9)
        flow += pour.flow * np.where(inside, _TRICKLE + (1 - _TRICKLE) * shape, 0)
        fill[inside] = np.clip(x[inside] / pour.lasts, 0, 1)
        pitch[inside] = pour.vessel
    gurgle = 0.17 * slow(rng, frames, 4, 12, 0.3) + 0.2 * slow(rng, frames, 0.4, 1.7, 0.5)
    return flow * np.exp(np.clip(gurgle, -1.0, 0.7)), fill, pitch


def jet(frames: int, rng: np.random.Generator, flow: Curve, fill: Curve, pitch: Curve) -> Stereo:
    """The stream itself: noise through the resonance of the air in the vessel, and a wide hiss of splashes."""
    cavity = 720 * pitch * 2.3 ** (fill**1.4)
    loud = 20 * np.log10(flow + 1e-4)
    tone = np.maximum(0.75 * _peak(cavity, 8.0), 0.5 * _peak(2.9 * cavity, 5.0))
    stirred = 1.9 * turbulence(rng, frames, _COARSE.size, 0.8, 14, 0.4, 0.15).repeat(5, axis=1)
    air = 20 * np.log10(0.6 * tone + 0.02) + stirred + loud[:, None]
    inside = tv_mono(rng, frames, _NODES, air)
    hiss = np.interp(np.log(_COARSE), np.log(_HISS[0]), _HISS[1]) + 1.2 * loud[:, None]
    left, right = (hiss + 1.7 * turbulence(rng, frames, _COARSE.size, 0.8, 14, 0.4) for _ in range(2))
    splash = tv(rng, frames, _COARSE, left, right)
    azimuth = np.sin(np.deg2rad(drift(rng, frames, 22)))
    return moving(inside / inside.std(), azimuth) + splash * np.float32(0.5 / splash.std())


def bubbles(frames: int, rng: np.random.Generator, flow: Curve, fill: Curve) -> Stereo:
    """The bubbles the jet takes under: in small crowds, higher as the vessel fills, energies a power law."""
    parents = poisson(rng, frames, _BUBBLES * flow)
    children = parents[rng.random(parents.size) < 0.5]
    children = children + (rng.exponential(0.015, children.size) * RATE).astype(np.int64)
    starts = np.concatenate([parents, children]) % frames
    wished = 1800 * np.exp(0.45 * fill[starts // TICK] + rng.normal(0, 0.55, starts.size))
    sizes = np.geomspace(420, 9000, _SIZES)
    which = np.clip(np.searchsorted(sizes, wished), 0, _SIZES - 1)
    bank = [bubble(rng, float(hz)) for hz in sizes]
    amps = 0.12 * np.sqrt(pareto(rng, starts.size, 0.7, 400)) * (1000 / sizes[which]) ** 0.2
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
    flow, fill, pitch = course(plan, frames, rng)
    water = jet(frames, rng, flow, fill, pitch) + bubbles(frames, rng, flow, fill) + drips(plan, frames, rng)
    return finish(room(rng, water + hum(rng, frames, -36, 70, 300), wet=0.14, t60=0.35), lufs=-26, jump=9.0, soften=8.0)


def _peak(centre: Curve, q: float) -> NDArray[np.float64]:
    """Response of a resonance that moves over ticks, at every node: shape (ticks, nodes)."""
    ratio = _NODES / centre[:, None]
    return np.asarray(1 / np.sqrt(1 + (q * (ratio - 1 / ratio)) ** 2))


RECIPES = (Recipe("pouring", pouring),)
