"""Crackle: sheets that buckle facet by facet, in avalanches whose energies follow a power law.

Energies of crumpled sheets fall as E^-1.3 to E^-1.6 over many decades (P. Houle and J. Sethna, "Acoustic emission
from crumpling paper", Phys. Rev. E 54, 1996); one facet sets off others soon after (a Hawkes process).
"""

from dataclasses import dataclass

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, add_at
from asmr_cli.synth.ears import aside, spread
from asmr_cli.synth.grains import Starts, burst, modes, unit
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.strokes import CELL
from asmr_cli.types import RATE

_SIZES = 8
_EACH = 30
"""Grains of each of the sizes, from the smallest facet to the largest."""


@dataclass(frozen=True)
class Sheet:
    """A material that crackles."""

    pitch: float
    """Hz of a middling facet."""
    spread: float = 0.5
    """How different facets are, in nepers."""
    partials: int = 5
    ring: tuple[float, float] = (0.0006, 0.0045)
    """Time constants of the partials in seconds, shortest and longest."""
    noise: float = 0.5
    """The dry part of a facet's snap."""
    tail: float = 1.4
    """Exponent of the energies' density."""
    energies: tuple[float, float] = (1e-4, 0.5)
    """Smallest and largest energy; the largest is what keeps a fold from startling."""


def avalanche(rng: np.random.Generator, frames: int, rate: Curve, branching: float, delay: float) -> Starts:
    """Frames of a Hawkes process: `rate` per second over cells of 2 ms, each event sets off `branching` others on
    average within some `delay` seconds."""
    total = np.concatenate([[0.0], np.cumsum(rate) * CELL / RATE * (1 - branching)])
    drawn = rng.uniform(0, total[-1], rng.poisson(total[-1]))
    young = np.interp(drawn, total, np.arange(total.size)) * CELL
    family = [young]
    while young.size:
        parents = np.repeat(young, rng.poisson(branching, young.size))
        young = parents + rng.exponential(delay * RATE, parents.size)
        family.append(young)
    return np.sort(np.concatenate(family).astype(np.int64) % frames)


def slips(rng: np.random.Generator, frames: int, rate: Curve, jitter: float) -> Starts:
    """Frames at which something sticks and slips: `rate` per second over cells of 2 ms, far more even than chance.

    `jitter` is how far (sd) each slip strays from its turn, in turns.
    """
    total = np.concatenate([[0.0], np.cumsum(rate) * CELL / RATE])
    turns = np.arange(int(total[-1])) + rng.normal(0, jitter, int(total[-1]))
    return np.sort((np.interp(turns, total, np.arange(total.size)) * CELL).astype(np.int64) % frames)


def crackle(
    rng: np.random.Generator, frames: int, starts: Starts, sheet: Sheet, azimuth: Curve, reach: float = 25.0
) -> Stereo:
    """Facets snapping at `starts`, each `reach` degrees (sd) round the hands' `azimuth` (degrees over ticks).

    The largest allowed facet has a peak of about 1.
    """
    low, high = (energy ** (1 - sheet.tail) for energy in sheet.energies)
    energy = (low + rng.uniform(0, 1, starts.size) * (high - low)) ** (1 / (1 - sheet.tail))
    amps = np.sqrt(energy / sheet.energies[1])
    size = amps**0.35
    which = np.minimum((size * _SIZES).astype(np.int64), _SIZES - 1) * _EACH + rng.integers(0, _EACH, starts.size)
    angle = azimuth[starts // TICK % azimuth.size] + reach * rng.standard_normal(starts.size)
    side = aside(np.clip(angle, -80, 80))
    bank = [facet(rng, sheet, (step + 0.5) / _SIZES) for step in range(_SIZES) for _ in range(_EACH)]
    return spread(frames, starts, bank, which, amps, side)


def facet(rng: np.random.Generator, sheet: Sheet, size: float) -> Mono:
    """One facet's snap, peak about 1; `size` 0..1: large ones are lower and ring longer."""
    hz = lognormal(rng, sheet.pitch, sheet.spread) * (1.25 - 0.5 * size)
    ratios = np.cumprod(1 + np.concatenate([[0.0], rng.gamma(2, 0.22, sheet.partials - 1)]))
    freqs = np.minimum(hz * ratios, 15_000)
    taus = np.exp(rng.uniform(np.log(sheet.ring[0]), np.log(sheet.ring[1]), sheet.partials)) * (0.7 + 0.8 * size)
    gains = ratios**-0.5 * np.exp(rng.normal(0, 0.45, sheet.partials)) * np.exp(-0.9 * (freqs * 6e-5) ** 2)
    lasts = float(5 * taus.max()) + 0.002
    snap = unit(modes(freqs, 1 / taus, gains, rng.uniform(0, 2 * np.pi, sheet.partials), lasts))
    snap *= np.minimum(np.arange(snap.size) / 12, 1).astype(np.float32)
    whole = np.zeros(max(snap.size, round(0.02 * RATE)), dtype=np.float32)
    add_at(whole, 0, snap)
    add_at(whole, 0, sheet.noise * burst(rng, min(hz, 9000), 0.9, 1 / rng.uniform(0.0012, 0.0032), 0.014, 0.00025))
    return np.asarray(whole / (np.abs(whole).max() + 1e-9), dtype=np.float32)
