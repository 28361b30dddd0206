"""The audio device: it takes chunks of what waits for it, and what it has not taken can still be changed."""

from collections.abc import Callable

from asmr_cli.render.source import Block
from asmr_cli.sink.clock import wall
from asmr_cli.sink.early import Early
from asmr_cli.sink.encode import Encode
from asmr_cli.sink.hangup import fall_silent
from asmr_cli.sink.opening import CHUNK, close_output, open_output
from asmr_cli.sink.protocol import Awoken, DeviceLost
from asmr_cli.sink.supply import Supply
from asmr_cli.sink.trial import AnyTrial, Passed
from asmr_cli.types import RATE, Frames, Seconds

FIRST: Frames = RATE
"""The first block: half as long as the others. Half a second would be heard 2 ms earlier, and run out sooner."""

BLOCK: Frames = 2 * RATE
"""Every further one."""

LEAST: Frames = BLOCK + 3 * RATE // 4
"""With less than this another block is wanted. Looked at once a second, 1.75 s wait for a busy machine at least."""

SERVER: Frames = CHUNK // 2
"""What a sound server still holds when it asks for a chunk: measured 4,450 frames with PulseAudio."""

STALL: Seconds = 1.5
"""A device that takes no chunk (0.17 s) for so long is as good as gone."""

LATE: Seconds = 2.0
"""Nobody looked for so long: the process stood still, and the device is not to blame for having taken nothing."""


class DeviceSink:
    """Plays on a device. One at a time."""

    def __init__(
        self,
        encode: Encode,
        device: str | None = None,
        first: Frames = 0,
        clock: Callable[[], Seconds] = wall,
        trial: AnyTrial | Early | None = None,
        head: Block | None = None,
        alarm: Callable[[], None] = lambda: None,
    ) -> None:
        """Open `device` or the default one, and number the frames from `first` on. Raises NoDevice.

        At the start of a session it is tried in a child first, `trial` where that has begun; a return has been tried
        by the lookout. `head` is a first block to write: with it the device begins. `alarm` is called in another
        thread when it may be gone; `room` then tells."""
        self._clock = clock
        self._supply = Supply(encode, first, clock, fall_silent)
        if head is not None:
            self._supply.add(head)
        self._first = first
        self._lost = False
        self._opened = open_output(device, self._supply.take, Passed() if first > 0 else trial, alarm)
        self._looked = self._began = clock()

    @property
    def name(self) -> str:
        return self._opened.name

    @property
    def device(self) -> str | None:
        """The name that opens this device again and no other; None where that is not known."""
        return self._opened.only

    def room(self) -> Frames:
        self._look()
        if self._supply.awoken:
            raise Awoken
        if self._lost:
            raise DeviceLost
        if self._supply.end - self._supply.taken >= LEAST:
            return 0
        return FIRST if self._supply.end == self._first else BLOCK

    def write(self, block: Block) -> None:
        self._supply.add(block)

    def latency(self) -> Frames:
        supply = self._supply
        supply.look()  # the player asks this in every turn, before it waits
        since = int((self._clock() - supply.fed) * RATE)
        heard = min(supply.taken - CHUNK - SERVER + since, supply.taken)
        return supply.end - max(heard, self._first)

    def held(self) -> Frames:
        return max(self._supply.end - self._safe(), 0)

    def refresh(self) -> None:
        self._supply.refresh(self._safe())

    def rewrite(self, block: Block) -> None:
        self._supply.rewrite(block)

    def hold(self) -> None:
        self._supply.look()
        self._supply.standing = True

    def go_on(self) -> None:
        self._supply.standing = False

    def close(self) -> None:
        self._supply.clear()
        close_output(self._opened)

    def _safe(self) -> Frames:
        """The first frame that the device does not take before a refresh is done.

        It may be taking a chunk just now; the one after that is 0.17 s away."""
        return self._supply.taken + (0 if self._supply.standing else CHUNK)

    def _look(self) -> None:
        """See how the device is; to be called more often than every `LATE` seconds."""
        now = self._clock()
        late = now - self._looked > LATE
        self._looked = now
        stalled = now - (self._supply.asked or self._began) > STALL and not late
        self._lost = self._lost or stalled or self._opened.removed()
