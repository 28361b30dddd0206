"""What the open mixer plays: its channels, and sounds whose samples can still be written."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from asmr_cli.types import CHANNELS

if TYPE_CHECKING:
    from pygame.mixer import Channel, Sound


def channel(number: int) -> "Channel":
    """One of the mixer's channels; each plays one sound and keeps one more waiting."""
    import pygame

    return pygame.mixer.Channel(number)


def sound(samples: NDArray[np.int16]) -> "Sound":
    """A copy of (frames, 2) samples that the mixer can play."""
    import pygame

    return pygame.mixer.Sound(buffer=np.ascontiguousarray(samples).data)


def samples_of(playable: "Sound") -> NDArray[np.int16]:
    """The samples that the mixer reads, shape (frames, 2): what is written here before it gets there is heard."""
    buffer: Any = playable  # a buffer, which its annotations do not say
    return np.frombuffer(memoryview(buffer).cast("B"), dtype=np.int16).reshape(-1, CHANNELS)
