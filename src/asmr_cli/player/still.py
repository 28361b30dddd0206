"""A session without sound: the same time and the same fades, no device, and no numpy."""

from asmr_cli.models import Curve, FadeOut, Session
from asmr_cli.plan.fades import SHORTEST_OUT, gain
from asmr_cli.types import RATE, Frames


class StillLine:
    """A line on which nothing passes."""

    name = None
    sink = None
    level_lufs = None
    written: Frames = 0
    begun: Frames = 0
    lost = False

    def __init__(self, session: Session) -> None:
        self.gain = StillGain(session)

    def heard(self) -> Frames:
        return 0

    def at(self) -> Frames:
        return 0

    def pump(self, end: Frames) -> None:
        """Nothing to hand over."""

    def refresh(self) -> None:
        """Nothing to change."""

    def replan(self, session: Session) -> None:
        """Nothing sounds."""

    def prolong(self, session: Session) -> None:
        """Nothing sounds."""

    def cut(self) -> None:
        """Nothing to close."""

    def mend(self, session: Session, due: Frames, audible: bool) -> bool:
        """There is no device to wait for."""
        return False

    def come_back(self, session: Session) -> None:
        """Nothing sounds."""


class StillGain:
    """The session's own fade, for displays that dim with it."""

    def __init__(self, session: Session) -> None:
        self._fade = session.fade_out

    def fade_gain(self, frame: Frames) -> float:
        return gain(self._fade.curve, (frame / RATE - self._fade.start) / self._fade.duration)

    def set_fade(self, at: Frames, start: Frames, frames: Frames, curve: Curve | None = None) -> None:
        self._fade = FadeOut(start / RATE, max(frames / RATE, SHORTEST_OUT), curve or self._fade.curve)

    def set_volume(self, value: float, at: Frames) -> None:
        """Nothing sounds."""

    def silence(self, at: Frames, frames: Frames) -> None:
        """Nothing sounds."""

    def come_back(self, at: Frames, frames: Frames) -> None:
        """Nothing sounds."""
