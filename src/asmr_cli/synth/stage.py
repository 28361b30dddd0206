"""A stage of short sounds close to the head: each has its place; level, delay and shadow of the far ear follow it.

Delay after Woodworth (255 us (theta + sin theta)); the head's shadow is a low-pass on one extra bus an ear, so that
thousands of hits cost two filters.
"""

import numpy as np

from asmr_cli.synth.canvas import Curve, Mono, Stereo, add_at, at_rate, slow
from asmr_cli.synth.filters import colour
from asmr_cli.types import RATE

_DELAY = 255e-6 * RATE
"""Frames; times angle and sine."""
_SHADOW_HZ = (100, 500, 1500, 4000, 10_000)
_SHADOW_DB = (0.0, -0.4, -2.4, -7.0, -11.0)


class Stage:
    """Collects hits; `heard` is what the two ears get."""

    def __init__(self, frames: int) -> None:
        self._direct = [np.zeros(frames, np.float32), np.zeros(frames, np.float32)]
        self._shadow = [np.zeros(frames, np.float32), np.zeros(frames, np.float32)]

    def add(self, sound: Mono, at: float, azimuth: float, gain: float = 1.0) -> None:
        """Put a sound at `at` seconds and `azimuth` degrees, -80 (left) to 80 (right).

        At the side the near ear has 2.3 dB more of it, the far one 3.7 dB less, nearly all of that in the shadow."""
        angle = np.deg2rad(min(abs(azimuth), 80.0))
        near, far = (1, 0) if azimuth > 0 else (0, 1)
        side = np.sin(angle)
        start = round(at * RATE)
        late = start + round(_DELAY * (angle + side))
        add_at(self._direct[near], start, sound * np.float32(gain * (1 + 0.3 * side)))
        add_at(self._direct[far], late, sound * np.float32(gain * (1 - 0.35 * side) * (1 - 0.85 * side)))
        add_at(self._shadow[far], late, sound * np.float32(gain * (1 - 0.35 * side) * 0.85 * side))

    def heard(self) -> Stereo:
        """The stereo ring."""
        ears = [
            direct + colour(shadow, _SHADOW_HZ, _SHADOW_DB)
            for direct, shadow in zip(self._direct, self._shadow, strict=True)
        ]
        return np.stack(ears, axis=1)


def drift(rng: np.random.Generator, frames: int, spread: float, hz: float = 0.05) -> Curve:
    """Where a hand is, in degrees over ticks: a slow walk with a standard deviation of `spread` degrees."""
    return np.clip(spread * slow(rng, frames, hz / 3, hz), -75, 75)


def stillness(rng: np.random.Generator, frames: int, below: float, low: float = 50.0, high: float = 160.0) -> Stereo:
    """The stillness under close sounds: skin, cloth and room from `low` to `high` Hz, at `below` dB re unity rms."""
    ears = np.empty((frames, 2), np.float32)
    breath = at_rate(np.exp(0.18 * slow(rng, frames, 0.1, 2.0)), frames)
    for ear in range(2):
        noise = rng.standard_normal(frames, dtype=np.float32)
        ears[:, ear] = colour(noise, (low / 4, low, high, 4 * high, 4000, 20_000), (-40, 0, 0, -32, -36, -46)) * breath
    ears[:, 1] = 0.6 * ears[:, 0] + 0.8 * ears[:, 1]
    return np.asarray(ears * np.float32(10 ** (below / 20) / (ears.std() + 1e-12)))
