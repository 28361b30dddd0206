"""Whispering and murmuring close to the ears: syllables that never become words."""

from collections.abc import Sequence

import numpy as np

from asmr_cli.synth.canvas import Mono, Stereo, add_at, at_rate
from asmr_cli.synth.ears import aside, moving, room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import burst, modes
from asmr_cli.synth.hand import lognormal
from asmr_cli.synth.phonemes import SCHWA, Phone
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import drift, stillness
from asmr_cli.synth.syllables import speech
from asmr_cli.synth.vocal import FORMANTS, HOP, Tracks, flutter, hisses, resonances, spoken, tracks
from asmr_cli.types import RATE


def whisper(frames: int, rng: np.random.Generator) -> Stereo:
    """Breath through a moving mouth, wandering from ear to ear."""
    phones = speech(rng, frames / RATE)
    score = tracks(phones, frames)
    hops = frames // HOP
    gains = np.tile([gain for gain, _ in FORMANTS], (hops, 1))
    mouth = resonances(score.formants, gains, [quality for _, quality in FORMANTS], 1.7, 450, 4600)
    rest = resonances(np.tile(SCHWA, (hops, 1)), gains, [2.0, 2.0, 2.0, 1.0], 1.0, 150, 9000)
    teeth = hisses(score.low, score.high)
    shape = score.voice[:, None] * (mouth + 0.02 * rest) + score.hiss[:, None] * teeth + 0.05 * rest
    # no low breath under the mouth: however soft, it is taken for a voice
    sound = spoken(rng.standard_normal(frames, dtype=np.float32), shape) + _touches(rng, phones, frames)
    path = aside(drift(rng, frames, 50, 0.045))
    ears = moving(sound, path)
    return finish(room(rng, ears, wet=0.08, t60=0.25) + stillness(rng, frames, -34), lufs=-26, jump=9.0, soften=7.0)


def _touches(rng: np.random.Generator, phones: Sequence[Phone], frames: int) -> Mono:
    """Bursts of the stops, puffs of air and clicks of the lips, which are too short for a moving filter."""
    ring = np.zeros(frames, dtype=np.float32)
    clock = 0.0
    for phone in phones:
        at = round(clock * RATE)
        if phone.burst:
            middle = lognormal(rng, float(np.sqrt(phone.band[0] * phone.band[1])), 0.15)
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
    """A hushed low voice behind half-closed lips: the same syllables with the voice left in and soft teeth."""
    phones = speech(rng, frames / RATE, rate=4.2, pause=0.5, size=1.0)
    score = tracks(phones, frames)
    hops = frames // HOP
    gains = np.array((1.0, 0.9, 0.75, 0.55)) * np.exp(
        0.12 * np.stack([flutter(rng, hops, 30) for _ in range(4)], axis=1)
    )
    mouth = resonances(score.formants, gains, (3.5, 9.0, 11.0, 11.0), 1.5, 90, 3400)
    level = score.voice * np.exp(0.1 * flutter(rng, hops, 8))
    sound = spoken(_glottis(rng, score, frames), level[:, None] * mouth)
    airy = 0.3 * resonances(score.formants, gains, (3.0, 5.0, 6.0, 6.0), 1.2, 200, 4000)
    breath = level[:, None] * airy + 0.35 * score.hiss[:, None] * hisses(score.low, np.minimum(score.high, 6000))
    sound += spoken(rng.standard_normal(frames, dtype=np.float32), breath + 0.1 * airy)
    sound += 0.3 * _touches(rng, phones, frames)
    path = aside(drift(rng, frames, 35, 0.04))
    ears = moving(sound, path, ild=7)
    return finish(room(rng, ears, wet=0.28, t60=0.35) + stillness(rng, frames, -40), lufs=-27, jump=9.0, soften=7.0)


def _glottis(rng: np.random.Generator, score: Tracks, frames: int) -> Mono:
    """Soft pulses of the vocal folds of unit rms, their pitch wandering with the effort and never singing."""
    hops = frames // HOP
    drawl = 0.12 * flutter(rng, hops, 0.9) + 0.035 * flutter(rng, hops, 4) + 0.012 * flutter(rng, hops, 60)
    pitch = 120 * np.exp(drawl + 0.1 * (score.voice - 0.5))
    cycles = np.cumsum(at_rate(pitch, frames).astype(np.float64)) / RATE
    phase = 2 * np.pi * cycles * np.round(cycles[-1]) / cycles[-1]
    # a soft rounded pulse and a narrow one where the folds meet: the first alone would hum, without vowels
    open_folds = np.cos(phase) - 1
    pulses = (np.exp(6.0 * open_folds) + 0.45 * np.exp(90.0 * open_folds)).astype(np.float32)
    pulses -= pulses.mean()
    return np.asarray(pulses / pulses.std() * at_rate(np.exp(0.1 * flutter(rng, hops, 20)), frames), dtype=np.float32)


RECIPES = (Recipe("whisper", whisper), Recipe("murmur", murmur))
