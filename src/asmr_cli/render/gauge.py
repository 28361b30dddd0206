"""A first guess at the loudness of a file that nobody has measured, from a few seconds of it."""

import numpy as np

from asmr_cli.render.hoppower import hop_power
from asmr_cli.render.lufs import lufs_of
from asmr_cli.render.source import Tape
from asmr_cli.types import RATE, Frames, Lufs

_TASTE = 3 * RATE
"""Frames of each: BS.1770's short term."""


def gauge(tape: Tape, around: Frames, length: Frames) -> Lufs:
    """Loudness of three tastes of the stretch that will play, rests (10 LU under the mean) left out."""
    last = max(min(around + length, tape.frames) - _TASTE, around)
    tastes = [tape.read(place, _TASTE) for place in np.linspace(around, last, 3).astype(int).tolist()]
    powers = np.concatenate([hop_power(taste) for taste in tastes])
    if not powers.size or powers.max() <= 0.0:
        return lufs_of(0.0)
    return lufs_of(float(powers[powers >= powers.mean() / 10.0].mean()))
