"""The session's own fade-out, by frame; it may be moved under way, and what then rises does so slowly."""

from typing import NamedTuple

import numpy as np

from asmr_cli.models import Curve
from asmr_cli.render.fadecurve import curve_gain
from asmr_cli.render.track import Values
from asmr_cli.types import RATE, Frames

RISE = 3.0
"""dB a second at most, when somebody is still awake in the fade (rule 8)."""

_FLOOR = 1e-3
"""Where a recovery starts from if the fade had already ended: -60 dB, reached in a tenth of a second."""


class _Fade(NamedTuple):
    start: Frames
    frames: Frames
    curve: Curve

    @property
    def end(self) -> Frames:
        return self.start + max(self.frames, 1)

    def gains(self, where: Values) -> Values:
        """1 before its first frame, exactly 0 from its last one on."""
        return curve_gain(self.curve, np.clip((where + 1 - self.start) / max(self.frames, 1), 0.0, 1.0))


class _Recovery(NamedTuple):
    """A ratio that returns to 1 at RISE dB a second after the fade was moved."""

    at: Frames
    ratio: float

    def gains(self, where: Values) -> Values:
        passed = np.maximum(where - self.at, 0.0) / RATE
        start = max(self.ratio, _FLOOR)
        step = 10.0 ** (RISE * passed / 20.0)
        moved = np.minimum(start * step, 1.0) if start < 1.0 else np.maximum(start / step, 1.0)
        return moved if self.ratio >= _FLOOR else moved * np.clip(passed / 0.1, 0.0, 1.0)

    def over(self, frame: Frames) -> bool:
        return float(self.gains(np.array([float(frame)]))[0]) == 1.0


class FadeOut:
    """Amplitude as a pure function of the frame and of how the fade was moved so far."""

    def __init__(self, start: Frames, frames: Frames, curve: Curve) -> None:
        self._fade = _Fade(start, frames, curve)
        self._recovery: _Recovery | None = None
        self._past: list[tuple[Frames, _Fade, _Recovery | None]] = []
        """What held before it was moved, and up to which frame."""

    @property
    def end(self) -> Frames:
        """The gain is 0 from the frame before this one on."""
        return self._fade.end

    def move(self, at: Frames, start: Frames, frames: Frames, curve: Curve | None = None) -> None:
        """Another fade-out from `at` on; where it asks for more than there is now, rise at no more than RISE."""
        now = self.value(at)
        fade = _Fade(start, frames, curve or self._fade.curve)
        asked = float(fade.gains(np.array([float(at)]))[0])
        self._past.append((at, self._fade, self._recovery))
        self._fade = fade
        self._recovery = None if asked == 0.0 or now == asked else _Recovery(at, now / asked)

    def is_open(self, first: Frames, frames: Frames) -> bool:
        """Whether it is 1 from `first` to `first + frames`."""
        if first + frames >= self._fade.start or (self._past and first < self._past[-1][0]):
            return False
        return self._recovery is None or self._recovery.over(first)

    def value(self, frame: Frames) -> float:
        """The gain at a frame, 0…1."""
        return float(self.values(np.array([float(frame)]))[0])

    def values(self, where: Values) -> Values:
        """The gain at each of these frames, which are in order."""
        out = self._fade.gains(where)
        if self._recovery is not None:
            out = out * self._recovery.gains(where)
        for at, fade, recovery in reversed(self._past):
            if where[0] < at:
                before = fade.gains(where) * (1.0 if recovery is None else recovery.gains(where))
                out = np.where(where < at, before, out)
        return out
