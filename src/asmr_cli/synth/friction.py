"""Friction: a hand, a brush or a pen drawn over something, from its speed.

Every band has its own noise, its own contacts and its own roughness; the faster the hand, the brighter and louder.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, at_rate
from asmr_cli.synth.ears import CLOSE_DELAY, aside, gains
from asmr_cli.synth.filters import filter_by
from asmr_cli.synth.strokes import CELL, wobble
from asmr_cli.types import RATE


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
class Rubbed:
    """A surface, and what is drawn over it."""

    bands: Sequence[Band]
    rough: float = 0.55
    """How unevenly it answers."""
    floor: float = 0.05
    """The speed of a resting hand, which is never quite still."""
    bristles: float = 12.0
    """Degrees (sd) around the hand at which single contacts lie."""
    mix: tuple[float, float] = (0.87, 0.49)
    """Amplitudes of the noise that both ears share and of that in which they differ."""


def friction(rng: np.random.Generator, frames: int, pace: Curve, what: Rubbed, azimuth: Curve) -> Stereo:
    """A ring of friction from a speed curve (`speed`), each band at its level in dB.

    `azimuth` in degrees over ticks is where the hand is.
    """
    rough, floor = what.rough, what.floor
    common = rough * (0.22 * wobble(rng, frames, 14) + 0.16 * wobble(rng, frames, 2))
    drive = np.log(np.maximum(pace, 0) + floor)
    out = np.zeros((frames, 2), dtype=np.float32)
    middle, side = (rng.standard_normal(frames, dtype=np.float32) for _ in range(2))
    shared, apart = what.mix
    noise = (shared * middle + apart * side, shared * middle - apart * side)
    for band in what.bands:
        own = rough * (0.55 * wobble(rng, frames, 28) + 0.4 * wobble(rng, frames, 5))
        own += 0.22 * wobble(rng, frames, 1.4) + 0.22 * wobble(rng, frames, 0.4)
        swing = common + own
        swing = np.minimum(swing, 0.6 + np.tanh(np.maximum(swing - 0.6, 0)))
        loud = at_rate(np.exp(band.follow * drive + swing), frames)
        # bands share no frequencies: turned by some seconds, one noise serves them all
        turned = (np.roll(noise[0], turn := int(rng.integers(frames))), np.roll(noise[1], turn))
        touched = _touched(rng, turned, band, pace + 0.4 * floor, azimuth, what.bristles)
        ears = [filter_by(ear * loud, _band_gain(band)) for ear in touched]
        level = np.sqrt(sum(float(np.vdot(ear, ear)) for ear in ears) / (2 * frames)) + 1e-12
        for ear, sound in enumerate(ears):
            out[:, ear] += sound * np.float32(10 ** (band.db / 20) / level)
    return out


def _touched(
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
    sides = gains(aside(azimuth), ild)
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
    side = aside(np.clip(azimuth[at // TICK] + bristles * rng.standard_normal(at.size), -80, 80))
    late = np.rint(CLOSE_DELAY * side).astype(np.int64)
    hits = zip((np.maximum(late, 0), np.maximum(-late, 0)), gains(side, ild), strict=True)
    return np.stack([np.bincount((at + d) % frames, size * g, frames).astype(np.float32) for d, g in hits])


def _band_gain(band: Band) -> Curve:
    """A band of so many octaves with skirts of about third order, at the steps of `filter_by`."""
    hz = np.maximum(np.fft.rfftfreq(4096, 1 / RATE), 1.0)
    return np.asarray(1 / np.sqrt(1 + (np.log2(hz / band.hz) / (band.width / 2)) ** 6))
