"""A session in real time into a pipe: raw s16le, 48 kHz, stereo, to a FIFO or to standard output."""

import os
import select
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from asmr_cli.sink.fifo import READER, open_fifo
from asmr_cli.sink.pace import Pace
from asmr_cli.sink.protocol import DeviceLost
from asmr_cli.types import RATE, Frames, Seconds

if TYPE_CHECKING:
    from asmr_cli.render.source import Block
    from asmr_cli.sink.encode import Encode

AHEAD: Final[Frames] = RATE // 4
"""How far ahead of the clock it writes: what lies in a pipe cannot be taken back, so a pause waits for it."""

_ATOMIC: Final = 4096
"""Bytes that a pipe takes without waiting when it says that it takes any (PIPE_BUF on Linux)."""


class PipeSink:
    """Writes no faster than the clock and never waits for a reader; what the pipe does not take yet is kept."""

    def __init__(
        self,
        target: str | int,
        encode: "Encode",
        clock: Callable[[], Seconds] = time.monotonic,
        wait: Callable[[Seconds], None] = time.sleep,
        patience: Seconds = READER,
    ) -> None:
        """`target`: `-` for standard output, an open descriptor, or the path of a FIFO; `patience`: how long it waits
        for a reader.

        Raises NoDevice where nobody reads the FIFO, UsageError where there is none, CannotWrite."""
        self._own = isinstance(target, str) and target != "-"
        self.name: str | None = "standard output" if target == "-" else str(target)
        self._encode = encode
        self._pace = Pace(clock)
        self._waiting = memoryview(b"")
        self._written: Frames = 0
        if isinstance(target, int):
            self._descriptor = target
        else:
            self._descriptor = sys.stdout.fileno() if target == "-" else open_fifo(target, clock, wait, patience)

    def room(self) -> Frames:
        """Raises DeviceLost when the FIFO's reader has gone, BrokenPipeError when standard output is closed."""
        self._flush()
        return 0 if self._waiting else max(AHEAD - self._pace.latency(), 0)

    def write(self, block: "Block") -> None:
        samples = self._encode(block, self._written).astype("<i2", copy=False)
        self._written += len(block)
        self._pace.add(len(block))
        self._waiting = memoryview(bytes(self._waiting) + samples.tobytes())
        self._flush()

    def latency(self) -> Frames:
        return self._pace.latency()

    def held(self) -> Frames:
        return 0

    def refresh(self) -> None:
        """What is in the pipe cannot be taken back."""

    def rewrite(self, block: "Block") -> None:
        """Nothing is held, so nothing can be replaced."""

    def hold(self) -> None:
        self._pace.hold()

    def go_on(self) -> None:
        self._pace.go_on()

    def close(self) -> None:
        """Hand over what the pipe takes within half a second; standard output stays open."""
        try:
            self._flush(patience=0.5)
        except (DeviceLost, BrokenPipeError):
            self._waiting = memoryview(b"")  # nobody is there to hear it
        if self._own and self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _flush(self, patience: Seconds = 0.0) -> None:
        """Write as much as the pipe takes without waiting longer than that."""
        while self._waiting and self._descriptor >= 0 and _takes_more(self._descriptor, patience):
            try:
                count = os.write(self._descriptor, self._waiting[:_ATOMIC])
            except BlockingIOError:
                return
            except BrokenPipeError as error:
                self._waiting = memoryview(b"")
                if self._own:
                    raise DeviceLost(f"nobody reads {self.name} any more") from error
                raise
            self._waiting = self._waiting[count:]


def _takes_more(descriptor: int, patience: Seconds = 0.0) -> bool:
    """Whether a write of 4096 bytes would not wait. Windows can only ask sockets: there it may."""
    return os.name == "nt" or bool(select.select([], [descriptor], [], patience)[1])
