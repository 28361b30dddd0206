"""Syllables in a random order: phrases without a lexicon and hence without words."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from asmr_cli.synth.hand import lognormal, rest
from asmr_cli.synth.phonemes import HIGHEST, HISSES, INHALE, LIQUIDS, SCHWA, STOPS, VOWELS, Phone, Tract, between
from asmr_cli.types import Seconds


def speech(
    rng: np.random.Generator, seconds: Seconds, rate: float = 3.7, pause: Seconds = 0.6, size: float = 1.16
) -> list[Phone]:
    """A ring of phrases of 5 to 14 syllables at `rate` per second, with pauses of this median between them.

    `size` raises the formants: 1 is a man's mouth, 1.16 a woman's (Hillenbrand's means), which whispers are known by.
    """
    phones: list[Phone] = []
    size *= lognormal(rng, 1.0, 0.03)
    while sum(phone.seconds for phone in phones) < seconds:
        phones += _phrase(rng, rate, pause, size)
    stretch = seconds / sum(phone.seconds for phone in phones)
    return [replace(phone, seconds=phone.seconds * stretch) for phone in phones]


def _phrase(rng: np.random.Generator, rate: float, pause: Seconds, size: float) -> Iterator[Phone]:
    """One phrase: an in-breath now and then, syllables that swell and fall away, a pause."""
    if rng.random() < 0.3:
        yield Phone(rng.uniform(0.25, 0.45), INHALE, INHALE, voice=rng.uniform(0.14, 0.26))
        yield Phone(rng.uniform(0.05, 0.12), SCHWA, SCHWA)
    count = int(rng.integers(5, 15))
    pace = lognormal(rng, 1.0, 0.12) / rate
    effort = lognormal(rng, 1.0, 0.12)
    vowel = _vowel(rng, size)
    for turn in range(count):
        after = _vowel(rng, size)
        lasts = lognormal(rng, pace, 0.25) * (1.5 if turn == count - 1 else 1.0)
        arc = 0.75 + 0.35 * np.sin(np.pi * (turn + 1) / (count + 1))
        stress = rng.uniform(0.4, 0.7) if rng.random() < 0.45 else rng.uniform(0.85, 1.2)
        swell = effort * arc * stress
        yield from _syllable(rng, vowel, after, lasts, swell)
        vowel = after
    silent = rest(rng, pause, 0.35, longest=0.9)
    yield Phone(silent, vowel, SCHWA, click=bool(rng.random() < 0.25))


def _syllable(rng: np.random.Generator, vowel: Tract, after: Tract, lasts: Seconds, swell: float) -> Iterator[Phone]:
    """Onset, a quick transition from where the consonant left the mouth, a vowel on its way to the next, a coda."""
    onset, locus = _onset(rng, vowel, swell)
    yield from onset
    left = max(0.06, lasts - 0.04 - sum(phone.seconds for phone in onset))
    yield Phone(0.04, locus, vowel, voice=0.9 * swell)
    middle, glide = (between(vowel, after, share) for share in np.sort(rng.uniform(0, 0.7, 2)).tolist())
    peak = float(rng.uniform(0.25, 0.5))
    yield Phone(left * peak, vowel, middle, voice=swell)
    yield Phone(left * (1 - peak), middle, glide, voice=rng.uniform(0.4, 0.8) * swell)
    if rng.random() < 0.18:
        band, level = _hiss(rng)
        yield Phone(rng.uniform(0.07, 0.13), glide, glide, voice=0.05, hiss=0.8 * level * swell, band=band)


def _onset(rng: np.random.Generator, vowel: Tract, swell: float) -> tuple[list[Phone], Tract]:
    """How a syllable begins (a hiss, a stop, a liquid, or its vowel), and the formants it leaves the mouth with."""
    kind = rng.random()
    if kind < 0.36:
        return _fricative(rng, vowel, swell)
    if kind < 0.68:
        return _stop(rng, vowel, swell)
    if kind < 0.93:
        tract, level = LIQUIDS[int(rng.integers(len(LIQUIDS)))]
        return [Phone(rng.uniform(0.05, 0.09), tract, tract, voice=level * swell)], tract
    return [], vowel


def _fricative(rng: np.random.Generator, vowel: Tract, swell: float) -> tuple[list[Phone], Tract]:
    if rng.random() < 0.2:
        return [Phone(rng.uniform(0.06, 0.1), vowel, vowel, voice=0.5 * swell)], vowel
    band, level = _hiss(rng)
    locus = between(vowel, (400, 1700, 2600, 3500), 0.7)
    return [Phone(rng.uniform(0.06, 0.11), locus, locus, voice=0.02, hiss=1.4 * level * swell, band=band)], locus


def _stop(rng: np.random.Generator, vowel: Tract, swell: float) -> tuple[list[Phone], Tract]:
    which = int(rng.integers(len(STOPS)))
    band, second = STOPS[which]
    locus = (400.0, 0.5 * (second + vowel[1]), vowel[2], vowel[3])
    phones = [
        Phone(rng.uniform(0.05, 0.08), locus, locus, voice=0.03),
        Phone(
            rng.uniform(0.016, 0.03),
            locus,
            locus,
            voice=0.1 * swell,
            hiss=0.15 * swell,
            burst=rng.uniform(0.5, 1.2) * swell,
            band=band,
            pop=which == 0 and rng.random() < 0.5,
        ),
    ]
    if rng.random() < 0.6:
        phones.append(Phone(0.025, locus, locus, voice=0.35 * swell))
    return phones, locus


def _hiss(rng: np.random.Generator) -> tuple[tuple[float, float], float]:
    """Band and level of a fricative, said a little differently each time."""
    (low, high), level = HISSES[int(rng.integers(len(HISSES)))]
    moved = lognormal(rng, 1.0, 0.08)
    return (low * moved, high * moved), lognormal(rng, level, 0.25)


def _vowel(rng: np.random.Generator, size: float) -> Tract:
    """A vowel of this mouth, never quite reached."""
    pure = VOWELS[int(rng.integers(len(VOWELS)))]
    hz = [lognormal(rng, size * f, 0.03) for f in between(pure, SCHWA, 0.15)]
    return hz[0], hz[1], hz[2], min(hz[3], HIGHEST)
