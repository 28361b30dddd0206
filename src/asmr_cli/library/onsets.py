"""What a piece of a recording's envelope tells: onsets, how fast they rise, and whether somebody seems to speak."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.types import Decibel, Seconds

GRAIN: Seconds = 0.01
LOOK_BACK = 10
"""Grains: an onset rises within 100 ms."""
RISE: Decibel = 8.0
APART = 8
"""Grains between two onsets."""
_WINDOW = 400
"""Grains in which the rhythm of syllables is looked for: 4 s."""
_HERTZ = np.fft.rfftfreq(_WINDOW, GRAIN)
_SPOKEN = (_HERTZ >= 2) & (_HERTZ < 8)
SYLLABLES = int(_SPOKEN.sum()) + 2
"""So many numbers `syllables` gives."""


@dataclass(frozen=True, slots=True)
class Onsets:
    rate: float
    """A second."""
    rise_ms: float
    """Median time from a tenth of the height to the top; 0 without onsets."""


def onset_rises(envelope: NDArray[np.float32]) -> list[float]:
    """The rise in milliseconds of every onset of at least 8 dB within 100 ms, up to near the median level or above."""
    if len(envelope) <= LOOK_BACK:
        return []
    level = decibels(envelope)
    least = np.lib.stride_tricks.sliding_window_view(level[:-1], LOOK_BACK).min(axis=1)
    here = level[LOOK_BACK:]
    rising = (here - least >= RISE) & (here > np.median(level) - 5.0)
    starts = np.flatnonzero(rising[1:] & ~rising[:-1]) + 1
    kept = starts[np.diff(starts, prepend=-APART) >= APART]
    return [_rise(level[start : start + LOOK_BACK + 12]) for start in kept]


def _rise(level: NDArray[np.float32]) -> float:
    """Milliseconds from a tenth of the height to the top of one onset."""
    top = LOOK_BACK + int(level[LOOK_BACK:].argmax())
    low = level[: top + 1].min()
    begin = int(np.flatnonzero(level[: top + 1] <= low + 0.1 * (level[top] - low))[-1])
    return (top - begin) * GRAIN * 1000


def syllables(envelope: NDArray[np.float32]) -> NDArray[np.float64]:
    """Sums over windows of 4 s: the envelope's power at each rate of two to eight hertz, at all rates, the windows."""
    count = len(envelope) // _WINDOW
    windows = envelope[: count * _WINDOW].reshape(count, _WINDOW).astype(np.float64)
    means = windows.mean(axis=1, keepdims=True) + 1e-9
    power = np.abs(np.fft.rfft((windows / means - 1) * np.hanning(_WINDOW))) ** 2
    return np.array([*power[:, _SPOKEN].sum(axis=0), power[:, (_HERTZ > 0) & (_HERTZ < 25)].sum(), count])


def voice_likeness(rhythm: NDArray[np.float64], found: Onsets) -> float:
    """0 to 1: two to eight syllables a second (sums of `syllables`), at no fixed rate, that rise softly.

    Clocks and many crickets keep to one rate. Rough: it decides nothing by itself."""
    rates, (all_rates, count) = rhythm[:-2], rhythm[-2:].tolist()
    if count == 0:
        return 0.0
    spoken = float(rates.sum())
    share, strength = spoken / max(all_rates, 1e-12), spoken / count / _WINDOW
    # A single rate fills three neighbouring ones, as Hann's window blurs it.
    single = float(np.convolve(rates, np.ones(3), "valid").max()) / max(spoken, 1e-12)
    softness = np.clip((found.rise_ms - 55) / 20, 0, 1)
    return float(
        np.clip((share - 0.35) / 0.15, 0, 1) * softness * np.clip((0.5 - single) / 0.15, 0, 1) * min(strength / 8, 1)
    )


def decibels(envelope: NDArray[np.float32]) -> NDArray[np.float32]:
    """dB of full scale."""
    return 20 * np.log10(np.maximum(envelope, np.float32(1e-7)))
