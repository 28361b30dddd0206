"""Loudness and power (BS.1770: L = -0.691 + 10·log10 P)."""

from math import log10

from asmr_cli.types import Lufs


def power_of(lufs: Lufs) -> float:
    """K-weighted mean square of a loudness, summed over the channels."""
    return float(10.0 ** ((lufs + 0.691) / 10.0))


def lufs_of(power: float) -> Lufs:
    return -0.691 + 10.0 * log10(power) if power > 1e-12 else -120.0
