"""Friction: a hand, a brush or a pen drawn over something, from its speed.

Every band has its own noise, its own contacts and its own roughness; the faster the hand, the brighter and louder.
Hands move with minimum jerk (T. Flash and N. Hogan, "The Coordination of Arm Movements", J. Neurosci. 5, 1985).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, at_rate, filter_by, restless
from asmr_cli.synth.ears import CLOSE_DELAY, gains
from asmr_cli.types import RATE, Seconds

CELL = 96
"""Frames between two values of speed and roughness: 2 ms."""


@dataclass(frozen=True)
class Band:
    """One band of a rubbed surface."""

    hz: float
    db: float
    """Level, relative to the other bands."""
    follow: float
    """Amplitude is (speed + floor)^follow: large in the highs, so that slow strokes are dark."""
    contacts: float = 0.0
    """Small impacts a second at full speed; 0 leaves plain noise, which is right only for the lowest and highest."""
    width: float = 1.2
    """Octaves."""


@dataclass(frozen=True)
class Stroke:
    """One movement of a hand."""

    at: Seconds
    seconds: Seconds
    force: float
    way: int
    """1 or -1: away or back."""
    skew: float = 1.0
    """Below 1 the fastest moment comes early."""
    bell: float = 2.0
    """2 is minimum jerk from rest to rest; towards 1 what rubs is set down and lifted in motion."""


def strokes(
    rng: np.random.Generator,
    seconds: Seconds,
    length: tuple[Seconds, Seconds],
    gap: tuple[Seconds, Seconds],
    pause: float = 0.05,
    resting: tuple[Seconds, Seconds] = (0.5, 1.2),
    skew: tuple[float, float] = (0.8, 1.3),
    bell: float = 2.0,
) -> list[Stroke]:
    """A ring of strokes back and forth: lengths log-uniform, a rest with probability `pause` after each.

    Every 6 to 16 strokes the hand finds another manner: another pace and another weight.
    """
    done: list[Stroke] = []
    clock, way, left, pace, weight = 0.0, 1, 0, 1.0, 1.0
    while clock < seconds:
        if left == 0:
            left, pace, weight = int(rng.integers(6, 17)), np.exp(rng.normal(0, 0.28)), np.exp(rng.normal(0, 0.16))
        lasts = float(np.exp(rng.uniform(*np.log(length))) * pace)
        force = float(weight * np.exp(np.clip(rng.normal(0, 0.2), -0.45, 0.4)))
        done.append(Stroke(clock, lasts, force, way, float(rng.uniform(*skew)), bell))
        clock += lasts + rng.uniform(*gap) + (rng.uniform(*resting) if rng.random() < pause else 0.0)
        way, left = -way, left - 1
    scale = seconds / clock
    return [replace(stroke, at=stroke.at * scale, seconds=stroke.seconds * scale) for stroke in done]


def speed(moves: Sequence[Stroke], frames: int) -> Curve:
    """How fast the hand is, one value every `CELL`, around 1 at the height of a stroke; strokes may overlap."""
    curve = np.zeros(frames // CELL)
    for move in moves:
        count = max(4, round(move.seconds * RATE / CELL))
        at = (round(move.at * RATE / CELL) + np.arange(count)) % curve.size
        s = ((np.arange(count) + 0.5) / count) ** move.skew
        curve[at] += move.force * (4 * s * (1 - s)) ** move.bell
    return curve


def travel(moves: Sequence[Stroke], frames: int) -> Curve:
    """Where the hand is over ticks, from -1 to 1 along the stroke, returning smoothly between strokes."""
    seconds = frames / RATE
    keys = [(t, x) for m in moves for t, x in ((m.at, -float(m.way)), (m.at + m.seconds, float(m.way)))]
    at, x = np.array(sorted(keys)).T
    return np.asarray(np.interp(np.arange(frames // TICK) * TICK / RATE, at, x, period=seconds))


def wobble(rng: np.random.Generator, frames: int, hz: float) -> Curve:
    """A random curve of unit spread, one value every `CELL`, with nothing much above `hz`."""
    return restless(rng, frames // CELL, CELL, hz)


def friction(
    rng: np.random.Generator,
    frames: int,
    pace: Curve,
    bands: Sequence[Band],
    azimuth: Curve,
    rough: float = 0.55,
    floor: float = 0.05,
    bristles: float = 12.0,
) -> Stereo:
    """A ring of friction from a speed curve (`speed`), each band at its level in dB.

    `azimuth` in degrees over ticks is where the hand is; single contacts lie `bristles` degrees (sd) around it.
    `rough` is how unevenly the surface answers; `floor` is the speed of a resting hand, which is never quite still.
    """
    common = rough * (0.22 * wobble(rng, frames, 14) + 0.16 * wobble(rng, frames, 2))
    drive = np.log(np.maximum(pace, 0) + floor)
    out = np.zeros((frames, 2), dtype=np.float32)
    middle, side = (rng.standard_normal(frames, dtype=np.float32) for _ in range(2))
    noise = (0.87 * middle + 0.49 * side, 0.87 * middle - 0.49 * side)
    for band in bands:
        own = rough * (0.55 * wobble(rng, frames, 28) + 0.4 * wobble(rng, frames, 5))
        own += 0.22 * wobble(rng, frames, 1.4) + 0.22 * wobble(rng, frames, 0.4)
        swing = common + own
        swing = np.minimum(swing, 0.6 + np.tanh(np.maximum(swing - 0.6, 0)))
        loud = at_rate(np.exp(band.follow * drive + swing), frames)
        # bands share no frequencies: turned by some seconds, one noise serves them all
        turned = (np.roll(noise[0], turn := int(rng.integers(frames))), np.roll(noise[1], turn))
        rubbed = _rubbed(rng, turned, band, pace + 0.4 * floor, azimuth, bristles)
        ears = [filter_by(ear * loud, _band_gain(band)) for ear in rubbed]
        level = np.sqrt(sum(float(np.vdot(ear, ear)) for ear in ears) / (2 * frames)) + 1e-12
        for ear, sound in enumerate(ears):
            out[:, ear] += sound * np.float32(10 ** (band.db / 20) / level)
    return out


def _rubbed(
    rng: np.random.Generator,
    noise: tuple[Mono, Mono],
    band: Band,
    pace: Curve,
    azimuth: Curve,
    bristles: float,
) -> tuple[Mono, Mono]:
    """White excitation of both ears: noise and, where the band has them, contacts each at its own place."""
    frames = azimuth.size * TICK
    ild = 4 + 8 * float(np.clip(np.log2(band.hz / 150) / 6, 0, 1))
    sides = gains(np.sin(np.deg2rad(azimuth)), ild)
    left, right = (at_rate(gain, frames) * ear for gain, ear in zip(sides, noise, strict=True))
    if band.contacts == 0:
        return left, right
    struck = _contacts(rng, band.contacts * pace, azimuth, bristles, ild)
    scale = np.float32(0.9 / (np.sqrt(np.mean(struck**2)) + 1e-12))
    return 0.63 * left + scale * struck[0], 0.63 * right + scale * struck[1]


def _contacts(
    rng: np.random.Generator, rate: Curve, azimuth: Curve, bristles: float, ild: float
) -> NDArray[np.float32]:
    """Impulses of random size at a rate per second over cells, shape (2, frames)."""
    frames = azimuth.size * TICK
    total = np.concatenate([[0.0], np.cumsum(np.maximum(rate, 0)) * CELL / RATE])
    drawn = rng.uniform(0, total[-1], max(1, rng.poisson(total[-1])))
    at = (np.interp(drawn, total, np.arange(total.size)) * CELL).astype(np.int64) % frames
    size = rng.gamma(2.0, 1.0, at.size) * rng.choice([-1.0, 1.0], at.size)
    side = np.sin(np.deg2rad(np.clip(azimuth[at // TICK] + bristles * rng.standard_normal(at.size), -80, 80)))
    late = np.rint(CLOSE_DELAY * side).astype(np.int64)
    hits = zip((np.maximum(late, 0), np.maximum(-late, 0)), gains(side, ild), strict=True)
    return np.stack([np.bincount((at + d) % frames, size * g, frames).astype(np.float32) for d, g in hits])


def _band_gain(band: Band) -> Curve:
    """A band of so many octaves with skirts of about third order, at the steps of `filter_by`."""
    hz = np.maximum(np.fft.rfftfreq(4096, 1 / RATE), 1.0)
    return np.asarray(1 / np.sqrt(1 + (np.log2(hz / band.hz) / (band.width / 2)) ** 6))
