"""A whole player in a process of its own, for tests that kill, stop and starve it: noise with a frame's own samples."""

import argparse
import json
import sys
import time
from functools import partial

import numpy as np
from numpy.typing import NDArray

from asmr_cli.control.inbox import Inbox
from asmr_cli.control.signals import Signals
from asmr_cli.models import Clip, FadeOut, Phase, Segment, Session
from asmr_cli.models.command import Command
from asmr_cli.models.event import Event
from asmr_cli.models.status import Status
from asmr_cli.player.clock import SessionClock
from asmr_cli.player.line import Line
from asmr_cli.player.manner import Manner
from asmr_cli.player.player import Player
from asmr_cli.player.ports import Listeners
from asmr_cli.render.envelope import output_gain
from asmr_cli.render.quantise import encode
from asmr_cli.sink.clock import wall
from asmr_cli.sink.speaker import Speaker

RATE = 48_000
TABLE = np.random.default_rng(5).standard_normal((1 << 16, 2)).astype(np.float32) * np.float32(0.04)


def samples(first: int, frames: int) -> NDArray[np.float32]:
    """The mix of every frame, whoever asks: noise at about -28 dBFS."""
    return TABLE[np.arange(first, first + frames) % len(TABLE)]


class NoiseMix:
    """A mix that is a function of the frame number."""

    level_lufs = -28.0

    position = 0
    begun = 0

    def read(self, frames: int) -> NDArray[np.float32]:
        block = samples(self.position, frames)
        self.position += frames
        return block

    def replan(self, session: Session, at: int | None = None) -> None:
        self.position = self.position if at is None else at

    def begin(self, session: Session, at: int, fade_in: int, heard: int) -> None:
        self.position = at


def session_of(duration: float, fade_in: float, fade: float) -> Session:
    clip = Clip("rain/a.opus", 0.0, 0.0, duration)
    segment = Segment("bed", "rain", (), 0.0, duration, 0.0, 0.0, 0.0, (clip,))
    parts = (Phase("settle", 0.0, duration / 4), Phase("drift", duration / 4, duration * 0.6))
    phases = (*parts, Phase("away", duration * 0.6, duration))
    return Session(duration, 7, "sleep", phases, (segment,), None, fade_in, FadeOut(duration - fade, fade, "sone"))


class Printer:
    """Events as JSON lines with the moment on the monotonic clock."""

    def event(self, event: Event) -> None:
        print(json.dumps({"event": event.name, "at": time.monotonic(), "elapsed": event.elapsed, **event.data}))
        sys.stdout.flush()

    def status(self, status: Status) -> None:
        """Not shown."""


def unchanged(session: Session, command: Command, at: float) -> Session:
    return session


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("duration", type=float)
    parser.add_argument("--fade-in", type=float, default=0.5)
    parser.add_argument("--fade", type=float, default=1.0)
    parser.add_argument("--on-lost", default="wait")
    wanted = parser.parse_args()
    session = session_of(wanted.duration, wanted.fade_in, wanted.fade)
    gain = output_gain(session)
    with Signals() as signals:
        quantise = partial(encode, gain=gain, seed=session.seed)
        speaker = Speaker()
        inbox = Inbox(signals, speaker.bell)
        line = Line(NoiseMix(), gain, partial(speaker.open, quantise))
        player = Player(
            session, line, replan=unchanged, inbox=inbox, listeners=Listeners((Printer(),)),
            lookout=speaker.lookout, manner=Manner(on_lost=wanted.on_lost), clock=SessionClock(wall),
        )  # fmt: skip
        end = player.run()
    sys.exit(128 + end.signal if end.signal else 4 if end.reason == "device" else 0)


if __name__ == "__main__":
    main()
