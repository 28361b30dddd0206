"""The clock of a session: starts with the first frame, goes on through suspend, stands still in a pause."""

from collections.abc import Callable

from asmr_cli.types import Frames, Seconds, to_frames


class SessionClock:
    """Seconds of the session that have passed."""

    def __init__(self, now: Callable[[], Seconds]) -> None:
        self.now = now
        """The moment on the clock that it goes by."""
        self._began: Seconds | None = None
        self._stopped: Seconds | None = 0.0

    @property
    def running(self) -> bool:
        return self._stopped is None

    @property
    def elapsed(self) -> Seconds:
        if self._stopped is not None or self._began is None:
            return self._stopped or 0.0
        return self.now() - self._began

    @property
    def due(self) -> Frames:
        """The frame whose time it is."""
        return to_frames(self.elapsed)

    def stop(self, at: Seconds) -> None:
        """Stand still at `at`."""
        self._stopped = at

    def go(self, at: Seconds) -> None:
        """Go on from `at`."""
        self._began = self.now() - at
        self._stopped = None
