"""Loudness and power (BS.1770: L = -0.691 + 10·log10 P)."""

from math import log10
from typing import Final

from asmr_cli.types import Decibel, Lufs

_NOTHING: Final = 1e-12
"""Silence counts as -120 LUFS."""


def power_of(lufs: Lufs) -> float:
    """K-weighted mean square of a loudness, summed over the channels."""
    return float(10.0 ** ((lufs + 0.691) / 10.0))


def lufs_of(power: float) -> Lufs:
    return -0.691 + 10.0 * log10(power) if power > _NOTHING else -120.0


def db_between(power: float, other: float) -> Decibel:
    """By how much the first is louder than the other."""
    return 10.0 * log10(max(power, _NOTHING) / max(other, _NOTHING))
