"""A wood fire: a soft rumble, a thin hiss, and crackles whose energies follow a power law with a cap."""

import numpy as np

from asmr_cli.synth.canvas import Curve, Mono, Stereo, rms, slow
from asmr_cli.synth.ears import echoes, spread
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import burst, pareto, poisson
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, nodes, power_sum, turbulence
from asmr_cli.types import RATE

_HZ, _RUMBLE = nodes(
    (20, -32), (35, -20), (60, -14), (120, -19), (250, -29), (500, -40), (1000, -52), (2000, -64), (4000, -75),
    (11000, -95), (20000, -109),
)  # fmt: skip
"""Little above 250 Hz: between rumble and crackles real fires have a hollow. What fills it makes drops of crackles."""
_HISS = np.interp(np.log(_HZ), np.log([60, 250, 1000, 4000, 11000, 20000]), [-105, -80, -72, -69, -71, -82])
"""Thin: 5 dB more of it between the crackles are rain."""
_CAP = 65.0
"""Most energy of a crackle over the least: the tail has no mean, so the cap decides how calm the fire is."""
_KINDS = 300


def fire(frames: int, rng: np.random.Generator) -> Stereo:
    """A fire a step away."""
    activity = 0.7 * slow(rng, frames, 1 / 60, 0.1, 1.0) + 0.5 * slow(rng, frames, 0.1, 0.6, 1.0)
    flicker = 2 * slow(rng, frames, 2, 9, 0.3) + 1.5 * slow(rng, frames, 0.2, 2, 0.6) + 1.4 * activity
    hiss = 1.5 * activity + 1.2 * slow(rng, frames, 0.2, 3, 0.8)
    ears = [
        power_sum(_RUMBLE + flicker[:, None], _HISS + hiss[:, None]) + turbulence(rng, frames, _HZ.size, 0.8, 12, 0.7)
        for _ in range(2)
    ]
    out = coloured(rng, frames, _HZ, ears[0], ears[1])
    return finish(echoes(rng, out + _crackles(rng, frames, activity, rms(out))), lufs=-27, even=0.5)


def _crackles(rng: np.random.Generator, frames: int, activity: Curve, level: float) -> Stereo:
    """Crackles, some of which run on in short trains from the same place."""
    first = poisson(rng, frames, 20 * np.exp(0.6 * activity))
    energy = pareto(rng, first.size, 0.9, _CAP)
    azimuth = np.clip(0.5 * rng.standard_normal(first.size), -1, 1)
    starts, energies, places = [first], [energy], [azimuth]
    for parent in np.flatnonzero(rng.uniform(size=first.size) < 0.3):
        run = int(rng.integers(2, 10))
        gaps = rng.exponential(rng.uniform(0.006, 0.05), run)
        starts.append(first[parent] + (np.cumsum(gaps) * RATE).astype(np.int64))
        energies.append(np.maximum(0.3 * energy[parent] * rng.uniform(0.3, 1, run), 0.3))
        places.append(np.clip(azimuth[parent] + 0.08 * rng.standard_normal(run), -1, 1))
    at, size, place = np.concatenate(starts), np.concatenate(energies), np.concatenate(places)
    bank = [_crackle(rng) for _ in range(_KINDS)]
    amps = 1.4 * level * np.sqrt(size)
    return spread(frames, at % frames, bank, rng.integers(0, _KINDS, at.size), amps, place)


def _crackle(rng: np.random.Generator) -> Mono:
    """One crackle of unit peak: a dry, broad burst without pitch that begins sharply and is over in 2 or 3 ms."""
    decay = rng.uniform(500, 2200)
    wide = burst(rng, 5000 * np.exp(0.3 * rng.standard_normal()), rng.uniform(0.5, 1.3), decay, 0.02, 0.0002)
    flat = burst(rng, 4000.0, 3.0, decay, 0.02, 0.0002)
    grain = wide / np.abs(wide).max() + 0.7 * flat / np.abs(flat).max()
    grain[: int(rng.integers(1, 6))] *= rng.uniform(2, 5)
    return np.asarray(grain / np.abs(grain).max(), dtype=np.float32)


RECIPES = (Recipe("fire", fire),)
