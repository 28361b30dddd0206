"""The way out of a session: three seconds to silence, at once the second time."""

from asmr_cli.models.command import Stop
from asmr_cli.player.clock import SessionClock
from asmr_cli.player.pausing import HUSH, Pausing
from asmr_cli.player.ports import AnyLine
from asmr_cli.types import RATE, Frames, Seconds, to_seconds

LEAVE: Frames = round(2.6 * RATE)
"""A soft stop: with the 0.4 s that the device holds for certain it is three seconds from the key to silence."""

SNAP: Frames = RATE // 20
"""A second stop: at once, but without a click."""

SETTLE: Seconds = 0.6
"""What the device may hold, at the most, when a stop begins."""


class Leaving:
    """Whether somebody asked to leave, and how far that is."""

    def __init__(self, line: AnyLine, clock: SessionClock) -> None:
        self.asked: Stop | None = None
        """The first wish to leave."""
        self._line = line
        self._clock = clock
        self._silent: Frames = 0
        self._latest: Seconds = 0.0

    def begin(self, stop: Stop, pausing: Pausing) -> None:
        """Leave from the first frame on that is not heard yet; out of a pause with what is left of its fade."""
        frames = SNAP if stop.at_once or self.asked else LEAVE
        if pausing.falling:  # it goes on to its silence
            frames = min(frames, HUSH)
            pausing.end()
        elif pausing.on:
            frames = 0
        at = self._line.at()
        self._line.gain.silence(at, frames)
        self._line.refresh()
        self.asked = self.asked or stop
        self._silent = at + frames
        self._latest = self._clock.now() + to_seconds(frames) + (SETTLE if frames else 0.0)

    def last(self, end: Frames) -> Frames:
        """The frame that is handed over last, where the session itself ends at `end`."""
        return min(end, self._silent) if self.asked else end

    def over(self) -> bool:
        """Whether it is silent, or has taken as long as it may."""
        heard = self._line.sink is None or self._line.heard() >= self._silent + SNAP
        return heard or self._clock.now() >= self._latest
