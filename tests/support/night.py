"""A player in a room that only a test's clock moves, and a script of what happens when."""

from collections import deque
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from asmr_cli.models import Breath, Clip, FadeOut, Phase, Segment, Session
from asmr_cli.models.command import Command, Extend, Peek, StillAwake
from asmr_cli.models.event import Event
from asmr_cli.models.status import Status
from asmr_cli.player.clock import SessionClock
from asmr_cli.player.line import Line
from asmr_cli.player.manner import End
from asmr_cli.player.player import Player
from asmr_cli.player.ports import Listeners
from asmr_cli.render.envelope import output_gain
from support.room import RATE, Device, Room, RoomLookout

LEVEL = np.float32(0.1)
FULL = round(0.1 * 32767)
"""What the steady mix is where the gain is 1."""


class SteadyMix:
    """The same sample for ever, so that what is heard is the gain itself."""

    level_lufs = -28.0

    def __init__(self) -> None:
        self.position = 0
        self.begun = 0
        self.returns: list[tuple[int, int]] = []
        """Where it was told to begin, and how long its fade-in is."""

    def read(self, frames: int) -> NDArray[np.float32]:
        self.position += frames
        return np.full((frames, 2), LEVEL, np.float32)

    def replan(self, session: Session, at: int | None = None) -> None:
        self.position = self.position if at is None else at

    def begin(self, session: Session, at: int, fade_in: int, heard: int) -> None:
        self.position = at
        self.returns.append((at, fade_in))


class Diary:
    """An observer that keeps all, with the moment."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.events: list[tuple[float, Event]] = []
        self.states: list[tuple[float, Status]] = []

    def event(self, event: Event) -> None:
        self.events.append((self._room.now, event))

    def status(self, status: Status) -> None:
        self.states.append((self._room.now, status))

    @property
    def names(self) -> list[str]:
        return [event.name for _, event in self.events]

    def when(self, name: str) -> float:
        return next(moment for moment, event in self.events if event.name == name)

    def data(self, name: str) -> dict[str, object]:
        return next(event.data for _, event in self.events if event.name == name)


def session_of(
    duration: float = 60.0, fade: float = 24.0, fade_in: float = 6.0, breath: Breath | None = None
) -> Session:
    def segment(lane: str, trigger: str, start: float, end: float) -> Segment:
        clip = Clip(f"{trigger}/a.opus", start, 0.0, end - start)
        return Segment(lane, trigger, (), start, end, 0.0, 0.0, 0.0, (clip,))

    quarter = duration / 4
    phases = (
        Phase("settle", 0.0, quarter),
        Phase("drift", quarter, 2.4 * quarter),
        Phase("away", 2.4 * quarter, duration),
    )
    segments = (segment("bed", "rain", 0.0, duration), segment("foreground", "paper", 0.0, 2 * quarter))
    fade_out = FadeOut(duration - fade, fade, "sone")
    return Session(duration, 7, "sleep", phases, segments, breath, fade_in, fade_out)


def longer(session: Session, command: Command, at: float) -> Session:
    """Re-planning as far as a steady mix needs it."""
    if not isinstance(command, Extend | StillAwake):
        return session
    more = command.seconds if isinstance(command, Extend) else 600.0
    duration = session.duration + more
    fade = min(session.fade_out.duration, 0.6 * (duration - at))
    segments = tuple(
        Segment(s.lane, s.trigger, s.tags, s.start, duration if s.lane == "bed" else s.end, 0.0, 0.0, 0.0, s.clips)
        for s in session.segments
    )
    phases = (*session.phases[:-1], Phase("away", session.phases[-1].start, duration))
    fade_out = FadeOut(duration - fade, fade, session.fade_out.curve)
    return Session(duration, 7, "sleep", phases, segments, session.breath, session.fade_in, fade_out)


class Night:
    """A player in a room, and a script: what happens at which moment of the wall's clock since the start."""

    def __init__(
        self,
        session: Session | None = None,
        peek: Callable[[Peek], None] = lambda peek: None,
        notice: Callable[[], str] = str,
        **options: object,
    ) -> None:
        self.room = Room()
        self.session = session or session_of()
        self.diary = Diary(self.room)
        self._there = True
        self._sleeps: deque[tuple[float, float]] = deque()
        self.script: deque[tuple[float, object]] = deque()
        self.began = self.room.now
        self.opening = 0.0
        """How long it takes to open a device that has come back."""
        self.gain = output_gain(self.session)
        self.mix = SteadyMix()
        self.line = line = Line(self.mix, self.gain, self._open)
        self.clock = SessionClock(lambda: self.room.now)
        usual: dict[str, object] = {"replan": longer, "lookout": RoomLookout(self.room)}
        listeners = Listeners((self.diary,), peek, notice)
        self.player = Player(self.session, line, inbox=self, listeners=listeners, clock=self.clock, **usual | options)

    longer = staticmethod(longer)

    def _open(self, first: int) -> Device:
        if first > 0 and self.room.there:
            self.room.pass_time(self.opening)
        return Device(self.room, self._encode, first)

    def _encode(self, block: NDArray[np.float32], first: int) -> NDArray[np.int16]:
        gains = self.gain.gains(first, len(block))
        return np.rint(block * gains * 32767).astype(np.int16)

    def commands(self) -> Iterator[Command]:
        while self.script and self.script[0][0] <= self.room.now - self.began:
            _, what = self.script.popleft()
            if callable(what):
                what()
            else:
                yield what

    def wait(self, seconds: float) -> None:
        """A device that goes ends it."""
        gone = self._there and not self.room.there
        self._there = self.room.there
        self.room.pass_time(0.0 if gone else seconds)
        while self._sleeps and self._sleeps[0][0] <= self.room.now - self.began:
            self.room.jump(self._sleeps.popleft()[1])

    def sleep(self, moment: float, seconds: float) -> "Night":
        """The machine sleeps for so long, at a moment in which the player waits."""
        self._sleeps.append((moment, seconds))
        return self

    def at(self, moment: float, what: object) -> "Night":
        self.script.append((moment, what))
        return self

    def run(self) -> End:
        end = self.player.run()
        self.room.pass_time(1.0)
        return end

    def level(self, moment: float) -> float:
        """Amplitude that is heard at a moment since the start, 1 where the gain is 1."""
        return float(self.room.ear[round(moment * RATE)]) / FULL

    def last(self) -> float:
        """The moment of the last sample that is not 0."""
        return float(np.flatnonzero(self.room.ear)[-1]) / RATE

    def steepest(self) -> int:
        """The largest step from one sample to the next."""
        return int(np.abs(np.diff(self.room.ear.astype(int))).max())
