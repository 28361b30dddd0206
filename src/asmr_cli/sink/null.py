"""Nothing, with manners: the same calls and the same pace as a device, and nobody hears it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from asmr_cli.sink.pace import Pace
from asmr_cli.types import RATE, Frames, Seconds

if TYPE_CHECKING:
    from asmr_cli.render.source import Block
    from asmr_cli.sink.encode import Encode

AHEAD: Final[Frames] = 2 * RATE
"""How much it takes before it is heard, as a device does."""


class NullSink:
    """Encodes and drops, in real time times `speed`; without a clock at once: a night in seconds."""

    name: str | None = None

    def __init__(self, encode: "Encode", clock: Callable[[], Seconds] | None = None, speed: float = 1.0) -> None:
        self._encode = encode
        self._pace = Pace(clock, speed) if clock else None
        self.written: Frames = 0
        """Frames that were handed over."""

    def room(self) -> Frames:
        return max(AHEAD - self.latency(), 0)

    def write(self, block: "Block") -> None:
        self._encode(block, self.written)
        self.written += len(block)
        if self._pace:
            self._pace.add(len(block))

    def latency(self) -> Frames:
        return self._pace.latency() if self._pace else 0

    def held(self) -> Frames:
        return 0

    def refresh(self) -> None:
        """What nobody hears need not be encoded again."""

    def rewrite(self, block: "Block") -> None:
        """Nothing is held, so nothing can be replaced."""

    def hold(self) -> None:
        if self._pace:
            self._pace.hold()

    def go_on(self) -> None:
        if self._pace:
            self._pace.go_on()

    def close(self) -> None:
        """There is nothing to let go of."""
