"""A night by a clock that only the simulation turns: a device that keeps every promise of one, and may vanish."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from heard import Ear
from numpy.typing import NDArray

from asmr_cli.errors import NoDevice
from asmr_cli.models import Curve, Session
from asmr_cli.render.envelope import output_gain
from asmr_cli.render.quantise import encode
from asmr_cli.render.source import Block
from asmr_cli.sink.device import BLOCK
from asmr_cli.sink.opening import CHUNK
from asmr_cli.sink.protocol import Awoken, DeviceLost
from asmr_cli.sink.supply import STOOD
from asmr_cli.types import RATE, Frames

Happening = Literal["gone", "back", "asleep", "busy"]


class Gains:
    """The output gain as a night hears it, beside it the same without the user's volume, and the fades alone."""

    def __init__(self, session: Session, volume: int) -> None:
        self.real = output_gain(session, volume)
        self.even = output_gain(session)
        self.bare = output_gain(session)

    def set_volume(self, value: float, at: Frames) -> None:
        self.real.set_volume(value, at)

    def silence(self, at: Frames, frames: Frames) -> None:
        self.real.silence(at, frames)
        self.even.silence(at, frames)

    def come_back(self, at: Frames, frames: Frames) -> None:
        self.real.come_back(at, frames)
        self.even.come_back(at, frames)

    def set_fade(self, at: Frames, start: Frames, frames: Frames, curve: Curve | None = None) -> None:
        for gain in (self.real, self.even, self.bare):
            gain.set_fade(at, start, frames, curve)

    def fade_gain(self, frame: Frames) -> float:
        return self.real.fade_gain(frame)


class World:
    """Time, the device that is or is not there, and what the ear hears of it."""

    def __init__(self, ear: Ear, pace: float = 1.0) -> None:
        """`pace`: how fast the device's clock runs."""
        self.now = 1000.0
        self.there = True
        self.device: SimulatedDevice | None = None
        self.ear = ear
        self.opened = 0
        self._pace = pace
        self._due = 0.0

    def wait(self, seconds: float) -> None:
        """Time passes, and the device plays."""
        self.now += seconds
        self._due += seconds * RATE * self._pace
        while self._due >= CHUNK:
            self._due -= CHUNK
            self._mix(self.now - self._due / (RATE * self._pace))

    def happen(self, what: Happening, seconds: float = 0.0) -> None:
        """The device goes or returns; the machine sleeps, or is too busy for the player while the device plays on."""
        if what == "busy":
            self.ear.excuse(seconds + 0.5)
            self.wait(seconds)
        elif what == "asleep":
            self.ear.excuse(0.1)
            self.now += seconds
            self.ear.nothing(round(seconds * RATE), self.now)
            if self.device is not None and seconds > STOOD:
                self.device.stood = True
            self.ear.excuse(0.1)
        else:
            self.there = what == "back"
            if not self.there:
                self.ear.excuse(0.1)
                self.device = None

    def found(self) -> bool:
        """As a look-out: whether the device is there."""
        return self.there

    def close(self) -> None:
        """As a look-out: nothing is open."""

    def _mix(self, moment: float) -> None:
        """A chunk, which began to be taken at that moment: in a busy stretch many pass before anybody looks again."""
        if self.device is None:
            self.ear.nothing(CHUNK, moment)
        else:
            self.device.mix(self.ear, moment)


@dataclass(slots=True)
class _Held:
    first: Frames
    block: Block
    samples: NDArray[np.int16]
    even: Block


class SimulatedDevice:
    """Takes chunks as a real one does, and lets what it has not taken be changed."""

    name = "simulated"

    def __init__(self, world: World, gains: Gains, seed: int, first: Frames) -> None:
        if not world.there:
            raise NoDevice("There is no audio device.", "wait")
        self._world = world
        self._gains = gains
        self._seed = seed
        self._blocks: deque[_Held] = deque()
        self._mixed = self._written = first
        self._standing = False
        self.stood = False
        """It has noticed that everything stood still, and gives silence from then on."""
        world.device = self
        world.opened += 1

    def mix(self, ear: Ear, now: float) -> None:
        """The ear gets the next chunk; what is missing is silence."""
        count = 0 if self._standing else min(CHUNK, self._written - self._mixed)
        samples, even = np.zeros((CHUNK, 2), np.int16), np.zeros((CHUNK, 2), np.float32)
        for held in self._blocks:
            begin, end = max(held.first, self._mixed), min(held.first + len(held.block), self._mixed + count)
            if begin < end:
                here, there = slice(begin - self._mixed, end - self._mixed), slice(begin - held.first, end - held.first)
                samples[here], even[here] = held.samples[there], held.even[there]
        if self.stood:
            ear.nothing(CHUNK, now)
        else:
            ear.add(samples, even, self._mixed if count else None, now)
        self._mixed += count
        while self._blocks and self._blocks[0].first + len(self._blocks[0].block) <= self._mixed:
            self._blocks.popleft()

    def _encoded(self, block: Block, first: Frames) -> tuple[NDArray[np.int16], Block]:
        even = block * self._gains.even.gains(first, len(block))
        return encode(block, first, self._gains.real, self._seed), even

    def room(self) -> Frames:
        if self._world.device is not self:
            raise DeviceLost
        if self.stood:
            raise Awoken
        return 0 if len(self._blocks) > 1 else BLOCK

    def write(self, block: Block) -> None:
        self._blocks.append(_Held(self._written, block.copy(), *self._encoded(block, self._written)))
        self._written += len(block)

    def latency(self) -> Frames:
        return self._written - self._mixed

    def held(self) -> Frames:
        return max(self._written - self._mixed - (0 if self._standing else CHUNK), 0)

    def refresh(self) -> None:
        self._change(self._written - self.held())

    def rewrite(self, block: Block) -> None:
        start = self._written - len(block)
        for held in self._blocks:
            skip = max(start - held.first, 0)
            if skip < len(held.block):
                held.block[skip:] = block[held.first + skip - start :][: len(held.block) - skip]
        self._change(start)

    def _change(self, start: Frames) -> None:
        for held in self._blocks:
            skip = max(start - held.first, 0)
            if skip < len(held.block):
                held.samples[skip:], held.even[skip:] = self._encoded(held.block[skip:], held.first + skip)

    def hold(self) -> None:
        self._standing = True

    def go_on(self) -> None:
        self._standing = False

    def close(self) -> None:
        if self._world.device is self:
            self._world.device = None


def opener(world: World, gains: Gains, seed: int) -> Callable[[Frames], SimulatedDevice]:
    """Opens the world's device, for the player's line."""
    return lambda first: SimulatedDevice(world, gains, seed, first)
