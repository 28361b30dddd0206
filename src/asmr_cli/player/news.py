"""What listeners are told: events as they happen, what the plan lets happen by now, a Status now and then."""

from collections.abc import Callable
from typing import Any

from asmr_cli.models.event import Event, EventName
from asmr_cli.models.status import Status
from asmr_cli.player.moments import Coming
from asmr_cli.player.ports import Listeners
from asmr_cli.player.transport import Transport
from asmr_cli.types import Seconds

TOLD: Seconds = 0.4
"""A Status for displays so often: they know by themselves how time goes on."""

NOTICE: Seconds = 5.0
"""How long a line of the player's stays."""


class News:
    """Of one session, to all who listen."""

    def __init__(self, transport: Transport, listeners: Listeners, now: Callable[[], Seconds]) -> None:
        self._transport = transport
        self._listeners = listeners
        self._now = now
        self._said = ("", 0.0)
        self._upto: Seconds = -1.0
        """What the plan lets happen until then has been told."""
        self._due = now()
        self._read = ""
        """The line of the last Status."""
        self._coming = Coming()

    @property
    def notice(self) -> str:
        """The line for displays: a question that waits for its answer, else what was said a moment ago."""
        text, since = self._said
        return self._listeners.notice() or (text if self._now() - since < NOTICE else "")

    def say(self, text: str) -> None:
        """A line of the player's own."""
        self._said = (text, self._now())

    def emit(self, name: EventName, **data: Any) -> None:
        """Something has happened."""
        self._hand_out(Event(name, self._transport.elapsed, data))

    def planned(self) -> None:
        """What is about to be played."""
        session = self._transport.session
        told = {"duration": session.duration, "seed": session.seed, "preset": session.preset}
        self._hand_out(Event("planned", 0.0, told))

    def catch_up(self) -> None:
        """What the plan lets happen by now."""
        if not self._transport.clock.running:
            return
        if self._upto < 0:
            self._hand_out(Event("started", 0.0, {"device": self._transport.line.name}))
        upto = self._transport.elapsed
        for event in self._coming.upto(self._transport.session, self._upto, upto):
            self._hand_out(event)
        self._upto = upto

    def hurry(self) -> None:
        """Something was asked for: the next Status is told in this turn."""
        self._due = self._now()

    def tell(self, status: Callable[[], Status]) -> None:
        """A Status, if it is time for one, or for another line: a key may have been answered with a question."""
        if self._now() >= self._due or self.notice != self._read:
            self._due = self._now() + TOLD
            made = status()
            self._read = made.notice
            for observer in self._listeners.observers:
                observer.status(made)

    def _hand_out(self, event: Event) -> None:
        for observer in self._listeners.observers:
            observer.event(event)
