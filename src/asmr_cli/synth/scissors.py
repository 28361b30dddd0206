"""A quiet haircut: soft snips in even groups, a comb now and then, and the hush of a room that hides the edges.

Real snips stand 20 dB out of silence and startle; here they come often and evenly, so that none is a surprise, the
blades slide before they meet, and a soft hush lies under everything. Two thin blades have many modes above 3 kHz, so
short that they are no bell; fewer, lower or longer ones are a bell, a camera or a twig.
"""

from dataclasses import dataclass

import numpy as np

from asmr_cli.synth.canvas import Curve, Mono, Stereo, of_unit_spread, slow, through
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.hand import lognormal, rest, walk
from asmr_cli.synth.modal import Body, body, click, layered, strike
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage
from asmr_cli.synth.strokes import CELL, Stroke, speed
from asmr_cli.synth.turbulence import coloured, nodes, turbulence
from asmr_cli.types import RATE, Seconds

_BLADES = Rubbed(
    (
        Band(1500, -10, 0.9, 4200, 1.3),
        Band(2900, -2, 1.0, 11_000, 1.2),
        Band(5600, -4, 1.1, 16_000, 1.2),
        Band(10_000, -11, 1.2, 18_000, 1.2),
    ),
    rough=0.2,
    floor=0.015,
    bristles=5,
)
"""Steel on steel is smooth: contacts that one could count are mice, or a fire."""
_COMB = Rubbed(
    (Band(420, -7, 0.6, 0, 1.3), Band(1300, -4, 0.8, 0, 1.4), Band(3600, -8, 0.9, 0, 1.4)),
    rough=0.55,
    floor=0.03,
    bristles=14,
)
"""Teeth through hair, too many to be heard one by one."""
_COMBED = 0.3
"""How often the comb follows a group of snips."""
_MODES = 24
_STEEL_SEED = 3
"""One pair of scissors, kept."""
_HUSH = nodes((40, -16), (90, -8), (200, -5), (500, -8), (1200, -14), (3000, -21), (7000, -32), (14_000, -46))


def steel() -> Body:
    """Two blades, damped by each other, the hair and the hand."""
    table = np.random.Generator(np.random.PCG64(_STEEL_SEED))
    freqs = np.geomspace(2900, 7000, _MODES) * np.exp(table.normal(0, 0.05, _MODES))
    return body(freqs.tolist(), (1.0,) * _MODES, (25,) * _MODES, longest=0.004)


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
        for _ in range(int(rng.integers(4, 10))):
            pace = next(tempo)
            closing = lognormal(rng, 0.17 * pace, 0.14)
            snips.append(Snip(clock, closing, lognormal(rng, 0.2, 0.15), lognormal(rng, 1.0, 0.15), azimuth))
            where.append((clock, azimuth))
            clock += closing + lognormal(rng, 0.15 * pace, 0.16)
            azimuth = float(np.clip(azimuth + rng.normal(0, 5), -70, 70))
        clock += rest(rng, 0.3, 0.3)
        if rng.random() < 0.4:
            azimuth = -float(np.sign(azimuth)) * float(rng.uniform(20, 62))
        for _ in range(int(rng.integers(1, 4)) if rng.random() < _COMBED else 0):
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
    """How fast the blades slide, one value every `CELL`: gathering speed until they are shut, then a softer opening."""
    curve = np.zeros(frames // CELL)
    for snip in snips:
        for at, lasts, force, late in (
            (snip.at, snip.closing, snip.force, 1.4),
            (snip.at + snip.closing + 0.05, snip.opening, 0.5 * snip.force, 0.9),
        ):
            count = max(6, round(lasts * RATE / CELL))
            s = ((np.arange(count) + 0.5) / count) ** late
            curve[(round(at * RATE / CELL) + np.arange(count)) % curve.size] += force * 4 * s * (1 - s)
    return curve


def shut(blades: Body, rng: np.random.Generator) -> Mono:
    """The end of a snip, or of its opening: the blades stop against each other."""
    edge = click(rng, lognormal(rng, 5000, 0.12), 2.2, 0.003, 0.0005)
    return layered((0, 0.5, edge), (0, 2.0, strike(blades, rng, 0.00004, detune=0.02, spread=0.35)))


def hush(frames: int, rng: np.random.Generator) -> Stereo:
    """The air of a salon, dryers far away: soft, dark, wide, unit rms."""
    hz, db = _HUSH
    weather = 0.8 * slow(rng, frames, 1 / 60, 0.2)[:, None]
    left, right = (db + weather + 0.9 * turbulence(rng, frames, hz.size, 0.5, 8, 0.8, 0.3) for _ in range(2))
    return of_unit_spread(coloured(rng, frames, hz, left, right))


def scissors(frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of haircut."""
    snips, combs, where = haircut(frames / RATE, rng)
    azimuth = through(frames, [at for at, _ in where], [degrees for _, degrees in where])
    blades = friction(rng, frames, sliding(snips, frames), _BLADES, azimuth)
    comb = friction(rng, frames, speed(combs, frames), _COMB, azimuth)
    stage, steels = Stage(frames), steel()
    for snip in snips:
        loud = 6.0 * lognormal(rng, snip.force, 0.15)
        stage.add(shut(steels, rng), snip.at + 0.93 * snip.closing, snip.azimuth, loud)
        stage.add(shut(steels, rng), snip.at + snip.closing + 0.05, snip.azimuth, 0.8 * loud)
    dry = 0.6 * blades + 0.2 * comb + stage.heard() + 0.25 * hush(frames, rng)
    return finish(room(rng, dry, wet=0.12, t60=0.3, top=5000), lufs=-28, jump=8.0, soften=13.0)


RECIPES = (Recipe("scissors", scissors),)
