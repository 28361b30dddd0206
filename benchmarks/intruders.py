"""More sudden sounds, synthesised: none of them was there when the limits of screening were chosen."""

from collections.abc import Callable

import numpy as np
from sudden import RATE, Samples


def _time(seconds: float) -> Samples:
    return np.arange(int(seconds * RATE)) / RATE


def _edged(samples: Samples, rise: float, fall: float) -> Samples:
    """With a straight rise and fall, in seconds."""
    t, end = np.arange(len(samples)) / RATE, len(samples) / RATE
    return samples * np.minimum(t / rise, 1) * np.minimum((end - t) / fall, 1)


def _band(rng: np.random.Generator, seconds: float, low: float, high: float) -> Samples:
    """Noise between two frequencies."""
    samples = rng.standard_normal(int(seconds * RATE))
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(hertz < low) | (hertz > high)] = 0
    return np.fft.irfft(spectrum, len(samples))


def _voiced(rng: np.random.Generator, pitch: Samples, formants: tuple[float, ...]) -> Samples:
    """A voice: harmonics of a changing pitch (Hz, one a sample) under resonances."""
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    samples = np.zeros(len(pitch))
    for number in range(1, 40):
        hertz = number * float(pitch.mean())
        height = sum(1 / (1 + ((hertz - formant) / 120) ** 2) for formant in formants) + 0.01
        if hertz < RATE / 2.5:
            samples += height / number**0.5 * np.sin(number * phase + rng.uniform(0, 6))
    return samples


def hand_clap(rng: np.random.Generator) -> Samples:
    """50 ms."""
    t = _time(0.05)
    return _band(rng, 0.05, 700, 4000) * np.exp(-t / 0.008)


def applause(rng: np.random.Generator) -> Samples:
    samples = np.zeros(int(5.2 * RATE))
    for at in rng.uniform(0, 5, 250):
        clap = hand_clap(rng)
        samples[int(at * RATE) : int(at * RATE) + len(clap)] += clap * rng.uniform(0.3, 1)
    return samples


def door(rng: np.random.Generator) -> Samples:
    t = _time(0.6)
    return np.sin(2 * np.pi * 90 * t) * np.exp(-t / 0.12) + _band(rng, 0.6, 60, 900) * np.exp(-t / 0.05)


def glass(rng: np.random.Generator) -> Samples:
    t = _time(1.2)
    samples = _band(rng, 1.2, 2500, 14000) * np.exp(-t / 0.05)
    for hertz in rng.uniform(2000, 9000, 14):
        samples += np.sin(2 * np.pi * hertz * t) * np.exp(-t / rng.uniform(0.05, 0.4)) * 0.4
    return samples


def telephone(rng: np.random.Generator) -> Samples:
    """Two rings of a second."""
    t = _time(5.0)
    ring = np.sin(2 * np.pi * 1100 * t) + np.sin(2 * np.pi * 1380 * t)
    return ring * (np.sin(2 * np.pi * 20 * t) > 0) * ((t % 3.5) < 1.4)


def ding(rng: np.random.Generator) -> Samples:
    """A message has come."""
    t = _time(0.9)
    hertz = rng.uniform(700, 1600)
    return (np.sin(2 * np.pi * hertz * t) + 0.5 * np.sin(2 * np.pi * 2.76 * hertz * t)) * np.exp(-t / 0.2)


def horn(rng: np.random.Generator) -> Samples:
    t = _time(1.5)
    tone = sum(np.sign(np.sin(2 * np.pi * hertz * t)) for hertz in (400, 505))
    return _edged(np.asarray(tone), 0.03, 0.1)


def cough(rng: np.random.Generator) -> Samples:
    one = _edged(_band(rng, 0.25, 300, 3000), 0.015, 0.2)
    return np.concatenate([one, np.zeros(int(0.3 * RATE)), 0.8 * one])


def laughter(rng: np.random.Generator) -> Samples:
    parts = []
    for number in range(9):
        t = _time(0.11)
        voice = _voiced(rng, 330 - 12 * number + 40 * t, (800, 1300, 2600))
        parts += [_edged(voice, 0.02, 0.06) * 0.93**number, np.zeros(int(0.09 * RATE))]
    return np.concatenate(parts)


def baby(rng: np.random.Generator) -> Samples:
    parts = []
    for _ in range(4):
        t = _time(1.0)
        parts += [_edged(_voiced(rng, 450 + 80 * np.sin(np.pi * t), (1100, 3000)), 0.1, 0.3), np.zeros(RATE // 2)]
    return np.concatenate(parts)


def whistle(rng: np.random.Generator) -> Samples:
    t = _time(0.8)
    return _edged(np.sin(2 * np.pi * np.cumsum(2900 + 120 * np.sign(np.sin(2 * np.pi * 38 * t))) / RATE), 0.02, 0.05)


def thunder(rng: np.random.Generator) -> Samples:
    t = _time(5.0)
    return _band(rng, 5.0, 30, 500) * np.minimum(t / 0.05, 1) * np.exp(-t / 1.2)


def speech(rng: np.random.Generator, seconds: float) -> Samples:
    """Four syllables a second with pauses between sentences; it says nothing."""
    parts: list[Samples] = []
    while sum(map(len, parts)) < seconds * RATE:
        for _ in range(int(rng.integers(5, 12))):
            t = _time(rng.uniform(0.12, 0.28))
            pitch = 120 * 2 ** rng.uniform(-0.2, 0.3) * (1 + 0.1 * np.sin(np.pi * t / t[-1]))
            parts.append(_edged(_voiced(rng, pitch, (rng.uniform(300, 800), rng.uniform(900, 2200), 2600)), 0.03, 0.05))
            if rng.random() < 0.4:
                parts.append(0.6 * _edged(_band(rng, 0.08, 3000, 9000), 0.02, 0.02))
        parts.append(np.zeros(int(rng.uniform(0.2, 0.5) * RATE)))
    return np.concatenate(parts)[: int(seconds * RATE)]


def music(rng: np.random.Generator, seconds: float) -> Samples:
    """Four chords and a beat."""
    samples = np.zeros(int((seconds + 1) * RATE))
    for number in range(int(seconds * 4)):
        root = (261.6, 220.0, 174.6, 196.0)[number // 8 % 4]
        t = _time(0.5)
        note = sum(np.sin(2 * np.pi * root * ratio * t) for ratio in (1, 1.26, 1.5, 2 * rng.integers(1, 3)))
        at = int(number * 0.25 * RATE)
        samples[at : at + len(t)] += note * np.exp(-t / 0.2)
        samples[at : at + RATE // 20] += _band(rng, 0.05, 100, 8000) * np.exp(-_time(0.05) / 0.01)
    return samples[: int(seconds * RATE)]


def advertisement(rng: np.random.Generator) -> Samples:
    """Speech over music, 20 s, there at once."""
    words, tune = speech(rng, 20), music(rng, 20)
    return _edged(words / words.std() + 0.5 * tune / tune.std(), 0.05, 0.3)


def faded_advertisement(rng: np.random.Generator) -> Samples:
    """The same, faded in over four seconds."""
    return _edged(advertisement(rng), 4.0, 1.0)


INTRUDERS: dict[str, Callable[[np.random.Generator], Samples]] = {
    "hand clap": hand_clap,
    "applause": applause,
    "door": door,
    "glass": glass,
    "telephone": telephone,
    "ding": ding,
    "horn": horn,
    "cough": cough,
    "laughter": laughter,
    "baby": baby,
    "whistle": whistle,
    "thunder": thunder,
    "advertisement": advertisement,
    "faded advertisement": faded_advertisement,
}
