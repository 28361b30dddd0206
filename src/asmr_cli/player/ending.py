"""The end of a session: its fade is kept on the deadline, where a device runs behind the clock or ahead of it."""

from asmr_cli.models import Curve, Session
from asmr_cli.player.clock import SessionClock
from asmr_cli.player.ports import AnyLine
from asmr_cli.types import RATE, Frames, Seconds, to_frames, to_seconds

DRIFT: Frames = RATE // 4
"""The fade is moved for a larger difference between device and clock than this; below it samples stay as planned. One
that was moved follows for half of it."""

EXACT: Frames = RATE // 20
"""The same where the end is a time of day: what a device holds, and what a start takes, would be late there."""

EARLY: Seconds = 1.0
"""So long before the fade, or before nothing is moved any more, the difference is looked at first."""

LAST: Seconds = 5.0
"""So near its end the fade stays as it is."""

LATEST: Seconds = 1.0
"""The same after a loss: how far behind a device is that has come back shows only once it plays."""

HELD: Frames = RATE // 2
"""Silence after the last sample, before the device is closed: the 0.2 s of its way to the ear, and 0.3 s more."""


class Ending:
    """From which frame to which the fade goes, by the device that plays it."""

    def __init__(self, session: Session, line: AnyLine, clock: SessionClock, exact: bool = False) -> None:
        """`exact`: it ends at a time of day."""
        self.end: Frames = to_frames(session.duration)
        """The frame that is the last."""
        self._fade = to_frames(session.fade_out.start)
        self._line = line
        self._clock = clock
        self._drift = EXACT if exact else DRIFT
        self._last = LAST

    def lag(self) -> Frames:
        """How far the device is behind the clock."""
        return self._clock.due - self._line.heard() if self._line.sink else 0

    def passed(self) -> bool:
        """Whether the last frame has been heard, and the silence behind it."""
        heard = self._line.written >= self.end and self._line.heard() >= self.end
        return heard and self._clock.elapsed >= to_seconds(self.end + HELD)

    def plan(self, session: Session) -> None:
        """Another plan, with another end."""
        self._aim(to_frames(session.fade_out.start), to_frames(session.duration), session.fade_out.curve)

    def keep(self, session: Session) -> None:
        """From shortly before the fade on: move it by what the device has drifted, so that it ends on the deadline."""
        last = session.duration - self._last
        if not min(session.fade_out.start, last) - EARLY <= self._clock.elapsed <= last:
            return
        self.move(session, self._drift if self.end == to_frames(session.duration) else DRIFT // 2)

    def come_back(self, session: Session) -> None:
        """The device has, which takes half a second on a busy machine: perhaps nobody looks any more."""
        self._last = LATEST
        if session.duration - self._clock.elapsed < LAST:
            self.move(session)

    def move(self, session: Session, drift: Frames = DRIFT) -> None:
        """Move the fade where the difference is larger than `drift`."""
        at = self._line.at()
        end = max(to_frames(session.duration) - self.lag(), at + 1)
        if abs(end - self.end) > drift:
            self._aim(end - self._left(at, end), end, session.fade_out.curve)

    def _left(self, at: Frames, end: Frames) -> Frames:
        """How long the fade is, counted from its own beginning, if it ends at `end`."""
        length = self.end - self._fade
        if at <= self._fade:
            return min(length, end - at)
        # How far it has come stays as it is: what is left of it becomes longer or shorter, and nothing steps.
        return max((end - at) * length // max(self.end - at, 1), 1)

    def _aim(self, start: Frames, end: Frames, curve: Curve) -> None:
        """Fade so from now on."""
        self._fade, self.end = start, end
        # While a device is lost the fade has gone on: where it is by now is where it may come back from.
        at = self._line.at() if self._line.sink else max(self._line.at(), self._clock.due)
        self._line.gain.set_fade(at, start, end - start, curve)
        self._line.refresh()
