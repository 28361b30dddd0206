"""The line from the mix to the ear: a sink, or for a while nothing, and the frames on their way."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from asmr_cli.errors import NoDevice
from asmr_cli.models import Session
from asmr_cli.player.ports import Gain, Mix
from asmr_cli.types import RATE, Frames, Lufs

if TYPE_CHECKING:
    from asmr_cli.sink.protocol import Sink

RETURN: Frames = 3 * RATE
"""What comes back after a pause or a loss fades in for three seconds, nearly: `OutputGain.come_back`."""

DISCARD: Frames = 60 * RATE
"""Up to here what nobody heard is rendered and dropped, so that the level is known; a longer gap begins afresh."""

CALM: Frames = RATE // 100
"""The gain, which is straight between a few frames, is 0 so long before a device's first frame: nothing leaks in."""

AHEAD: Frames = RATE // 2
"""How far the mix may be before its time when a device comes back, where it cannot be read again."""

SLACK: Frames = RATE // 4
"""A new plan is rendered for frames at least so far away: rendering must not be overtaken by the device."""


class Line:
    """Hands frames over, and knows which frame is heard, which can still be changed and which comes next."""

    def __init__(
        self,
        session: Session,
        mix_from: Callable[[Session, Frames], Mix],
        gain: Gain,
        open_sink: Callable[[Frames], "Sink"],
    ) -> None:
        """Opens the sink; raises NoDevice."""
        self._open_sink = open_sink
        self._mix_from = mix_from
        self._gain = gain
        self.mix = mix_from(session, 0)
        self.sink: Sink | None = open_sink(0)

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
        sink, self.sink = self.sink, None
        if sink:
            sink.close()

    def mend(self, session: Session, due: Frames, audible: bool) -> bool:
        """Open the sink again at the frame `due` with a fade-in; False while there is no device yet."""
        if self.written > due:
            # What the device took with it was not heard, and its time is not over.
            self.mix.replan(session, due)
        if self.written > due + AHEAD:
            return False
        self._advance(session, due)
        try:
            self.sink = self._open_sink(self.written)
        except NoDevice:
            return False
        self._gain.silence(max(self.written - CALM, 0), 1)
        if audible:
            self._gain.come_back(self.written, RETURN)
        return True

    def _advance(self, session: Session, due: Frames) -> None:
        """What nobody heard is over."""
        if due - self.written > DISCARD:
            self.mix = self._mix_from(session, due)
        while self.written < due:
            self.mix.read(min(due - self.written, RATE))
