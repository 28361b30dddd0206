"""The player: turns of one thread, in each of which sound is handed over, commands are taken and news are told."""

from asmr_cli.errors import AsmrError
from asmr_cli.models import Session
from asmr_cli.models.command import Command, Extend, Louder, Resume, StillAwake, Stop, Volume
from asmr_cli.models.status import Status
from asmr_cli.player.clock import SessionClock
from asmr_cli.player.manner import DEFAULT, End, Manner
from asmr_cli.player.news import News
from asmr_cli.player.orders import SAID, Orders, Replan
from asmr_cli.player.picture import Sounding, picture
from asmr_cli.player.ports import AnyLine, Inbox, Listeners, Lookout
from asmr_cli.player.still import StillLine
from asmr_cli.player.transport import Transport
from asmr_cli.player.watch import Watch
from asmr_cli.types import Seconds, to_frames

TICK: Seconds = 0.08
"""A turn while something is under way; keys, the socket and a device that goes end the wait at once."""

CALM: Seconds = 1.0
"""A turn while a device plays: each wakes the process from its sleep, which costs about 0.3 ms of CPU."""

STOOD: Seconds = 1.0
"""A wait that takes so much longer than asked: the process or the machine stood still."""


class Player:
    """One session, from the first frame to the end of the grace. Listeners hear of it; commands change it."""

    def __init__(
        self,
        session: Session,
        line: AnyLine,
        *,
        replan: Replan,
        inbox: Inbox,
        listeners: Listeners = Listeners(),  # noqa: B008 - frozen
        lookout: Lookout | None = None,
        manner: Manner = DEFAULT,
        clock: SessionClock,
    ) -> None:
        """`clock`: see Transport."""
        self._transport = Transport(session, line, clock, exact=manner.shorten is not None)
        self._news = News(self._transport, listeners, clock.now)
        self._orders = Orders(self._transport, replan, manner, listeners.peek, self._news.emit)
        self._inbox = inbox
        self._watch = Watch(self._transport, self._news, clock, lookout, manner.on_lost)
        self._manner = manner
        self._now = clock.now
        self._grace: Seconds | None = None
        self._end: End | None = None
        self.refusal = ""
        """Why the last command was not carried out; empty when it was."""

    def run(self) -> End:
        """Play to the end; the device is let go of in every case."""
        try:
            self._news.planned()
            while self._end is None:
                self._turn()
        except BaseException:
            self._news.emit("ended", reason="error")
            raise
        finally:
            self._transport.line.cut()
            self._watch.close()
        extra = {"signal": self._end.signal} if self._end.reason == "signal" else {}
        self._news.emit("ended", reason=self._end.reason, **extra)
        return self._end

    def status(self) -> Status:
        """The session as it is now."""
        transport, line = self._transport, self._transport.line
        elapsed = transport.elapsed
        fade = line.gain.fade_gain(to_frames(elapsed))
        sounding = Sounding(line.level_lufs, fade, self._orders.volume, line.name)
        state = "grace" if self._grace is not None else transport.state
        return picture(transport.session, state, elapsed, sounding, self._news.notice)

    def _turn(self) -> None:
        self._sound()
        self._news.catch_up()
        if self._end is None:
            for command in self._inbox.commands():
                self._take(command)
        if self._end is None:  # at the end the device is gone, and nobody waits for it
            self._news.tell(self.status)
            self._rest()

    def _take(self, command: Command) -> None:
        """Carry a command out, or say why not."""
        self.refusal = ""
        try:
            if self._grace is None:
                self._orders.obey(command)
                if said := SAID.get(type(command)):
                    self._news.say(said)
            else:
                self._obey_in_grace(command)
        except AsmrError as error:
            self.refusal = error.message
            self._news.say(error.message)
        self._news.hurry()

    def _sound(self) -> None:
        """What must be done for the sound in this turn; the deadline comes before anything that is heard."""
        if self._grace is not None:
            if self._now() >= self._grace:
                self._end = End("deadline")
        elif self._transport.over() or self._missed():
            self._arrive()
        else:
            self._watch.turn()
            if self._watch.given_up:
                self._end = End("device")

    def _missed(self) -> bool:
        """Whether a deadline that does not move has passed during a pause."""
        transport = self._transport
        fixed = self._manner.shorten is not None and transport.stood > 0
        return fixed and transport.elapsed + transport.stood >= transport.session.duration

    def _arrive(self) -> None:
        leaving = self._transport.leaving
        self._transport.finish()
        if leaving is not None:
            self._end = End(leaving.reason, leaving.signal)
        elif self._manner.grace > 0:
            self._grace = self._now() + self._manner.grace
        else:
            self._end = End("deadline")

    def _rest(self) -> None:
        """Wait for the next turn, and see whether that was all of the time that has passed."""
        turn = CALM if self._grace is None and self._watch.playing and self._transport.calm else TICK
        before = self._now()
        self._inbox.wait(turn)
        if self._now() - before > turn + STOOD:
            self._watch.awoken()

    def _obey_in_grace(self, command: Command) -> None:
        """There is nothing left to pause or to skip: a session ends, or goes on, as loud as was asked for by then."""
        match command:
            case Stop():
                self._end = End("deadline", command.signal)
            case Volume() | Louder():
                self._orders.obey(command)
            case Extend() | StillAwake() | Resume():
                self._orders.once_more(StillAwake() if isinstance(command, Resume) else command)
                self._grace = None
                if not isinstance(self._transport.line, StillLine):
                    self._watch.seek()
