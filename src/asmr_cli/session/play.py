"""A session under way: begins to sound, plays, and says how it ended."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from asmr_cli.control.inbox import Inbox, Source
from asmr_cli.errors import NoDevice
from asmr_cli.models import Session
from asmr_cli.models.command import Command
from asmr_cli.models.status import Status
from asmr_cli.player.clock import SessionClock
from asmr_cli.player.ports import Listeners, Observer
from asmr_cli.session import outlet
from asmr_cli.session.care import Care
from asmr_cli.session.tonight import Tonight, is_alone
from asmr_cli.sink.clock import wall
from asmr_cli.types import Seconds

if TYPE_CHECKING:
    from asmr_cli.player.manner import End, Manner
    from asmr_cli.player.player import Player
    from asmr_cli.ui.display import Display

OnPlan: TypeAlias = Callable[[Session, Seconds], None]
"""Told of another plan, and of the moment from which on it holds."""

GRACE: Seconds = 120.0
"""Seconds after the end in which a key starts again softly."""


class Wishes(NamedTuple):
    """How a session is played, beside what it is."""

    volume: int = 100
    silent: bool = False
    device: str | None = None
    to: str | None = None
    """A FIFO, or `-` for stdout, instead of a device."""
    on_lost: Literal["wait", "stop"] = "wait"
    grace: Seconds = 0.0
    asked: Seconds | None = None
    """`--until`: the moment, on `sink.clock`, at which it was so long to the end; that stays where it is."""

    def without_sound(self) -> "Wishes":
        """The same evening to look at only."""
        return self._replace(silent=True)


def keys_without_meaning(session: Session) -> str:
    """Where nothing can be planned anew there is no more time to ask for; the breath alone is no sound to love."""
    return "" if not is_alone(session) else "e" if session.segments else "enxul"


class Evening:
    """One session and the line it plays on. Make it before all else: that is when a missing device is noticed, and when
    the first block begins to play on one. Player, keys, display and history are made while it sounds."""

    def __init__(self, tonight: Tonight, session: Session, wishes: Wishes) -> None:
        """Raises NoDevice, CannotWrite, UsageError."""
        self._tonight = tonight
        self._wishes = wishes
        self.session = session
        """The plan as it is now, after what was asked under way."""
        self._line, self._speaker = _outlet(tonight, session, wishes)
        self._clock = SessionClock(wall)
        if wishes.asked is not None:
            self._clock.go(wall() - wishes.asked)
        elif self._line.written > 0:
            self._clock.go(0.0)
        self._player: Player | None = None

    @property
    def silent(self) -> bool:
        """Whether nothing is heard, by wish or for want of a device."""
        return self._wishes.silent

    def play(
        self,
        sources: Sequence[Source],
        screen: "Display",
        observers: Sequence[Observer] = (),
        notice: Callable[[], str] = str,
        on_plan: OnPlan = lambda session, at: None,
    ) -> "End":
        """Play to the end. The display is closed in every case.

        `notice` is a line for it that is not the player's."""
        from asmr_cli.player.player import Player

        speaker = self._speaker
        inbox = Inbox(*sources, Care(self._line), *((speaker.bell,) if speaker else ()))
        self._player = Player(
            self.session,
            self._line,
            replan=partial(self._replan, on_plan),
            inbox=inbox,
            listeners=Listeners((screen, *observers), lambda peek: screen.peek(peek.keys), notice),
            lookout=speaker.lookout if speaker else None,
            manner=self._manner(),
            clock=self._clock,
        )
        screen.open()
        try:
            return self._player.run()
        finally:
            screen.close()

    def status(self) -> Status | None:
        """The session as it is now, None before it plays."""
        return self._player.status() if self._player else None

    @property
    def refusal(self) -> str:
        """Why the last command was not carried out."""
        return self._player.refusal if self._player else ""

    def _replan(self, on_plan: OnPlan, session: Session, command: Command, at: Seconds) -> Session:
        self.session = self._tonight.replan(session, command, at)
        on_plan(self.session, at)
        return self.session

    def _manner(self) -> "Manner":
        from asmr_cli.player.manner import Manner

        wishes = self._wishes
        shorten = self._tonight.shorten if wishes.asked is not None else None
        return Manner(wishes.on_lost, wishes.grace, wishes.volume, shorten)


def _outlet(tonight: Tonight, session: Session, wishes: Wishes) -> outlet.Outlet:
    if wishes.silent:
        return outlet.silence(tonight, session)
    if wishes.to is not None:
        return outlet.pipe(tonight, session, wishes.volume, wishes.to)
    return outlet.device(tonight, session, wishes.volume, wishes.device)


def exit_code(end: "End") -> int:
    """The process's exit code for how a session ended."""
    if end.reason == "signal" and end.signal is not None:
        return 128 + end.signal
    return {"deadline": 0, "stopped": 0, "device": NoDevice.exit_code, "error": 1, "signal": 1}[end.reason]
