"""The device of a session under way: it is handed frames, lost where it goes or has stood still, and come back to."""

from typing import Literal

from asmr_cli.player.clock import SessionClock
from asmr_cli.player.news import News
from asmr_cli.player.ports import Lookout
from asmr_cli.player.transport import Transport
from asmr_cli.sink.protocol import Awoken, DeviceLost
from asmr_cli.types import Seconds

SELDOM: Seconds = 1.0
"""So long lies between looks at what changes slowly."""


class Watch:
    """Looks after the device, where a look-out says that it is one."""

    def __init__(
        self,
        transport: Transport,
        news: News,
        clock: SessionClock,
        lookout: Lookout | None,
        on_lost: Literal["wait", "stop"],
    ) -> None:
        self.given_up = False
        """Whether the device has gone, and the session is to end then."""
        self._transport = transport
        self._news = news
        self._now = clock.now
        self._lookout = lookout
        self._on_lost = on_lost
        self._lost = False
        self._look_at = clock.now()

    @property
    def playing(self) -> bool:
        """Whether there is a device, and it plays."""
        return self._lookout is not None and not self._lost

    def turn(self) -> None:
        """Hand frames over; come back to a device that was lost and is there again."""
        try:
            self._transport.pump()
        except Awoken:
            self._lose("stood still")
        except DeviceLost:
            self._lose("gone")
        if self._lookout is not None and self._now() >= self._look_at:
            self._look_at = self._now() + SELDOM
            if self._transport.behind():
                self._lose("stood still")
        if self._lost and (self._lookout is None or self._lookout.found()) and self._transport.mend():
            self._lost = False
            self.close()
            self._news.emit("device_back", device=self._transport.line.name)

    def awoken(self) -> None:
        """All has stood still. Nothing of what waits in a device may be heard; a pipe cannot be taken back and is not
        let go of, or its reader would leave."""
        if self._transport.line.sink is None:
            return
        if self._lookout is not None:
            self._lose("stood still")
        else:
            self._transport.soften()

    def seek(self) -> None:
        """It was let go of, and is wanted again."""
        self._lost = True

    def close(self) -> None:
        """Look for it no more."""
        if self._lookout:
            self._lookout.close()

    def _lose(self, cause: Literal["gone", "stood still"]) -> None:
        if self._transport.line.sink:  # first of all: to tell it takes a moment, and to let go of it a longer one
            self._transport.line.sink.hold()
        self._news.emit("device_lost", device=self._transport.line.name, cause=cause)
        self._transport.lose()
        self._lost = True
        self.given_up = self.given_up or (cause == "gone" and self._on_lost == "stop")
