"""The contract of every sink: a device, a file, a pipe, nothing."""

from typing import TYPE_CHECKING, Protocol

from asmr_cli.types import Frames

if TYPE_CHECKING:
    # A session without sound uses this contract and loads no numpy.
    from asmr_cli.render.source import Block


class DeviceLost(Exception):  # noqa: N818 - what happened, not an error that a person reads
    """The device is gone: nothing that is handed over will be heard."""


class Awoken(DeviceLost):
    """The process or the machine stood still and goes on now: what waits in the device is of the past."""


class Sink(Protocol):
    """Takes float blocks of the mix, before the output gain, and makes them heard.

    Quantising is the sink's: it calls the `Encode` that it was made with on (block, first frame), so that a device can
    do it again for frames that were handed over but not heard yet."""

    @property
    def name(self) -> str | None:
        """What plays, for people; None where nothing is heard."""
        ...

    def room(self) -> Frames:
        """How many frames it takes now without waiting (0: come back later). Raises DeviceLost."""
        ...

    def write(self, block: "Block") -> None:
        """Hand over at most `room()` frames, in order; the block is not written into."""
        ...

    def latency(self) -> Frames:
        """Frames that were handed over and are not heard yet."""
        ...

    def held(self) -> Frames:
        """How many of the frames handed over last can still be changed; 0 for a file or a pipe."""
        ...

    def refresh(self) -> None:
        """The output gain has changed: encode again what was handed over and is not heard yet."""
        ...

    def rewrite(self, block: "Block") -> None:
        """Another sound in place of the last `len(block)` frames that were handed over, at most `held()`."""
        ...

    def hold(self) -> None:
        """Stand still: what was handed over and is not heard yet waits. Without a click only where the gain is 0."""
        ...

    def go_on(self) -> None:
        """Go on where `hold` stopped."""
        ...

    def close(self) -> None:
        """Let go of the device or file at once; what was not heard yet is dropped by a device, kept by a file."""
        ...
