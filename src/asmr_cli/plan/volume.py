"""The user's volume, or a trigger's share of level, as a gain."""

import math

from asmr_cli.types import Decibel


def volume_db(volume: float) -> Decibel:
    """100 is 0 dB, a half is half as loud: 33.2·log10(v/100), the sone rule (10 dB a doubling)."""
    return 33.2 * math.log10(max(volume, 1) / 100)
