"""Brown and pink noise: exact slopes, wide, and breathing a little."""

import numpy as np

from asmr_cli.synth.canvas import Stereo, at_rate, slow
from asmr_cli.synth.finish import finish
from asmr_cli.synth.recipe import Recipe
from asmr_cli.types import RATE


def brown(frames: int, rng: np.random.Generator) -> Stereo:
    """Noise falling 6 dB an octave above 32 Hz; what few headphones play, below, would be the strongest of it."""
    return _sloped(frames, rng, 1.0, -28.0, 30, 24)


def pink(frames: int, rng: np.random.Generator) -> Stereo:
    """Noise falling 3 dB an octave above 30 Hz."""
    return _sloped(frames, rng, 0.5, -27.0, 22, 8)


def _sloped(frames: int, rng: np.random.Generator, power: float, lufs: float, lowest_hz: float, order: int) -> Stereo:
    """Gaussian noise of amplitude f^-power above `lowest_hz`, the ears half together in the bass and apart above."""
    hz = np.fft.rfftfreq(frames, 1 / RATE)
    low, high = 1 + (lowest_hz / np.maximum(hz, 0.1)) ** order, 1 + (hz / 19e3) ** 8
    shape = np.maximum(hz, 1.0) ** -power / np.sqrt(low) / np.sqrt(high)
    share = 0.45 / (1 + (hz / 150) ** 4)
    first, second = (np.fft.rfft(rng.standard_normal(frames, dtype=np.float32)) for _ in range(2))
    out = np.empty((frames, 2), dtype=np.float32)
    weather = 0.25 * slow(rng, frames, 1 / 90, 0.1, 1.0)
    for ear, drawn in enumerate((first, share * first + np.sqrt(1 - share**2) * second)):
        drift = weather + 0.3 * slow(rng, frames, 0.1, 0.8, 1.0)
        out[:, ear] = np.fft.irfft(drawn * shape, frames) * at_rate(10 ** (drift / 20), frames)
    return finish(out, lufs, even=0.7)


RECIPES = (Recipe("brown-noise", brown), Recipe("pink-noise", pink))
