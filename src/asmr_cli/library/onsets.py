"""What the envelope of a recording tells: onsets, how fast they rise, rests, and whether somebody seems to speak."""

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
REST: Seconds = 5.0
"""So much silence is long: the session goes round it."""
SILENT: Decibel = -65.0
"""dB of full scale, root mean square."""
PIECE = 60_000
"""Grains at a time: ten minutes, so that six hours take no more memory."""
_WINDOWS = 900
_WINDOW = 400
"""Grains in which the rhythm of syllables is looked for: 4 s."""


@dataclass(frozen=True, slots=True)
class Onsets:
    rate: float
    """A second."""
    rise_ms: float
    """Median time from a tenth of the height to the top; 0 without onsets."""


def onsets(envelope: NDArray[np.float32]) -> Onsets:
    """Onsets of at least 8 dB within 100 ms, up to near the median level or above."""
    count, rises = 0, []
    for start in range(0, len(envelope) - LOOK_BACK, PIECE):
        found = _onsets(decibels(envelope[start : start + PIECE + LOOK_BACK]))
        count += len(found)
        rises += found[:: max(len(found) // 50, 1)]
    seconds = len(envelope) * GRAIN
    return Onsets(count / seconds if seconds else 0.0, float(np.median(rises)) if rises else 0.0)


def _onsets(level: NDArray[np.float32]) -> list[float]:
    """The rise of every onset of one piece, in milliseconds."""
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


def rests(envelope: NDArray[np.float32]) -> tuple[tuple[Seconds, Seconds], ...]:
    """Silences of five seconds or more, as start and end."""
    silent = np.zeros(len(envelope) + 2, dtype=np.bool_)
    silent[1:-1] = envelope <= np.float32(10 ** (SILENT / 20))
    edges = np.flatnonzero(silent[1:] != silent[:-1]).reshape(-1, 2)
    long = edges[(edges[:, 1] - edges[:, 0]) * GRAIN > REST]
    return tuple((round(first * GRAIN, 2), round(last * GRAIN, 2)) for first, last in long.tolist())


def voice_likeness(envelope: NDArray[np.float32], found: Onsets) -> float:
    """0 to 1: a rhythm of two to eight syllables a second that rise softly. Rough: it decides nothing by itself."""
    count = len(envelope) // _WINDOW
    if count == 0:
        return 0.0
    some = np.linspace(0, count - 1, min(count, _WINDOWS)).astype(int)
    windows = envelope[: count * _WINDOW].reshape(count, _WINDOW)[some].astype(np.float64)
    means = windows.mean(axis=1, keepdims=True) + 1e-9
    power = np.abs(np.fft.rfft((windows / means - 1) * np.hanning(_WINDOW))) ** 2
    hertz = np.fft.rfftfreq(_WINDOW, GRAIN)
    syllables = power[:, (hertz >= 2) & (hertz < 8)].sum()
    share = float(syllables / max(power[:, (hertz > 0) & (hertz < 25)].sum(), 1e-12))
    strength = float(syllables) / len(some) / _WINDOW
    return float(np.clip((share - 0.35) / 0.15, 0, 1) * np.clip((found.rise_ms - 45) / 25, 0, 1) * min(strength / 8, 1))


def quiet_entries(
    envelope: NDArray[np.float32], avoid: tuple[tuple[Seconds, Seconds], ...], every: Seconds = 60.0, most: int = 120
) -> tuple[Seconds, ...]:
    """The quietest second of every minute that is neither silent nor to be avoided: where to enter."""
    seconds = len(envelope) // 100
    if seconds < 2 * every:
        return ()
    level = decibels(np.sqrt((envelope[: seconds * 100].reshape(seconds, 100) ** 2).mean(axis=1)))
    good = level > SILENT
    for start, end in avoid:
        good[max(int(start) - 1, 0) : int(np.ceil(end)) + 1] = False
    step = max(round(every), -(-seconds // most))
    found = []
    for first in range(0, seconds - step + 1, step):
        here = np.where(good[first : first + step], level[first : first + step], np.inf)
        if np.isfinite(here).any():
            found.append(float(first + int(here.argmin())))
    return tuple(found)


def decibels(envelope: NDArray[np.float32]) -> NDArray[np.float32]:
    """dB of full scale."""
    return 20 * np.log10(np.maximum(envelope, np.float32(1e-7)))
