"""A first guess at the loudness of a file that nobody has measured, from a few seconds of it."""

from typing import Final

import numpy as np

from asmr_cli.render.hoppower import hop_power
from asmr_cli.render.lufs import lufs_of, power_of
from asmr_cli.render.source import Tape
from asmr_cli.types import RATE, Frames, Lufs

_TASTE = 3 * RATE
"""Frames of each: BS.1770's short term."""

_SILENT: Final = power_of(-70.0)
"""BS.1770's absolute gate."""

_MOSTLY = 80
"""Percent of what is heard; what is louder for less than two of the nine seconds may be a knock on the microphone."""

_LOUDER: Final = 4.0
"""Times that power (6 dB) is the most that a tenth of a second counts. To guess too loud is worse than too soft: a
session that begins too soft has to stay so."""


def gauge(tape: Tape, around: Frames, length: Frames) -> Lufs:
    """Loudness of three tastes of the stretch that will play, rests (10 LU under the mean) left out."""
    last = max(min(around + length, tape.frames) - _TASTE, around)
    tastes = [tape.read(place, _TASTE) for place in np.linspace(around, last, 3).astype(int).tolist()]
    powers = np.concatenate([hop_power(taste) for taste in tastes])
    heard = powers[powers > _SILENT]
    if not heard.size:
        return lufs_of(float(powers.max(initial=0.0)))
    heard = np.minimum(heard, _LOUDER * np.percentile(heard, _MOSTLY))
    return lufs_of(float(heard[heard >= heard.mean() / 10.0].mean()))
