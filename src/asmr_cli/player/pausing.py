"""A pause: half a second to silence, and then a stand. One that is taken back on its way stands first: only out of
silence can what follows be rendered for its fade-in."""

from asmr_cli.player.clock import SessionClock
from asmr_cli.player.ports import AnyLine
from asmr_cli.types import RATE, Frames, Seconds, to_seconds

HUSH: Frames = RATE // 2
"""A pause is silent after half a second."""


class Pausing:
    """Whether a session is paused, from the key on."""

    def __init__(self, line: AnyLine, clock: SessionClock) -> None:
        self._line = line
        self._clock = clock
        self._silent: Frames | None = None
        self._since: Seconds | None = None
        self._taken_back = False

    @property
    def falling(self) -> bool:
        """Whether it is on its way to its stand."""
        return self._silent is not None

    @property
    def on(self) -> bool:
        """Whether it is on its way, or stands."""
        return self._silent is not None or self._since is not None

    @property
    def wanted(self) -> bool:
        """Whether it is on, and was not taken back."""
        return self.on and not self._taken_back

    @property
    def stood(self) -> Seconds:
        """How long the clock has stood still."""
        return self._clock.now() - self._since if self._since is not None else 0.0

    def begin(self) -> None:
        """Fade to a stand; one that was taken back is no longer."""
        self._taken_back = False
        if not self.on:
            at = self._line.at()
            self._silent = at + HUSH
            self._line.gain.silence(at, HUSH)
            self._line.refresh()

    def take_back(self) -> None:
        """End it as soon as it stands."""
        self._taken_back = True

    def end(self) -> None:
        """It is over, wherever it is."""
        self._silent = self._since = None
        self._taken_back = False

    def settle(self) -> bool:
        """Let it come to its stand, and look after the device in it; whether it is to end. Raises DeviceLost."""
        sink = self._line.sink
        if self._silent is None:
            if sink:
                sink.room()
            return False
        self._line.pump(self._silent)
        if sink is None or self._line.heard() >= self._silent:
            if sink:
                sink.hold()
            return self.stand(max(to_seconds(self._line.at()), self._clock.elapsed))
        return False

    def stand(self, at: Seconds) -> bool:
        """The clock stands at `at`; whether it is to go on at once."""
        self._clock.stop(at)
        self._silent, self._since = None, self._clock.now()
        return self._taken_back
