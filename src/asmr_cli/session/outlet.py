"""What an evening plays on: a device with its first block in it, a pipe, or nothing that is heard."""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from asmr_cli.models import Session
from asmr_cli.player.line import Line
from asmr_cli.player.ports import AnyLine
from asmr_cli.player.still import StillLine
from asmr_cli.session import sound
from asmr_cli.session.tonight import Tonight
from asmr_cli.types import Frames, Seconds

if TYPE_CHECKING:
    from asmr_cli.render.envelope import OutputGain
    from asmr_cli.sink.encode import Encode
    from asmr_cli.sink.protocol import Sink
    from asmr_cli.sink.speaker import Speaker


class Outlet(NamedTuple):
    """The line to the ear; on a device, who looks after that."""

    line: AnyLine
    speaker: "Speaker | None" = None


def silence(tonight: Tonight, session: Session) -> Outlet:
    """To look at only."""
    sound.leave(tonight)
    return Outlet(StillLine(session))


def pipe(tonight: Tonight, session: Session, volume: int, target: str) -> Outlet:
    """A FIFO, or `-` for standard output. Raises NoDevice, CannotWrite, UsageError for what is no pipe."""
    sound.begin(tonight, session)
    gain, quantise = _output(session, volume)
    return Outlet(Line(sound.mix_of(tonight, session, live=True), gain, pipe_opener(target, quantise)))


def device(tonight: Tonight, session: Session, volume: int, name: str | None) -> Outlet:
    """The device of that name, or the default one: tried while numpy is loaded and the first block rendered.

    Raises NoDevice."""
    sound.begin(tonight, session)
    from asmr_cli.sink.speaker import Speaker

    speaker = Speaker(name)
    from asmr_cli.sink.device import FIRST

    mix = sound.mix_of(tonight, session, live=True)
    block = mix.read(FIRST)
    gain, quantise = _output(session, volume)
    return Outlet(Line(mix, gain, partial(speaker.open, quantise), speaker.open(quantise, 0, block)), speaker)


def pipe_opener(
    target: str,
    quantise: "Encode",
    clock: Callable[[], Seconds] = time.monotonic,
    wait: Callable[[Seconds], None] = time.sleep,
) -> Callable[[Frames], "Sink"]:
    """Opens the pipe, again where its reader came back: looked for in passing then, because keys wait for it.

    A pipe counts from 0 each time."""
    from asmr_cli.sink.fifo import READER
    from asmr_cli.sink.pipe import PipeSink

    patience = iter([READER])

    def opened(first: Frames) -> "Sink":
        return PipeSink(target, lambda block, frame: quantise(block, first + frame), clock, wait, next(patience, 0.0))

    return opened


def _output(session: Session, volume: int) -> tuple["OutputGain", "Encode"]:
    """What becomes of the mix on its way out."""
    from asmr_cli.render.envelope import output_gain
    from asmr_cli.render.quantise import encode

    gain = output_gain(session, volume)
    return gain, partial(encode, gain=gain, seed=session.seed)
