"""Sudden sounds, synthesised, to be put into quiet recordings."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Samples = NDArray[np.float64]


def shout(rng: np.random.Generator) -> Samples:
    t = np.arange(int(0.9 * RATE)) / RATE
    phase = 2 * np.pi * np.cumsum(220 * (1 + 0.3 * np.sin(np.pi * t / 0.9))) / RATE
    tone = sum(np.sin(k * phase) * (1.0 if 2 < k < 14 else 0.4) / k**0.7 for k in range(1, 20))
    return np.asarray(tone * np.minimum(t / 0.05, 1) * np.minimum((0.9 - t) / 0.2, 1))


def clap(rng: np.random.Generator) -> Samples:
    t = np.arange(int(0.15 * RATE)) / RATE
    return rng.standard_normal(len(t)) * np.exp(-t / 0.012)


def siren(rng: np.random.Generator) -> Samples:
    t = np.arange(8 * RATE) / RATE
    tone = np.sin(2 * np.pi * np.cumsum(700 + 300 * np.sin(2 * np.pi * t / 3)) / RATE)
    return np.asarray(tone * np.minimum(t / 0.8, 1) * np.minimum((8 - t) / 1.5, 1))


def jingle(rng: np.random.Generator) -> Samples:
    samples = np.zeros(6 * RATE)
    t = np.arange(int(0.6 * RATE)) / RATE
    for number, hertz in enumerate([523, 659, 784, 1047, 784, 659, 523, 784, 1047, 1319] * 2):
        at = int(number * 0.25 * RATE)
        samples[at : at + len(t)] += np.sin(2 * np.pi * hertz * t) * np.exp(-5 * t) * np.minimum(t / 0.005, 1)
    return samples


def dog(rng: np.random.Generator) -> Samples:
    samples = np.zeros(4 * RATE)
    t = np.arange(int(0.18 * RATE)) / RATE
    for begin in (0.0, 0.5, 1.6, 2.2, 3.2):
        bark = sum(np.sin(2 * np.pi * k * np.cumsum(500 - 800 * t) / RATE) / k for k in range(1, 8))
        at = int(begin * RATE)
        samples[at : at + len(t)] += (bark + 0.5 * rng.standard_normal(len(t))) * np.sin(np.pi * t / 0.18)
    return samples


EVENTS: dict[str, Callable[[np.random.Generator], Samples]] = {
    "shout": shout,
    "clap": clap,
    "siren": siren,
    "jingle": jingle,
    "dog": dog,
}


def quiet_noise(rng: np.random.Generator, seconds: int) -> Samples:
    """Something like rain: dark noise that drifts by a few dB."""
    noise = rng.standard_normal(seconds * RATE)
    dark = np.convolve(noise, np.full(24, 1 / 24), "same")
    drift = np.interp(np.arange(len(dark)), np.arange(seconds + 1) * RATE, rng.normal(0, 1.5, seconds + 1))
    return np.asarray(dark * 0.03 * 10 ** (drift / 20))


def quiet_taps(rng: np.random.Generator, seconds: int) -> Samples:
    """Something like tapping: soft short knocks with rests, over a faint room."""
    samples = rng.standard_normal(seconds * RATE) * 2e-4
    t = np.arange(int(0.08 * RATE)) / RATE
    at = 0.5
    while at < seconds - 1:
        knock = np.sin(2 * np.pi * rng.uniform(300, 700) * t) * np.exp(-t * 60) * np.minimum(t / 0.003, 1)
        start = int(at * RATE)
        samples[start : start + len(t)] += knock * 0.05 * 10 ** (rng.normal(0, 2.5) / 20)
        at += rng.uniform(0.15, 0.6) if rng.random() < 0.85 else rng.uniform(1.0, 4.0)
    return samples


GROUNDS: dict[str, Callable[[np.random.Generator, int], Samples]] = {"noise": quiet_noise, "taps": quiet_taps}
