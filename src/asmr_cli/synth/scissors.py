"""A quiet haircut: soft snips in unhurried groups, a comb between them, and the hush of a room that hides the edges.

Real snips stand 20 dB out of silence and startle; here the blades slide before they meet, and a soft hush lies under
everything.
"""

from dataclasses import dataclass

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, slow, ticks
from asmr_cli.synth.ears import echoes
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import CELL, Band, Stroke, friction, speed
from asmr_cli.synth.hand import lognormal, rest, walk
from asmr_cli.synth.modal import body, click, layered, strike
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage
from asmr_cli.synth.turbulence import nodes, turbulence, tv
from asmr_cli.types import RATE, Seconds

_BLADES = (
    Band(1500, -10, 0.9, 700, 1.3),
    Band(2900, -2, 1.0, 1800, 1.2),
    Band(5600, -4, 1.1, 2600, 1.2),
    Band(10_000, -11, 1.2, 3000, 1.2),
)
_COMB = (Band(420, -7, 0.6, 260, 1.3), Band(1300, -4, 0.8, 420, 1.4), Band(3600, -8, 0.9, 900, 1.4))
_STEEL = body((1250, 2150, 3050, 4300, 5900), (0.5, 0.8, 1.0, 0.7, 0.4), (9, 10, 11, 12, 12), longest=0.006)
_HAND = body((135, 240, 410, 660), (1.0, 0.8, 0.6, 0.4), (4, 5, 6, 6))
_HUSH = nodes((40, -16), (90, -8), (200, -5), (500, -8), (1200, -14), (3000, -21), (7000, -32), (14_000, -46))


@dataclass(frozen=True)
class Snip:
    """The blades close, and open again."""

    at: Seconds
    closing: Seconds
    opening: Seconds
    force: float
    azimuth: float


def haircut(seconds: Seconds, rng: np.random.Generator) -> tuple[list[Snip], list[Stroke], list[tuple[Seconds, float]]]:
    """A ring of snips, comb strokes and, for both, where the hand is: (seconds, degrees)."""
    snips: list[Snip] = []
    combs: list[Stroke] = []
    where: list[tuple[Seconds, float]] = []
    clock, azimuth, tempo = 0.0, float(rng.choice((-45.0, 45.0))), walk(rng, 0.04, 0.8, 1.3)
    while clock < seconds:
        for _ in range(int(rng.integers(3, 9))):
            pace = next(tempo)
            closing = lognormal(rng, 0.17 * pace, 0.14)
            snips.append(Snip(clock, closing, lognormal(rng, 0.2, 0.15), lognormal(rng, 1.0, 0.15), azimuth))
            where.append((clock, azimuth))
            clock += closing + lognormal(rng, 0.34 * pace, 0.16)
            azimuth = float(np.clip(azimuth + rng.normal(0, 5), -70, 70))
        clock += rest(rng, 0.3, 0.3)
        if rng.random() < 0.4:
            azimuth = -float(np.sign(azimuth)) * float(rng.uniform(20, 62))
        for _ in range(int(rng.integers(1, 4))):
            lasts = lognormal(rng, 0.65, 0.2)
            combs.append(Stroke(clock, lasts, lognormal(rng, 1.0, 0.15), 1, float(rng.uniform(0.8, 1.2))))
            where.append((clock, azimuth))
            clock += lasts + lognormal(rng, 0.3, 0.25)
    by = seconds / clock
    return (
        [Snip(s.at * by, s.closing, s.opening, s.force, s.azimuth) for s in snips],
        [Stroke(c.at * by, c.seconds, c.force, c.way, c.skew) for c in combs],
        [(at * by, degrees) for at, degrees in where],
    )


def sliding(snips: list[Snip], frames: int) -> Curve:
    """How fast the blades slide, one value every `CELL`: gathering speed until they are shut, then a faint opening."""
    curve = np.zeros(frames // CELL)
    for snip in snips:
        for at, lasts, force, late in (
            (snip.at, snip.closing, snip.force, 1.9),
            (snip.at + snip.closing + 0.05, snip.opening, 0.3 * snip.force, 0.9),
        ):
            count = max(6, round(lasts * RATE / CELL))
            s = ((np.arange(count) + 0.5) / count) ** late
            curve[(round(at * RATE / CELL) + np.arange(count)) % curve.size] += force * 4 * s * (1 - s)
    return curve


def shut(rng: np.random.Generator) -> Mono:
    """The end of a snip: hair between the blades takes the edge off, the hand gives it some weight."""
    edge = click(rng, lognormal(rng, 4200, 0.12), 2.2, 0.003, 0.0005)
    steel = strike(_STEEL, rng, 0.0002, detune=0.02, spread=0.35)
    return layered((0, 1.2, edge), (0, 0.4, steel), (0.001, 0.12, strike(_HAND, rng, 0.0018, detune=0.02)))


def hush(frames: int, rng: np.random.Generator) -> Stereo:
    """The air of a salon, dryers far away: soft, dark, wide, unit rms."""
    hz, db = _HUSH
    weather = 0.8 * slow(rng, frames, 1 / 60, 0.2)[:, None]
    left, right = (db + weather + 0.9 * turbulence(rng, frames, hz.size, 0.5, 8, 0.8, 0.3) for _ in range(2))
    air = tv(rng, frames, hz, left, right)
    return air / np.float32(air.std())


def scissors(frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of haircut."""
    snips, combs, where = haircut(frames / RATE, rng)
    moments = np.arange(ticks(frames)) * TICK / RATE
    azimuth = np.interp(moments, [at for at, _ in where], [degrees for _, degrees in where], period=frames / RATE)
    blades = friction(rng, frames, sliding(snips, frames), _BLADES, azimuth, rough=0.35, floor=0.015, bristles=5)
    comb = friction(rng, frames, speed(combs, frames), _COMB, azimuth, rough=0.55, floor=0.03, bristles=14)
    stage = Stage(frames)
    for snip in snips:
        stage.add(shut(rng), snip.at + 0.93 * snip.closing, snip.azimuth, 13.0 * lognormal(rng, snip.force, 0.15))
    dry = 0.45 * blades + 0.55 * comb + stage.heard() + 0.16 * hush(frames, rng)
    return finish(echoes(rng, dry), lufs=-28, jump=9.0, soften=13.0)


RECIPES = (Recipe("scissors", scissors),)
