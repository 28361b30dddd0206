"""Whispering and murmuring close to the ears: syllables that never become words."""

from collections.abc import Sequence

import numpy as np

from asmr_cli.synth.canvas import Mono, Stereo, add_at, at_rate, colour
from asmr_cli.synth.ears import moving, room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import burst, modes
from asmr_cli.synth.phonemes import SCHWA, Phone, speech
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, hum
from asmr_cli.synth.vocal import FORMANTS, HOP, Tracks, flutter, hisses, resonances, spoken, tracks
from asmr_cli.types import RATE


def whisper(frames: int, rng: np.random.Generator) -> Stereo:
    """Breath through a moving mouth, wandering from ear to ear."""
    phones = speech(rng, frames / RATE)
    score = tracks(phones, frames)
    hops = frames // HOP
    gains = np.array([gain for gain, _ in FORMANTS]) * np.exp(
        0.22 * np.stack([flutter(rng, hops, 60) for _ in FORMANTS], axis=1)
    )
    mouth = resonances(score.formants, gains, [quality for _, quality in FORMANTS], 1.5, 280, 4600)
    rest = resonances(np.tile(SCHWA, (hops, 1)), gains, [2.0, 2.0, 2.0, 1.0], 1.0, 150, 9000)
    teeth = hisses(score.low, score.high)
    level = np.exp(0.18 * flutter(rng, hops, 12))
    shape = (score.voice * level)[:, None] * (mouth + 0.08 * rest) + score.hiss[:, None] * teeth + 0.075 * rest
    sound = spoken(rng.standard_normal(frames, dtype=np.float32), shape)
    sound += 0.26 * _chest(rng, score, frames) + _touches(rng, phones, frames)
    path = np.sin(np.deg2rad(drift(rng, frames, 50, 0.045)))
    ears = moving(sound, path, delay=22, ild=11)
    return finish(room(rng, ears, wet=0.14, t60=0.25) + hum(rng, frames, -30), -26, jump=9.0, soften=7.0)


def _chest(rng: np.random.Generator, score: Tracks, frames: int) -> Mono:
    """The rough low breath that only a near microphone hears."""
    rough = np.exp(0.45 * flutter(rng, frames // HOP, 25) + 0.3 * flutter(rng, frames // HOP, 6))
    noise = colour(rng.standard_normal(frames, dtype=np.float32), (25, 60, 180, 400), (-40, 0, 0, -36))
    return np.asarray(noise / noise.std() * at_rate(score.voice * rough, frames), dtype=np.float32)


def _touches(rng: np.random.Generator, phones: Sequence[Phone], frames: int) -> Mono:
    """Bursts of the stops, puffs of air and clicks of the lips, which are too short for a moving filter."""
    ring = np.zeros(frames, dtype=np.float32)
    clock = 0.0
    for phone in phones:
        at = round(clock * RATE)
        if phone.burst:
            middle = float(np.sqrt(phone.band[0] * phone.band[1]) * np.exp(rng.normal(0, 0.15)))
            noise = burst(rng, middle, 0.8, rng.uniform(110, 260), 0.035, 0.0008)
            add_at(ring, at, 20 * phone.burst * noise)
        if phone.pop:
            add_at(ring, at, rng.uniform(6, 13) * burst(rng, 120, 1.0, 70, 0.09, 0.006))
        if phone.click:
            hz = np.array([1500, 2300, 3400]) * np.exp(rng.normal(0, 0.12, 3))
            add_at(ring, at, rng.uniform(0.2, 0.6) * modes(hz, 500, (0.7, 1, 0.5), rng.uniform(0, 6.28, 3), 0.012))
        clock += phone.seconds
    return ring


def murmur(frames: int, rng: np.random.Generator) -> Stereo:
    """A hushed low voice behind closed lips, the same syllables with the teeth taken away."""
    phones = speech(rng, frames / RATE, rate=4.2, pause=0.5)
    score = tracks(phones, frames)
    hops = frames // HOP
    gains = np.array((1.0, 0.7, 0.35, 0.18)) * np.exp(
        0.12 * np.stack([flutter(rng, hops, 30) for _ in range(4)], axis=1)
    )
    mouth = resonances(score.formants, gains, (3.0, 6.0, 8.0, 8.0), 1.2, 90, 2400)
    level = score.voice * np.exp(0.1 * flutter(rng, hops, 8))
    sound = spoken(_glottis(rng, score, frames), level[:, None] * mouth)
    airy = 0.2 * resonances(score.formants, gains, (3.0, 5.0, 6.0, 6.0), 1.2, 200, 4000)
    breath = level[:, None] * airy + 0.14 * score.hiss[:, None] * hisses(score.low, np.minimum(score.high, 6000))
    sound += spoken(rng.standard_normal(frames, dtype=np.float32), breath + 0.1 * airy)
    sound += 0.12 * _chest(rng, score, frames) + 0.1 * _touches(rng, phones, frames)
    path = np.sin(np.deg2rad(drift(rng, frames, 35, 0.04)))
    ears = moving(sound, path, delay=11.5, ild=7)
    return finish(room(rng, ears, wet=0.28, t60=0.35) + hum(rng, frames, -30), -27, jump=9.0, soften=7.0)


def _glottis(rng: np.random.Generator, score: Tracks, frames: int) -> Mono:
    """Soft pulses of the vocal folds of unit rms, their pitch wandering with the effort and never singing."""
    hops = frames // HOP
    drawl = 0.12 * flutter(rng, hops, 0.9) + 0.035 * flutter(rng, hops, 4) + 0.012 * flutter(rng, hops, 60)
    pitch = 108 * np.exp(drawl + 0.1 * (score.voice - 0.5))
    cycles = np.cumsum(at_rate(pitch, frames).astype(np.float64)) / RATE
    phase = 2 * np.pi * cycles * np.round(cycles[-1]) / cycles[-1]
    # a soft rounded pulse and a narrow one where the folds meet: the first alone would hum, without vowels
    open_folds = np.cos(phase) - 1
    pulses = (np.exp(6.0 * open_folds) + 0.45 * np.exp(90.0 * open_folds)).astype(np.float32)
    pulses -= pulses.mean()
    return np.asarray(pulses / pulses.std() * at_rate(np.exp(0.1 * flutter(rng, hops, 20)), frames), dtype=np.float32)


RECIPES = (Recipe("whisper", whisper), Recipe("murmur", murmur))
