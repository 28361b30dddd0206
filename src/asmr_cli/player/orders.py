"""What a session is told, carried out: one verb of the transport for each command, and an event that says so."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, TypeAlias

from asmr_cli.models import Session
from asmr_cli.models.command import (
    Command,
    Extend,
    Instead,
    Louder,
    Love,
    Never,
    Pause,
    Peek,
    Resume,
    Skip,
    StillAwake,
    Stop,
    Undo,
    Volume,
)
from asmr_cli.models.event import EventName
from asmr_cli.models.status import playing_at
from asmr_cli.player.manner import Manner, step
from asmr_cli.player.transport import Transport
from asmr_cli.types import Seconds

Replan: TypeAlias = Callable[[Session, Command, Seconds], Session]
"""(session, command, moment) → the plan from that moment on. Raises AsmrError where a wish cannot be met."""


SAID: Final[Mapping[type, str]] = {
    Skip: "not this; u undoes",
    Never: "never; u undoes",
    Love: "loved",
}
"""What cannot be heard at once, or not at all, is said; it fits on the smallest screen."""


class Emit(Protocol):
    """Tells observers of an event."""

    def __call__(self, name: EventName, **data: Any) -> None: ...


class Orders:
    """Carries commands out; what `replan` raises comes through."""

    def __init__(
        self, transport: Transport, replan: Replan, manner: Manner, peek: Callable[[Peek], None], emit: Emit
    ) -> None:
        self.volume = manner.volume
        """The user's, 1 to 100."""
        self._transport = transport
        self._replan = replan
        self._shorten = manner.shorten
        self._peek = peek
        self._emit = emit

    def obey(self, command: Command) -> None:
        """A command while the session lasts."""
        match command:
            case Stop():
                self._transport.stop(command)
            case Pause():
                if self._transport.pause():
                    self._emit("paused")
            case Resume():
                self._resume()
            case Volume(value):
                self._set_volume(value)
            case Louder(steps):
                self._set_volume(step(self.volume, steps))
            case Skip() | Never():
                self._skip(command)
            case Extend() | StillAwake():
                self._extend(command)
            case Instead():
                self._transport.prolong(self._replan(self._transport.session, command, self._transport.ahead()))
            case Love() | Undo():
                self._transport.session = self._replan(self._transport.session, command, self._transport.elapsed)
            case Peek():
                self._peek(command)

    def once_more(self, command: Extend | StillAwake) -> None:
        """The session has ended and goes on, from its end."""
        transport = self._transport
        before = transport.session.duration
        session = self._replan(transport.session, command, before)
        self._emit("extended", seconds=session.duration - before)
        transport.again(session)

    def _resume(self) -> None:
        transport = self._transport
        if transport.state != "paused":
            return
        stood = transport.stood
        if self._shorten is not None and stood > 0:
            ahead = transport.ahead()
            end = max(transport.session.duration - stood, ahead)
            transport.prolong(self._shorten(transport.session, ahead, end))
        transport.resume()
        self._emit("resumed")

    def _set_volume(self, value: int) -> None:
        self.volume = min(max(value, 1), 100)
        self._transport.volume(self.volume)
        self._emit("volume", volume=self.volume)

    def _skip(self, command: Skip | Never) -> None:
        transport = self._transport
        at = transport.reach()
        left = [sounding.trigger for sounding in playing_at(transport.session, at)]
        transport.leave_sound(self._replan(transport.session, command, at))
        self._emit("skipped", trigger=left[-1] if left else None, never=isinstance(command, Never))
        if left and not transport.session.segments:  # a preview: nothing else is to come
            transport.stop(Stop())

    def _extend(self, command: Extend | StillAwake) -> None:
        transport = self._transport
        session = self._replan(transport.session, command, transport.ahead())
        seconds = session.duration - transport.session.duration
        transport.prolong(session)
        self._emit("extended", seconds=seconds)
