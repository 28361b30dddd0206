"""How far the mixer is: it tells no position, so a silent sound of one chunk's length counts its callbacks."""

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from asmr_cli.sink.mixer import CHUNK
from asmr_cli.sink.playable import sound
from asmr_cli.types import CHANNELS, RATE, Frames, Seconds

if TYPE_CHECKING:
    from pygame.mixer import Channel

_PERIOD: Seconds = CHUNK / RATE

_LATE: Seconds = 0.5
"""Nobody asked for so long: the process stood still, and the device is not to blame for having taken nothing."""


class Metronome:
    """Counts the chunks mixed since `start`, never fewer than there were; to be asked at least six times a second."""

    def __init__(self, channel: "Channel", clock: Callable[[], Seconds]) -> None:
        self._channel = channel
        self._clock = clock
        self._tick = sound(np.zeros((CHUNK, CHANNELS), dtype=np.int16))
        self._chunks = 0
        self._asked: Seconds = clock()
        self.turned: Seconds = self._asked
        """The moment at which the last chunk was seen to be mixed."""
        self.certain = True
        """False after a pause between questions in which chunks may have been missed, until `correct`."""

    def start(self) -> None:
        """Count from 0; to be called right before the sound itself is played, so that it never counts too little."""
        self._channel.stop()
        self._channel.play(self._tick)
        self._channel.queue(self._tick)
        self._chunks = 0
        self.certain = True
        self._asked = self.turned = self._clock()

    def frames(self) -> Frames:
        """Frames mixed since `start`; where chunks may have been missed, as many as there can have been."""
        now = self._clock()
        late = now - self._asked
        self._asked = now
        if not self._channel.get_busy():
            self._chunks += max(ceil(late / _PERIOD), 2)
            self._channel.play(self._tick)
            self._channel.queue(self._tick)
            self.certain = False
            self.turned = now
        elif self._channel.get_queue() is None:
            self._chunks += 1
            self._channel.queue(self._tick)
            self.turned = now
        elif late > _LATE:
            self.turned = now
        return (self._chunks + (0 if self.certain else 1)) * CHUNK

    def hold(self) -> None:
        self._channel.pause()

    def go_on(self) -> None:
        self._channel.unpause()
        self._asked = self.turned = self._clock()

    def correct(self, mixed: Frames) -> None:
        """A block is known to have just ended at `mixed`: the count is what holds it."""
        self._chunks = ceil(mixed / CHUNK)
        self.certain = True
