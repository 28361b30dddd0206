"""The line from the mix to the ear: a sink, or for a while nothing, and the frames on their way."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from asmr_cli.errors import AsmrError
from asmr_cli.models import Session
from asmr_cli.player.ports import Gain, Mix
from asmr_cli.types import RATE, Frames, Lufs

if TYPE_CHECKING:
    from asmr_cli.sink.protocol import Sink

RETURN: Frames = 3 * RATE
"""What comes back after a pause or a loss fades in for three seconds."""

BEFORE: Frames = RATE // 100
"""The gain, which is straight between a few frames, is 0 so long before what comes back: nothing leaks in."""

SLACK: Frames = RATE // 4
"""A new plan is rendered for frames at least so far away: rendering must not be overtaken by the device."""


class Line:
    """Hands frames over, and knows which frame is heard, which can still be changed and which comes next."""

    def __init__(self, mix: Mix, gain: Gain, open_sink: Callable[[Frames], "Sink"], sink: "Sink | None" = None) -> None:
        """Opens a sink where there is none yet, `sink` having got what was read of the mix; raises NoDevice."""
        self._open_sink = open_sink
        self.gain = gain
        self.mix = mix
        self.sink: Sink | None = sink or open_sink(0)
        self._left: Frames = 0
        """The frame that was heard when the sink was let go of."""

    @property
    def name(self) -> str | None:
        return self.sink.name if self.sink else None

    @property
    def level_lufs(self) -> Lufs | None:
        """Short-term loudness of the mix, None where nothing is heard."""
        return self.mix.level_lufs if self.sink else None

    @property
    def written(self) -> Frames:
        return self.mix.position

    @property
    def begun(self) -> Frames:
        """What starts before this frame has begun already."""
        return self.mix.begun

    @property
    def lost(self) -> bool:
        """Whether what the session rests on gives no sound any more, at the frame `begun`."""
        return self.mix.lost

    def heard(self) -> Frames:
        """The frame that is heard now."""
        return self.written - (self.sink.latency() if self.sink else 0)

    def at(self) -> Frames:
        """The first frame that a command can still reach."""
        return self.written - (self.sink.held() if self.sink else 0)

    def pump(self, end: Frames) -> None:
        """Hand over what the sink takes, up to the frame `end`. Raises DeviceLost."""
        if self.sink is None:
            return
        room = min(self.sink.room(), end - self.written)
        if room > 0:
            self.sink.write(self.mix.read(room))

    def refresh(self) -> None:
        """The gain was told something: let it be heard."""
        if self.sink:
            self.sink.refresh()

    def replan(self, session: Session) -> None:
        """Another plan from the first frame on that can safely be rendered anew."""
        written = self.written
        at = min(self.at() + SLACK, written)
        self.mix.replan(session, at)
        if self.sink and self.written < written:
            self.sink.rewrite(self.mix.read(written - self.written))

    def prolong(self, session: Session) -> None:
        """Another plan for what lies ahead; what plays goes on."""
        self.mix.replan(session)

    def cut(self) -> None:
        """The device is gone, or must be silent now."""
        if self.sink is None:
            return
        self._left = self.heard()
        sink, self.sink = self.sink, None
        sink.close()

    def mend(self, session: Session, due: Frames, audible: bool) -> bool:
        """Open the sink again at the frame `due` with a fade-in; False while there is no device yet."""
        try:
            self.sink = self._open_sink(due)
        except AsmrError:  # no device, or a FIFO that was taken away: there may be one again before the deadline
            return False
        self.mix.begin(session, due, RETURN, self._left)
        self.gain.silence(max(due - BEFORE, 0), 1)
        if audible:
            self.gain.come_back(due, RETURN)
        return True

    def come_back(self, session: Session) -> None:
        """After a pause: what waits is rendered anew, so that nothing stands out in the fade-in."""
        if self.sink is None:
            return
        at, end = self.at(), self.written
        self.mix.begin(session, at, RETURN, at)
        self.gain.come_back(at, RETURN)
        self.sink.rewrite(self.mix.read(end - at))
