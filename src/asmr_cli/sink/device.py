"""The audio device: blocks in two places of the mixer's channel, one that plays and one that waits."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.sink.encode import Encode
from asmr_cli.sink.guard import Guard
from asmr_cli.sink.metronome import Metronome
from asmr_cli.sink.mixer import CHUNK, close_mixer, open_mixer, removed
from asmr_cli.sink.playable import channel, samples_of, sound
from asmr_cli.sink.protocol import Awoken, DeviceLost
from asmr_cli.sink.trial import Passed, Trial
from asmr_cli.types import RATE, Frames, Seconds

if TYPE_CHECKING:
    from pygame.mixer import Sound

FIRST: Frames = RATE // 4
"""The first block is short: Enter to sound."""

BLOCK: Frames = 2 * RATE
"""Two at most are in the mixer: enough for a machine that is busy for two seconds."""

SERVER: Frames = CHUNK // 2
"""What a sound server holds besides the chunk it was given last: measured 4,450 frames with PulseAudio."""

STALL: Seconds = 1.5
"""A device that takes no chunk (0.17 s) for so long is as good as gone."""


class _Held(NamedTuple):
    """A block in the mixer: the float samples, and the 16-bit ones that the mixer reads."""

    first: Frames
    block: Block
    sound: "Sound"
    samples: NDArray[np.int16]

    @property
    def end(self) -> Frames:
        return self.first + len(self.block)


class DeviceSink:
    """Plays through pygame's mixer. One at a time: the mixer is the process's."""

    def __init__(
        self,
        encode: Encode,
        device: str | None = None,
        first: Frames = 0,
        clock: Callable[[], Seconds] = time.monotonic,
        trial: Trial | Passed | None = None,
    ) -> None:
        """Open `device` or the default one, and number the frames from `first` on. Raises NoDevice.

        At the start of a session it is tried in a child first, `trial` where that has begun; a return has been tried
        by the lookout."""
        self._opened = open_mixer(device, Passed() if first > 0 else trial)
        self._encode = encode
        self._clock = clock
        self._channel = channel(0)
        self._metronome = Metronome(channel(1), clock)
        self._guard = Guard(clock)
        self._start = first
        self._written = first
        self._blocks: list[_Held] = []
        self._standing = False
        self._lost = False

    @property
    def name(self) -> str:
        return self._opened.name

    @property
    def device(self) -> str | None:
        """The name that opens this device again and no other; None where that is not known."""
        return self._opened.device

    def room(self) -> Frames:
        self._look()
        if self._guard.tripped:
            raise Awoken
        if self._lost:
            raise DeviceLost
        if self._channel.get_queue() is not None:
            return 0
        return FIRST if self._written == self._start else BLOCK

    def write(self, block: Block) -> None:
        samples = self._encode(block, self._written)
        playable = sound(samples)
        held = _Held(self._written, block, playable, samples_of(playable))
        if self._channel.get_busy():
            self._channel.queue(playable)
        else:
            self._start = self._written
            self._metronome.start()
            self._channel.play(playable)
            self._blocks.clear()
        self._blocks.append(held)
        self._written = held.end

    def latency(self) -> Frames:
        if not self._blocks:
            return 0
        mixed = self._start + self._metronome.frames()
        since = int((self._clock() - self._metronome.turned) * RATE)
        heard = min(mixed - CHUNK - SERVER + since, mixed)
        return max(self._written - max(heard, self._start), 0)

    def held(self) -> Frames:
        return max(self._written - self._safe(), 0)

    def refresh(self) -> None:
        cut = self._safe()
        for held in self._blocks:
            skip = max(cut - held.first, 0)
            if skip < len(held.block):
                held.samples[skip:] = self._encode(held.block[skip:], held.first + skip)

    def rewrite(self, block: Block) -> None:
        first = self._written - len(block)
        for place, held in enumerate(self._blocks):
            skip = max(first - held.first, 0)
            if skip < len(held.block):
                begin = held.first + skip
                new = block[begin - first :][: len(held.block) - skip]
                held.samples[skip:] = self._encode(new, begin)
                self._blocks[place] = held._replace(block=np.concatenate([held.block[:skip], new]))

    def hold(self) -> None:
        self._standing = True
        self._channel.pause()
        self._metronome.hold()

    def go_on(self) -> None:
        self._standing = False
        self._metronome.go_on()
        self._channel.unpause()

    def hush(self) -> None:
        """Silent from the next chunk on. A stop alone would play the block that waits."""
        for held in self._blocks:
            held.samples[:] = 0
        self._channel.stop()
        self._channel.stop()

    def close(self) -> None:
        self.hush()
        self._blocks.clear()
        self._guard.close()
        close_mixer()

    def _safe(self) -> Frames:
        """The first frame that the mixer cannot reach before a refresh is done.

        It may be mixing the next chunk just now; the one after that is 0.17 s away."""
        margin = 0 if self._standing else CHUNK
        return self._start + self._metronome.frames() + margin

    def _look(self) -> None:
        """See what the mixer has done since; to be called some twenty times a second."""
        self._lost = self._lost or removed(self._opened.device)
        if self._standing:
            return
        waiting = self._channel.get_queue()
        if waiting is not None and not self._channel.get_busy():
            # queue() met the very end of a block: the library then waits for ever.
            self._channel.play(waiting)
        mixed = self._start + self._metronome.frames()
        if self._channel.get_busy() and self._clock() - self._metronome.turned > STALL:
            self._lost = True
        playing = self._channel.get_sound()
        while len(self._blocks) > 1 and self._blocks[1].sound is playing:
            done = self._blocks.pop(0)
            if mixed - done.end < 2 * CHUNK:
                self._metronome.correct(done.end - self._start)
