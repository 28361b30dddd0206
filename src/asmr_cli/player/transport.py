"""The transport: plays, pauses, leaves, extends and ends one session on one line, by the clock."""

from collections.abc import Callable
from typing import NamedTuple

from asmr_cli.models import Session
from asmr_cli.models.command import Stop
from asmr_cli.models.status import State
from asmr_cli.player.clock import SessionClock
from asmr_cli.player.ending import LAST, Ending
from asmr_cli.player.line import BEFORE, SLACK
from asmr_cli.player.ports import AnyLine, Gain
from asmr_cli.types import RATE, Frames, Seconds, to_frames, to_seconds

HUSH: Frames = RATE // 2
"""A pause is silent after half a second."""

LEAVE: Frames = round(2.6 * RATE)
"""A soft stop: with the 0.4 s that the device holds for certain it is three seconds from the key to silence."""

SNAP: Frames = RATE // 20
"""A second stop: at once, but without a click."""

LATE: Seconds = 1.0
"""So long after its deadline a session is over, whatever the device still holds."""

SETTLE: Seconds = 0.6
"""What the device may hold, at the most, when a stop begins."""

LAG: Seconds = 2.0
"""A device so far behind the clock has stood still."""

NEAR: Seconds = 2 * LAST
"""So near its end a session is looked at more often, so that it ends on its deadline."""

ENOUGH: Seconds = 1.5
"""While the device has less than this, it gets more soon."""


class Leaving(NamedTuple):
    """On the way out: silent from the frame `silent`, over at the moment `latest` in any case."""

    stop: Stop
    silent: Frames
    latest: Seconds


class Pause(NamedTuple):
    """A pause that is on, or on its way."""

    silent: Frames | None
    """The frame from which on nothing is heard; None once it stands."""
    since: Seconds = 0.0
    """When it came to its stand."""
    taken_back: bool = False
    """Whether it is to end as soon as it stands."""


class Transport:
    """One session under way. Verbs act at the first frame that is not heard yet, and never step."""

    def __init__(
        self,
        session: Session,
        line: AnyLine,
        gain: Gain,
        now: Callable[[], Seconds],
        clock: SessionClock | None = None,
        exact: bool = False,
    ) -> None:
        """`clock`: one that runs where the first frames have been handed over already. `exact`: see Ending."""
        self.session = session
        self.line = line
        self.clock = clock or SessionClock(now)
        self.leaving: Leaving | None = None
        self._pause: Pause | None = None
        self._gain = gain
        self._now = now
        self._ending = Ending(session, line, gain, self.clock, exact)

    @property
    def state(self) -> State:
        if self._pause is not None and not self._pause.taken_back:
            return "paused"
        return "fading" if self.clock.elapsed >= self.session.fade_out.start else "playing"

    @property
    def elapsed(self) -> Seconds:
        return min(self.clock.elapsed, self.session.duration)

    @property
    def stood(self) -> Seconds:
        """How long the clock has stood still in the pause that is on."""
        return self._now() - self._pause.since if self._pause is not None and self._pause.silent is None else 0.0

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
        if self._pause is not None:
            self._settle(self._pause)
            return
        end = self._ending.end
        self.line.pump(end if self.leaving is None else min(end, self.leaving.silent))
        if self.clock.running:
            self._ending.keep(self.session)
        elif self.line.written > 0 or self.line.sink is None:
            self.clock.go(0.0)

    @property
    def calm(self) -> bool:
        """Whether it plays, and nothing is due soon but more of the same."""
        playing = self.clock.running and self._pause is None and self.leaving is None
        enough = self.line.written - self.line.heard() > to_frames(ENOUGH)
        return playing and enough and self.clock.elapsed < self.session.duration - NEAR

    def behind(self) -> bool:
        """Whether the device has stood still while the clock went on."""
        return self.clock.running and self._ending.lag() > to_frames(LAG)

    def over(self) -> bool:
        """Whether the session, or the way out of it, has come to its end."""
        if self.leaving is not None:
            done = self.line.sink is None or self.line.heard() >= self.leaving.silent + SNAP
            return done or self._now() >= self.leaving.latest
        if self.line.sink is None:
            return self.clock.elapsed >= self.session.duration
        late = self.clock.elapsed >= self.session.duration + LATE
        return late or self._ending.passed()

    def pause(self) -> bool:
        """Fade to a stand; False where that is so already, or on the way out."""
        if self.state == "paused" or self.leaving is not None:
            return False
        if self._pause is not None:
            self._pause = self._pause._replace(taken_back=False)
            return True
        at = self.line.at()
        self._pause = Pause(at + HUSH)
        self._gain.silence(at, HUSH)
        self.line.refresh()
        return True

    def resume(self) -> None:
        """Go on after a pause, with a fade-in. A pause on its way comes to its stand first: only out of silence can
        what follows be rendered for its fade-in."""
        if self._pause is not None and self._pause.silent is not None:
            self._pause = self._pause._replace(taken_back=True)
            return
        self._pause = None
        self.line.come_back(self.session)
        if self.line.sink:
            self.line.sink.go_on()
        self.clock.go(self.clock.elapsed)

    def stop(self, stop: Stop) -> None:
        """Three seconds to silence; at once the second time."""
        snap = stop.at_once or self.leaving is not None
        frames = SNAP if snap else LEAVE
        if self._pause is not None and self._pause.silent is not None:  # on its way: it goes on to its silence
            frames = min(frames, HUSH)
            self._pause = None
        elif self._pause is not None:
            frames = 0
        at = self.line.at()
        self._gain.silence(at, frames)
        self.line.refresh()
        first = self.leaving.stop if self.leaving else stop
        self.leaving = Leaving(first, at + frames, self._now() + to_seconds(frames) + (SETTLE if frames else 0.0))

    def volume(self, value: int) -> None:
        self._gain.set_volume(value, self.line.at())
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
        if self._pause is not None and self._pause.silent is not None:
            self._stand(self._pause, self.clock.elapsed)

    def mend(self) -> bool:
        """Come back with a fade-in where the clock is; False while that is not possible."""
        mended = self.line.mend(self.session, self.clock.due, audible=self._pause is None)
        if mended and self._pause is not None and self.line.sink:
            self.line.sink.hold()
        return mended

    def soften(self) -> None:
        """All stood still, and the sink goes on where it was: what comes next fades in."""
        if self._pause is not None or self.leaving is not None:
            return
        self._gain.silence(max(self.line.at() - BEFORE, 0), 1)
        self.line.come_back(self.session)
        self._ending.move(self.session)

    def finish(self) -> None:
        """The end has come: let go of the device, the clock stands; on the deadline where nobody asked to leave."""
        self.line.cut()
        self.clock.stop(self.elapsed if self.leaving is not None else self.session.duration)

    def again(self, session: Session) -> None:
        """After the end, once more: softly, with another end; `mend` opens the device."""
        self.prolong(session)
        self.clock.go(self.clock.elapsed)

    def _settle(self, pause: Pause) -> None:
        """Let a pause come to its stand; one that stands still looks after the device."""
        if pause.silent is None:
            if self.line.sink:
                self.line.sink.room()
            return
        self.line.pump(pause.silent)
        if self.line.sink is None or self.line.heard() >= pause.silent:
            if self.line.sink:
                self.line.sink.hold()
            self._stand(pause, max(to_seconds(self.line.at()), self.clock.elapsed))

    def _stand(self, pause: Pause, at: Seconds) -> None:
        self.clock.stop(at)
        self._pause = Pause(None, self._now())
        if pause.taken_back:
            self.resume()
