"""Nothing, with manners: the same calls and the same pace as a device, and nobody hears it."""

from collections.abc import Callable

from asmr_cli.render.source import Block
from asmr_cli.sink.encode import Encode
from asmr_cli.types import RATE, Frames, Seconds

AHEAD: Frames = 4 * RATE
"""How much a paced sink takes before it is heard, as a device does."""


class NullSink:
    """Encodes and drops. Without a clock it takes everything at once: a night in seconds."""

    def __init__(self, encode: Encode, clock: Callable[[], Seconds] | None = None, speed: float = 1.0) -> None:
        self._encode = encode
        self._clock = clock
        self._speed = speed
        self._began: Seconds | None = None
        self._written: Frames = 0

    @property
    def written(self) -> Frames:
        """Frames that were handed over."""
        return self._written

    def room(self) -> Frames:
        return AHEAD - self.latency()

    def write(self, block: Block) -> None:
        if self._clock is not None and (self._began is None or not self.latency()):
            self._began = self._clock() - self._written / (RATE * self._speed)
        self._encode(block, self._written)
        self._written += len(block)

    def latency(self) -> Frames:
        if self._clock is None or self._began is None:
            return 0
        heard = int((self._clock() - self._began) * RATE * self._speed)
        return max(self._written - heard, 0)

    def refresh(self) -> None:
        """What nobody hears need not be encoded again."""

    def close(self) -> None:
        """Holds nothing."""
