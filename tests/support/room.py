"""A clock that only a test turns, and a device that plays by it and remembers every sample that was heard."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from asmr_cli.errors import NoDevice
from asmr_cli.sink.protocol import DeviceLost

RATE = 48_000
CHUNK = 8192


class Room:
    """Where time passes: a moment, and what the ear has heard since the start, silence included."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.pace = 1.0
        """How fast the device's clock runs."""
        self.there = True
        self.device: Device | None = None
        self.heard: list[NDArray[np.int16]] = []
        self.frames = 0.0

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self.frames += seconds * RATE * self.pace
        while self.frames >= CHUNK:
            self.frames -= CHUNK
            self.heard.append(self.device.mix() if self.device and self.there else np.zeros(CHUNK, np.int16))

    def jump(self, seconds: float) -> None:
        """The process stands still; what the device had is over."""
        self.now += seconds
        self.heard.append(np.zeros(round(seconds * RATE), np.int16))

    @property
    def ear(self) -> NDArray[np.int16]:
        return np.concatenate(self.heard) if self.heard else np.zeros(0, np.int16)


class Device:
    """Takes chunks as a device does, and lets what it has not taken be changed."""

    name = "Ear"

    def __init__(self, room: Room, encode: Callable[[NDArray[np.float32], int], NDArray[np.int16]], first: int) -> None:
        if not room.there:
            raise NoDevice("gone", "wait")
        self._room = room
        self._encode = encode
        self._blocks: deque[tuple[int, NDArray[np.float32], NDArray[np.int16]]] = deque()
        self._mixed = self._written = first
        self._standing = False
        room.device = self

    def mix(self) -> NDArray[np.int16]:
        out = np.zeros(CHUNK, np.int16)
        if self._standing:
            return out
        count = min(CHUNK, self._written - self._mixed)
        for first, _, samples in self._blocks:
            begin, end = max(first, self._mixed), min(first + len(samples), self._mixed + count)
            if begin < end:
                out[begin - self._mixed : end - self._mixed] = samples[begin - first : end - first, 0]
        self._mixed += count
        while self._blocks and self._blocks[0][0] + len(self._blocks[0][1]) <= self._mixed:
            self._blocks.popleft()
        return out

    def room(self) -> int:
        if not self._room.there:
            raise DeviceLost
        return 0 if len(self._blocks) > 1 else 2 * RATE

    def write(self, block: NDArray[np.float32]) -> None:
        self._blocks.append((self._written, block, self._encode(block, self._written)))
        self._written += len(block)

    def latency(self) -> int:
        return self._written - self._mixed

    def held(self) -> int:
        return max(self._written - self._mixed - (0 if self._standing else CHUNK), 0)

    def refresh(self) -> None:
        cut = self._written - self.held()
        for first, block, samples in self._blocks:
            skip = max(cut - first, 0)
            if skip < len(block):
                samples[skip:] = self._encode(block[skip:], first + skip)

    def rewrite(self, block: NDArray[np.float32]) -> None:
        start = self._written - len(block)
        for first, old, samples in self._blocks:
            skip = max(start - first, 0)
            if skip < len(old):
                old[skip:] = block[first + skip - start :][: len(old) - skip]
                samples[skip:] = self._encode(old[skip:], first + skip)

    def hold(self) -> None:
        self._standing = True

    def go_on(self) -> None:
        self._standing = False

    def close(self) -> None:
        self._room.device = None


class RoomLookout:
    def __init__(self, room: Room) -> None:
        self._room = room

    def found(self) -> bool:
        return self._room.there

    def close(self) -> None:
        """Nothing is open."""
