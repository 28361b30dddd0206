"""A heartbeat: two low thuds a beat, each drawn afresh, paced by a breath, over dark noise."""

import numpy as np

from asmr_cli.synth.canvas import RATE_OF_TICKS, Curve, Mono, Stereo, add_at, rms, slow, smoothstep, ticks
from asmr_cli.synth.ears import echoes
from asmr_cli.synth.finish import finish
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, nodes, turbulence
from asmr_cli.types import RATE

_HZ, _BLOOD = nodes(
    (20, -16), (45, -8), (90, -9), (180, -15), (400, -24), (900, -34), (2000, -46), (6000, -66), (20000, -90)
)
_PARTIALS = np.array([1.0, 1.5, 2.3, 3.6])
_GAINS = np.array([1.0, 0.6, 0.3, 0.14])
_DECAYS = np.array([1.0, 1.25, 1.7, 2.3])
"""A thud's modes: pitch, gain and decay, each beside that of the lowest."""
_FIRST, _SECOND = (64.0, 22.0, 1.0), (82.0, 32.0, 0.62)
"""The two thuds of a beat: Hz and decay (1/s) of the lowest mode, and force; the second closes higher and shorter."""
_APART = 0.30
"""Seconds from the first to the second."""
_BEATS_A_MINUTE = 54.0


def heartbeat(frames: int, rng: np.random.Generator) -> Stereo:
    """A resting heart close to the ear."""
    breath = slow(rng, frames, 0.16, 0.28, 0.0)
    out = np.zeros((frames, 2), dtype=np.float32)
    for at in _beats(rng, frames, breath).tolist():
        tick = int(at * RATE_OF_TICKS) % breath.size
        force = 10 ** ((0.8 * breath[tick] + rng.normal(0, 0.7)) / 20)
        split = _APART * (1 + 0.03 * breath[tick]) * (1 + 0.015 * rng.standard_normal())
        for late, (hz, decay, share) in ((0.0, _FIRST), (split, _SECOND)):
            for ear, thud in enumerate(_thud(rng, hz, decay, share * force)):
                add_at(out[:, ear], round((at + late) * RATE), thud)
    out = echoes(rng, out, 2)
    rush = (1.6 * breath + 1.0 * slow(rng, frames, 1 / 60, 0.2, 1.0))[:, None]
    ears = [_BLOOD + rush + 1.3 * turbulence(rng, frames, _HZ.size, 0.5, 9, 0.7) for _ in range(2)]
    bed = coloured(rng, frames, _HZ, ears[0], ears[1])
    return finish(out + bed * np.float32(10 ** (-15 / 20) * rms(out) / rms(bed)), lufs=-28, even=0.6)


def _beats(rng: np.random.Generator, frames: int, breath: Curve) -> Curve:
    """Moments of the beats in s: faster on the in-breath (sinus arrhythmia), wandering, a whole number in the ring."""
    pace = 1 + 0.075 * breath + 0.09 * slow(rng, frames, 0.02, 0.2, 1.0)
    turns = np.concatenate([[0.0], np.cumsum(np.maximum(pace, 0.6))])
    count = max(1, round(frames / RATE * _BEATS_A_MINUTE / 60))
    steps = (np.arange(count) + 0.035 * rng.standard_normal(count)) / count * turns[-1]
    return np.asarray(np.interp(steps, turns, np.arange(ticks(frames) + 1)) / RATE_OF_TICKS)


def _thud(rng: np.random.Generator, hz: float, decay: float, force: float) -> tuple[Mono, Mono]:
    """One valve closing, as each ear hears it: damped partials falling 10 %, and a low knock of noise."""
    t = np.arange(round(0.26 * RATE)) / RATE
    tune = _PARTIALS * hz * (1 + 0.05 * rng.standard_normal(4))
    gain = _GAINS * 10 ** (rng.normal(0, 1.5, 4) / 20)
    common = _knock(rng, t.size)
    shape = smoothstep(t / 0.013) * smoothstep((t[-1] - t) / 0.04)
    ears = []
    for _ in range(2):
        wave = np.zeros(t.size)
        for f, a, d in zip(tune * (1 + 0.035 * rng.standard_normal(4)), gain, _DECAYS * decay, strict=True):
            wave += a * np.exp(-d * t) * np.sin(2 * np.pi * f * (t - 0.1 * t * t) + rng.uniform(-1.3, 1.3))
        knock = 0.4 * (0.63 * common + 0.77 * _knock(rng, t.size)) * np.exp(-1.4 * decay * t)
        ears.append(np.asarray(force * shape * (wave + knock), dtype=np.float32))
    return ears[0], ears[1]


def _knock(rng: np.random.Generator, size: int) -> Curve:
    """Low-passed noise of unit rms, 40-260 Hz."""
    spectrum = np.fft.rfft(rng.standard_normal(size))
    hz = np.maximum(np.fft.rfftfreq(size, 1 / RATE), 1.0)
    wave = np.fft.irfft(spectrum / np.sqrt(1 + (40 / hz) ** 4) / (1 + (hz / 260) ** 4), size)
    return np.asarray(wave / wave.std())


RECIPES = (Recipe("heartbeat", heartbeat),)
