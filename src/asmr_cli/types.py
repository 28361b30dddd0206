"""Units. Time is counted in whole frames inside; seconds are derived at the edges."""

from typing import Final, TypeAlias

Frames: TypeAlias = int
Seconds: TypeAlias = float
Decibel: TypeAlias = float
Lufs: TypeAlias = float

RATE: Final = 48_000
"""Frames a second, everywhere inside."""

CHANNELS: Final = 2


def to_frames(seconds: Seconds) -> Frames:
    """The whole frame nearest to a moment."""
    return round(seconds * RATE)


def to_seconds(frames: Frames) -> Seconds:
    return frames / RATE
