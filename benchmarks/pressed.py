"""A whole evening in a simulated world: the real player, mix, keys and socket, and a list of what happens when."""

import contextlib
import json
import os
import random
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from heard import Ear
from simulated import Gains, Happening, World, opener

from asmr_cli.control.address import SOCKET
from asmr_cli.control.inbox import Inbox
from asmr_cli.control.keys import Keys
from asmr_cli.control.server import Server
from asmr_cli.control.wire import request
from asmr_cli.models import Session
from asmr_cli.models.command import Command, Extend, StillAwake
from asmr_cli.models.event import Event
from asmr_cli.models.status import State, Status
from asmr_cli.player.clock import SessionClock
from asmr_cli.player.line import Line
from asmr_cli.player.manner import End, Manner
from asmr_cli.player.player import Player
from asmr_cli.player.ports import Listeners
from asmr_cli.render.mix import Mix
from asmr_cli.types import Frames

Verb = Literal["status", "stop", "pause", "resume", "skip", "extend", "volume"]


@dataclass(frozen=True)
class Press:
    """Bytes from the terminal."""

    keys: bytes


@dataclass(frozen=True)
class Ask:
    """A request from another shell."""

    verb: Verb
    fields: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Happen:
    what: Happening
    seconds: float = 0.0


Deed = Press | Ask | Happen
Script = list[tuple[float, Deed]]
"""Moments since the first frame, in order."""

Replan = Callable[[Session, Command, float], Session]


def script_of(seed: int, span: float, calm: float = 1.0) -> Script:
    """What a restless night is made of: single deeds, and bursts of them. The device is back before the end of it."""
    rng = random.Random(f"night {seed}")
    script: Script = []
    moment = rng.uniform(0.0, 10.0)
    gone = False
    while moment < span:
        deed = _deed(rng, gone)
        if isinstance(deed, Happen) and deed.what in ("gone", "back"):
            gone = deed.what == "gone"
        script.append((moment, deed))
        moment += rng.uniform(0.05, 1.5) if rng.random() < 0.4 else rng.expovariate(1 / (9.0 * calm))
    return [*script, (moment + 1.0, Happen("back")), (moment + 2.0, Ask("resume"))]


def _deed(rng: random.Random, gone: bool) -> Deed:
    if gone and rng.random() < 0.5:
        return Happen("back")
    kind = rng.random()
    if kind < 0.55:
        keys = (b" ", b" ", b"k", b"+", b"-", b"--", b"n", b"n", b"u", b"l", b"x", b"?", b"\x1b[A", b"asdfghjkl", b"e")
        return Press(rng.choice(keys))
    if kind < 0.85:
        asks = (
            *(Ask(verb) for verb in ("pause", "resume", "resume", "skip", "status")),
            Ask("extend", {"seconds": float(rng.randrange(60, 900))}),
            Ask("volume", {"value": float(rng.randrange(1, 101))}),
        )
        return rng.choice(asks)
    happenings = (Happen("gone"), Happen("asleep", rng.uniform(0.5, 40.0)), Happen("busy", rng.uniform(0.2, 2.5)))
    return rng.choice(happenings)


class Diary:
    """All that was told: statuses, events and the socket's answers, with their moments."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.statuses: list[tuple[float, Status]] = []
        self.events: list[tuple[float, Event]] = []
        self.answers: list[tuple[float, Verb, dict[str, Any]]] = []

    def event(self, event: Event) -> None:
        self.events.append((self._world.now, event))

    def status(self, status: Status) -> None:
        self.statuses.append((self._world.now, status))

    def named(self, name: str) -> list[tuple[float, Event]]:
        return [(moment, event) for moment, event in self.events if event.name == name]


class Evening:
    """One session, its world and everybody who presses something."""

    def __init__(
        self,
        session: Session,
        mix: Callable[[Session, Frames], Mix],
        replan: Replan,
        script: Script,
        folder: Path,
        ear: Ear | None = None,
        pace: float = 1.0,
        manner: Manner = Manner(),  # noqa: B008 - frozen
        hurry: float = 10.0,
    ) -> None:
        """`folder`: for the socket. `hurry`: ten more minutes are as many times shorter, so that a test can wait."""
        self.world = World(ear or Ear(), pace)
        self.world.ear._mark = self._mark
        self.gains = Gains(session, manner.volume)
        self.session = session
        self.diary = Diary(self.world)
        self._hurry = hurry
        self._wish = replan
        self._script = list(script)
        self._began = self.world.now
        self._folder = folder
        self._keyboard, self._fingers = os.pipe()
        self._terminal = os.fdopen(self._keyboard, "rb", buffering=0)
        self._server = Server(folder, self._status, lambda: self.player.refusal, self._clock)
        self._clients: list[tuple[socket.socket, Verb]] = []
        self.troubles: list[str] = []
        """Sounds that turned out to be damaged."""
        keys = Keys(self._terminal, self._state, self._clock)
        self.commands = Inbox(keys, self._server).commands
        line = Line(mix(session, 0), self.gains, opener(self.world, self.gains, session.seed))
        self.player = Player(
            session, line, replan=self._replan, inbox=self,
            listeners=Listeners((self.diary,), notice=keys.notice), lookout=self.world, manner=manner,
            clock=SessionClock(self._clock),
        )  # fmt: skip

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._server.__exit__()
        for client, _verb in self._clients:
            client.close()
        self._terminal.close()
        os.close(self._fingers)

    def play(self) -> End:
        """To the end, and a second of the silence after it."""
        end = self.player.run()
        self.world.wait(1.0)
        return end

    def _clock(self) -> float:
        return self.world.now

    def _status(self) -> Status:
        return self.player.status()

    def _state(self) -> State:
        return self.player.status().state

    def _mark(self) -> str:
        return self._state()

    def _replan(self, session: Session, command: Command, at: float) -> Session:
        if isinstance(command, Extend | StillAwake):
            command = Extend((command.seconds if isinstance(command, Extend) else 600.0) / self._hurry)
        self.session = self._wish(session, command, at)
        return self.session

    def wait(self, seconds: float) -> None:
        self._collect()
        self.world.wait(seconds)
        while self._script and self._script[0][0] <= self.world.now - self._began:
            self._do(self._script.pop(0)[1])

    def _do(self, deed: Deed) -> None:
        match deed:
            case Press(keys):
                os.write(self._fingers, keys)
            case Ask(verb, fields):
                client = socket.socket(socket.AF_UNIX)
                client.connect(str(self._folder / SOCKET))
                client.setblocking(False)
                client.sendall(request(verb, **fields))
                self._clients.append((client, verb))
            case Happen(what, seconds):
                self.world.happen(what, seconds)

    def _collect(self) -> None:
        """Answers come in the turn in which one asked."""
        clients, self._clients = self._clients, []
        for client, verb in clients:
            answer = b""
            with contextlib.suppress(BlockingIOError):  # no answer: it is then missing from the diary
                answer = client.recv(1 << 16)
            client.close()
            if answer:
                self.diary.answers.append((self.world.now, verb, json.loads(answer)))
