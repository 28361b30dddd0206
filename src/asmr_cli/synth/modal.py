"""Struck things: a few damped modes, a contact that softens them, and the short noise of the touch.

Modal synthesis after K. van den Doel and D. Pai, "The Sounds of Physical Shapes" (Presence 7(4), 1998); the contact
time as a low-pass after P. Cook, "Real Sound Synthesis for Interactive Applications" (2002).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.synth.canvas import Curve, Mono
from asmr_cli.synth.grains import burst
from asmr_cli.types import RATE

LONGEST_RING = 0.060
"""No mode decays slower than this time constant, in seconds, unless the caller asks for it."""


@dataclass(frozen=True)
class Body:
    """A thing that can be struck: one entry for each mode."""

    freqs: Curve
    """Hz."""
    gains: Curve
    """Linear, as heard when struck by something infinitely hard."""
    taus: Curve
    """Seconds until the mode has fallen by 8.7 dB."""


def body(freqs: Sequence[float], gains: Sequence[float], qs: Sequence[float], longest: float = LONGEST_RING) -> Body:
    """A body from frequencies in Hz, linear gains and quality factors (tau = Q / pi f, at most `longest` seconds)."""
    hertz = np.asarray(freqs, dtype=np.float64)
    taus = np.minimum(np.asarray(qs, dtype=np.float64) / (np.pi * hertz), longest)
    return Body(hertz, np.asarray(gains, dtype=np.float64), taus)


def vary(thing: Body, rng: np.random.Generator, pitch: float = 0.02, gain: float = 0.2) -> Body:
    """A sibling of a body: every mode moved by `pitch` (relative sd) and `gain` (nepers, sd)."""
    count = len(thing.freqs)
    freqs = thing.freqs * np.exp(rng.normal(0, pitch, count))
    return Body(freqs, thing.gains * np.exp(rng.normal(0, gain, count)), thing.taus)


def scaled(thing: Body, pitch: float) -> Body:
    """The same body, smaller or larger: all frequencies times `pitch`."""
    return Body(thing.freqs * pitch, thing.gains, thing.taus)


def strike(
    thing: Body,
    rng: np.random.Generator,
    contact: float,
    place: float | None = None,
    detune: float = 0.004,
    spread: float = 0.25,
) -> Mono:
    """One hit, never the same twice: about unit size for unit gains.

    `contact` is the time in seconds that the finger stays on the surface (0.0003 nail, 0.002 pad): it low-passes
    the modes. `place` (0..1) is where the surface is hit: modes with a node there are weak.
    """
    count = len(thing.freqs)
    freqs = thing.freqs * np.exp(rng.normal(0, detune, count))
    taus = thing.taus * np.exp(rng.normal(0, 0.12, count))
    gains = thing.gains * np.exp(rng.normal(0, spread, count) - 0.9 * (freqs * contact) ** 2)
    if place is not None:
        # as of a string that is touched between an eighth and half of its length
        gains = gains * (0.2 + 0.8 * np.abs(np.sin(np.pi * np.arange(1, count + 1) * (0.12 + 0.35 * place))))
    heard = gains > 1e-3 * gains.max()
    # with one sign for all, the modes would add up to a push of air below the lowest of them
    signs = rng.choice((-1.0, 1.0), int(heard.sum()))
    weights = signs * gains[heard] * np.exp(1j * rng.uniform(0, 0.6, signs.size))
    hit = ringing(weights, (2j * np.pi * freqs - 1 / taus)[heard], int(5.5 * taus[heard].max() * RATE))
    rising = round(2 * contact * RATE) + 1
    hit[:rising] *= -np.expm1(-((2 * np.arange(rising) / RATE / contact) ** 2))
    return faded(hit)


def ringing(weights: NDArray[np.complex128], rates: NDArray[np.complex128], frames: int) -> Curve:
    """Sum of weight * exp(rate t), imaginary part, over at least `frames` frames (rates in 1/s).

    exp(rate (64 a + b)) is a product of two small tables: one matrix product instead of an exponential a sample.
    """
    coarse = np.exp(np.outer(np.arange(frames // 64 + 1) * (64 / RATE), rates)) * weights
    fine = np.exp(np.outer(rates, np.arange(64) / RATE))
    return np.asarray((coarse @ fine).imag.reshape(-1))


def click(rng: np.random.Generator, hz: float, width: float, fall: float, attack: float = 0.0004) -> Mono:
    """The noise of two things meeting: a burst round `hz`, falling with `fall` seconds, unit peak."""
    noise = burst(rng, hz, width, 1 / fall, 6 * fall, attack)
    return np.asarray(noise / (np.abs(noise).max() + 1e-9), dtype=np.float32)


def faded(sound: NDArray[np.float64]) -> Mono:
    """The sound with its last 2 ms led to zero, so that no cut tail clicks."""
    tail = min(96, len(sound))
    sound[-tail:] *= np.linspace(1, 0, tail)
    return sound.astype(np.float32)


def layered(*parts: tuple[float, float, Mono]) -> Mono:
    """Several sounds in one: each part is (seconds after the start, gain, sound)."""
    starts = [round(at * RATE) for at, _, _ in parts]
    whole = np.zeros(max(start + len(sound) for start, (_, _, sound) in zip(starts, parts, strict=True)), np.float32)
    for start, (_, gain, sound) in zip(starts, parts, strict=True):
        whole[start : start + len(sound)] += np.float32(gain) * sound
    return whole
