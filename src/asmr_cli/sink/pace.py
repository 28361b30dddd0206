"""Which frame is heard now, where nothing but a clock tells."""

from collections.abc import Callable

from asmr_cli.types import RATE, Frames, Seconds


class Pace:
    """Frames pass one by one from the first `add` on. Where none are left the clock waits for the next."""

    def __init__(self, clock: Callable[[], Seconds], speed: float = 1.0) -> None:
        self._clock = clock
        self._rate = RATE * speed
        self._added: Frames = 0
        self._since: Seconds = 0.0
        self._before: float = 0.0
        self._held = False

    def add(self, frames: Frames) -> None:
        """So many frames were handed over."""
        waiting = self.latency()
        if not waiting:
            self._before, self._since = float(self._added), self._clock()
        self._added += frames

    def latency(self) -> Frames:
        """Frames that have not passed yet."""
        return max(self._added - int(self._passed()), 0)

    def hold(self) -> None:
        """Nothing passes until `go_on`."""
        self._before, self._held = min(self._passed(), float(self._added)), True

    def go_on(self) -> None:
        self._since, self._held = self._clock(), False

    def _passed(self) -> float:
        return self._before if self._held else self._before + (self._clock() - self._since) * self._rate
