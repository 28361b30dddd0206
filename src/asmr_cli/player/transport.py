"""The transport: plays, pauses, leaves, extends and ends one session on one line, by the clock."""

from asmr_cli.models import Session
from asmr_cli.models.command import Stop
from asmr_cli.models.status import State
from asmr_cli.player.clock import SessionClock
from asmr_cli.player.ending import LAST, Ending
from asmr_cli.player.leaving import Leaving
from asmr_cli.player.line import BEFORE, SLACK
from asmr_cli.player.pausing import Pausing
from asmr_cli.player.ports import AnyLine
from asmr_cli.types import Seconds, to_frames, to_seconds

LATE: Seconds = 1.0
"""So long after its deadline a session is over, whatever the device still holds."""

LAG: Seconds = 2.0
"""A device so far behind the clock has stood still."""

NEAR: Seconds = 2 * LAST
"""So near its end a session is looked at more often, so that it ends on its deadline."""

ENOUGH: Seconds = 1.5
"""While the device has less than this, it gets more soon."""


class Transport:
    """One session under way. Verbs act at the first frame that is not heard yet, and never step."""

    def __init__(self, session: Session, line: AnyLine, clock: SessionClock, exact: bool = False) -> None:
        """`clock`: it runs where the first frames have been handed over already. `exact`: see Ending."""
        self.session = session
        self.line = line
        self.clock = clock
        self._pausing = Pausing(line, clock)
        self._leaving = Leaving(line, clock)
        self._ending = Ending(session, line, clock, exact)

    @property
    def state(self) -> State:
        if self._pausing.wanted:
            return "paused"
        return "fading" if self.clock.elapsed >= self.session.fade_out.start else "playing"

    @property
    def leaving(self) -> Stop | None:
        """The first wish to leave; None while nobody has any."""
        return self._leaving.asked

    @property
    def elapsed(self) -> Seconds:
        return min(self.clock.elapsed, self.session.duration)

    @property
    def stood(self) -> Seconds:
        """How long the clock has stood still in the pause that is on."""
        return self._pausing.stood

    def reach(self) -> Seconds:
        """The first moment that a new plan can still change at once."""
        line = self.line
        return to_seconds(min(line.at() + SLACK, line.written) if line.sink else self.clock.due)

    def ahead(self) -> Seconds:
        """The first moment that can be planned anew while all goes on; in the fade nothing begins any more."""
        at = to_seconds(max(self.line.written, self.clock.due))
        begun = to_seconds(self.line.begun)
        return max(at, begun) if begun <= self.session.fade_out.start else at

    def pump(self) -> None:
        """Hand frames over, and look after the pause. Raises DeviceLost."""
        if self._pausing.on:
            if self._pausing.settle():
                self.resume()
            return
        self.line.pump(self._leaving.last(self._ending.end))
        if self.clock.running:
            self._ending.keep(self.session)
        elif self.line.written > 0 or self.line.sink is None:
            self.clock.go(0.0)

    @property
    def calm(self) -> bool:
        """Whether it plays, and nothing is due soon but more of the same."""
        playing = self.clock.running and not self._pausing.on and not self.leaving
        enough = self.line.written - self.line.heard() > to_frames(ENOUGH)
        return playing and enough and self.clock.elapsed < self.session.duration - NEAR

    def behind(self) -> bool:
        """Whether the device has stood still while the clock went on."""
        return self.clock.running and self._ending.lag() > to_frames(LAG)

    def over(self) -> bool:
        """Whether the session, or the way out of it, has come to its end."""
        if self.leaving:
            return self._leaving.over()
        if self.line.sink is None:
            return self.clock.elapsed >= self.session.duration
        late = self.clock.elapsed >= self.session.duration + LATE
        return late or self._ending.passed()

    def pause(self) -> bool:
        """Fade to a stand; False where that is so already, or on the way out."""
        if self.state == "paused" or self.leaving:
            return False
        self._pausing.begin()
        return True

    def resume(self) -> None:
        """Go on after a pause, with a fade-in; one on its way comes to its stand first."""
        if self._pausing.falling:
            self._pausing.take_back()
            return
        self._pausing.end()
        self.line.come_back(self.session)
        if self.line.sink:
            self.line.sink.go_on()
        self.clock.go(self.clock.elapsed)

    def stop(self, stop: Stop) -> None:
        """Three seconds to silence; at once the second time."""
        self._leaving.begin(stop, self._pausing)

    def volume(self, value: int) -> None:
        self.line.gain.set_volume(value, self.line.at())
        self.line.refresh()

    def leave_sound(self, session: Session) -> None:
        """Another plan, at once: what plays and is not in it is left."""
        self.session = session
        self.line.replan(session)

    def prolong(self, session: Session) -> None:
        """Another plan for what lies ahead, with another end."""
        self.session = session
        self.line.prolong(session)
        self._ending.plan(session)

    def lose(self) -> None:
        """The device is gone: silence from now on."""
        self.line.cut()
        if self._pausing.falling and self._pausing.stand(self.clock.elapsed):
            self.resume()

    def mend(self) -> bool:
        """Come back with a fade-in where the clock is; False while that is not possible."""
        mended = self.line.mend(self.session, self.clock.due, audible=not self._pausing.on)
        if mended and self._pausing.on and self.line.sink:
            self.line.sink.hold()
        elif mended:
            self._ending.come_back(self.session)
        return mended

    def soften(self) -> None:
        """All stood still, and the sink goes on where it was: what comes next fades in."""
        if self._pausing.on or self.leaving:
            return
        self.line.gain.silence(max(self.line.at() - BEFORE, 0), 1)
        self.line.come_back(self.session)
        self._ending.move(self.session)

    def finish(self) -> None:
        """The end has come: let go of the device, the clock stands; on the deadline where nobody asked to leave."""
        self.line.cut()
        self._pausing.end()  # one that was asked for in the last half second: nothing is left to stand still
        self.clock.stop(self.elapsed if self.leaving else self.session.duration)

    def again(self, session: Session) -> None:
        """After the end, once more: softly, with another end; `mend` opens the device."""
        self.prolong(session)
        self.clock.go(self.clock.elapsed)
