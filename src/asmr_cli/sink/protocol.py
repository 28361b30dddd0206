"""The contract of every sink: a device, a file, a pipe, nothing."""

from typing import Protocol

from asmr_cli.render.source import Block
from asmr_cli.types import Frames


class Sink(Protocol):
    """Takes float blocks of the mix, before the output gain, and makes them heard.

    Quantising is the sink's: it calls the `Encode` that it was made with on (block, first frame), so that a device can
    do it again for frames that were handed over but not heard yet."""

    def room(self) -> Frames:
        """How many frames it takes now without waiting (0: come back later)."""
        ...

    def write(self, block: Block) -> None:
        """Hand over at most `room()` frames, in order."""
        ...

    def latency(self) -> Frames:
        """Frames that were handed over and are not heard yet."""
        ...

    def refresh(self) -> None:
        """The output gain has changed: encode again what was handed over and is not heard yet."""
        ...

    def close(self) -> None:
        """Let go of the device or file at once; what was not heard yet is dropped by a device, kept by a file."""
        ...
