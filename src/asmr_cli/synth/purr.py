"""A purring cat: breath after breath of laryngeal pulses, each a handful of damped resonances."""

from typing import NamedTuple

import numpy as np

from asmr_cli.synth.canvas import RATE_OF_TICKS, Curve, Mono, Stereo, add_at, rms, slow, smoothstep, ticks
from asmr_cli.synth.ears import echoes
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import modes, renewal
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, nodes, power_sum, turbulence
from asmr_cli.types import RATE

_IN = np.array(
    [(120, 60, 0.75), (270, 90, 0.85), (560, 150, 0.6), (1200, 260, 0.5), (2400, 500, 0.26), (4300, 1000, 0.13)]
)
_OUT = np.array(
    [(95, 50, 0.9), (215, 80, 0.95), (450, 130, 0.65), (950, 220, 0.46), (2000, 420, 0.21), (3800, 900, 0.1)]
)
"""Formants in and out: Hz, bandwidth in Hz, amplitude."""
_HZ, _BREATH = nodes(
    (20, -60), (60, -40), (150, -28), (400, -16), (900, -14), (2000, -17), (4000, -26), (8000, -38), (20000, -70)
)
_ROOM = np.interp(np.log(_HZ), np.log([20, 60, 150, 400, 2000, 20000]), [-20, -14, -16, -24, -36, -60])
_BANK = 80
"""Pulses an ear and a direction, from the smallest vocal tract to the largest."""
_PULSE = 0.05
"""Seconds until the last resonance has died away."""


class _Phase(NamedTuple):
    """One half of a breath: start and length in seconds, inward or not, level, and its pulses a second."""

    start: float
    length: float
    inward: bool
    level: float
    rate: float


class _Mood(NamedTuple):
    """How the cat purrs, over ticks: place in the bank of pulses (0..1), rate and strength as factors."""

    tract: Curve
    pace: Curve
    force: Curve


def purr(frames: int, rng: np.random.Generator) -> Stereo:
    """A cat close by, breathing as it likes."""
    phases = _breaths(rng, frames)
    out = np.zeros((frames, 2), dtype=np.float32)
    loud = np.full(ticks(frames), 0.02)
    banks = {inward: [_pulses(rng, inward) for _ in range(2)] for inward in (True, False)}
    mood = _Mood(
        tract=0.5 + 0.22 * slow(rng, frames, 0.05, 0.6, 1.0),
        pace=1 + 0.012 * slow(rng, frames, 0.5, 8, 0.7),
        force=np.exp(0.17 * slow(rng, frames, 1.0, 8, 0.7)),
    )
    for phase in phases:
        _pulse_train(rng, out, phase, banks[phase.inward], mood)
        _mark(loud, phase)
    level = rms(out)
    noise = np.stack([_air(rng, frames, loud) for _ in range(2)])
    air = coloured(rng, frames, _HZ, noise[0], noise[1])
    return finish(echoes(rng, out, 2) + air * np.float32(0.05 * level / rms(air)), lufs=-26, soften=9.0, even=0.6)


def _breaths(rng: np.random.Generator, frames: int) -> list[_Phase]:
    """Breaths of about 2.3 s with log-normal lengths, each an in and an out."""
    starts = renewal(rng, frames, 2.2, 0.26) / RATE
    lengths = np.diff(np.append(starts, starts[0] + frames / RATE))
    out = []
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        share = rng.uniform(0.40, 0.50)
        level, rate = 10 ** (rng.normal(0, 0.9) / 20), 27 * (1 + 0.02 * rng.standard_normal())
        out.append(_Phase(start, share * length, True, 0.62 * level, 1.05 * rate))
        out.append(_Phase(start + share * length, (1 - share) * length, False, level, 0.97 * rate))
    return out


def _swell(y: Curve) -> Curve:
    """Level along a half breath, y in 0..1: it dips between breaths but never to silence."""
    return np.asarray(0.35 + 0.65 * smoothstep(y / 0.3) * smoothstep((1 - y) / 0.3))


def _pulse_train(rng: np.random.Generator, out: Stereo, phase: _Phase, banks: list[list[Mono]], mood: _Mood) -> None:
    """Add the pulses of half a breath: jittered times, gliding rate, timbre walking through the bank of each ear."""
    tract, pace, force = mood
    glide = rng.uniform(-0.025, 0.025)
    at = phase.start
    while at < phase.start + phase.length:
        y = (at - phase.start) / phase.length
        tick = int(at * RATE_OF_TICKS) % tract.size
        gain = phase.level * force[tick] * float(_swell(np.array(y))) * (1 + 0.16 * rng.standard_normal())
        where = int(np.clip(tract[tick] + 0.05 * rng.standard_normal(), 0, 0.999) * _BANK)
        again = round(rng.uniform(0.011, 0.015) * RATE)
        for ear in range(2):
            pulse = np.float32(gain) * banks[ear][where]
            add_at(out[:, ear], round(at * RATE), pulse)
            add_at(out[:, ear], round(at * RATE) + again, np.float32(0.25) * pulse)
        rate = phase.rate * pace[tick] * (1 + glide * (2 * y - 1))
        at += (1 + 0.03 * rng.standard_normal()) / rate


def _pulses(rng: np.random.Generator, inward: bool) -> list[Mono]:
    """Pulses of one ear, ordered by the size of the vocal tract (±5 %)."""
    table = _IN if inward else _OUT
    t = np.arange(round(_PULSE * RATE)) / RATE
    attack = smoothstep(t / 0.0012)
    bank = []
    for scale in np.linspace(0.95, 1.05, _BANK):
        hz = table[:, 0] * scale * (1 + 0.02 * rng.standard_normal(6)) * rng.choice([0.985, 1.015])
        gain = table[:, 2] * 10 ** (rng.normal(0, 1.2, 6) / 20)
        turn = np.where(hz < 300, rng.uniform(-1.5, 1.5, 6), rng.uniform(0, 6.28, 6))
        wave = modes(hz, np.pi * table[:, 1], gain, turn, _PULSE)[: t.size]
        hiss = 0.05 * rng.standard_normal(t.size) * np.exp(-t / 0.006)
        bank.append(((wave + hiss) * attack).astype(np.float32))
    return bank


def _mark(loud: Curve, phase: _Phase) -> None:
    """Write the level of half a breath into the curve that the breath noise follows."""
    first, last = int(np.ceil(phase.start * RATE_OF_TICKS)), int(np.ceil((phase.start + phase.length) * RATE_OF_TICKS))
    at = np.arange(first, last)
    loud[at % loud.size] = phase.level * _swell((at / RATE_OF_TICKS - phase.start) / phase.length)


def _air(rng: np.random.Generator, frames: int, loud: Curve) -> Curve:
    """Breath noise that follows the purr, over the room's own floor; dB over (ticks, nodes)."""
    breath = _BREATH + 20 * np.log10(loud)[:, None] + turbulence(rng, frames, _HZ.size, 0.8, 14, 0.5)
    return power_sum(breath, _ROOM - 12)


RECIPES = (Recipe("purr", purr),)
