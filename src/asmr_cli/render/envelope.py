"""The output gain: one gain for every fade, applied last, continuous whatever happens."""

from typing import NamedTuple

import numpy as np

from asmr_cli.models import Curve
from asmr_cli.plan.volume import volume_db
from asmr_cli.render.chunked import HOP
from asmr_cli.render.fadecurve import curve_gain
from asmr_cli.render.source import Block
from asmr_cli.render.straight import straight_cells
from asmr_cli.render.track import Track, Values
from asmr_cli.types import CHANNELS, RATE, Frames

GLIDE = RATE // 2
"""A change of volume takes half a second."""

RISE = 3.0
"""dB a second at most, when somebody is still awake in the fade (rule 8)."""

_STEP = 96
"""Gains are computed every 2 ms and are straight between: a power for each frame costs more than the mix."""

_LINES = HOP // _STEP

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


class OutputGain:
    """Amplitude by frame: fade-in × fade-out × recovery × user's volume × hold (pause, stop, device).

    A pure function of the frame number and of the commands so far. Every command takes the frame `at` from which it
    acts; nothing before `at` changes and nothing steps at `at`."""

    def __init__(self, fade_in: Frames, fade_start: Frames, fade_frames: Frames, curve: Curve, volume: int) -> None:
        self._fade_in = Track(0.0)
        self._fade_in.move(1.0, 0, fade_in)
        self._fade = _Fade(fade_start, fade_frames, curve)
        self._recovery: _Recovery | None = None
        self._volume = Track(volume_db(volume))
        self._hold = Track(1.0)
        self._past: list[tuple[Frames, _Fade, _Recovery | None]] = []

    def set_volume(self, value: float, at: Frames) -> None:
        """Glide to a volume of 1-100."""
        self._volume.move(volume_db(value), at, GLIDE)

    def silence(self, at: Frames, frames: Frames) -> None:
        """Go to 0 within `frames` frames and stay there."""
        self._hold.move(0.0, at, frames)

    def come_back(self, at: Frames, frames: Frames) -> None:
        """Return from silence within `frames` frames."""
        self._hold.move(1.0, at, frames)

    def set_fade(self, at: Frames, start: Frames, frames: Frames, curve: Curve | None = None) -> None:
        """Another fade-out from `at` on; where it asks for more than there is now, rise at no more than 3 dB/s."""
        now = self.fade_gain(at)
        fade = _Fade(start, frames, curve or self._fade.curve)
        asked = float(fade.gains(np.array([float(at)]))[0])
        self._past.append((at, self._fade, self._recovery))
        self._fade = fade
        self._recovery = None if asked == 0.0 or now == asked else _Recovery(at, now / asked)

    def fade_gain(self, frame: Frames) -> float:
        """The session's own fade-out at a frame, 0…1: without volume and holds."""
        return float(self.faded(np.array([float(frame)]))[0])

    def settled(self, first: Frames, frames: Frames) -> float | None:
        """The gain where it is one number from `first` to `first + frames`, else None (see `gains`).

        A step further on both sides: `gains` is straight between steps, so that what is near reaches in here."""
        first, frames = first - _STEP, frames + 2 * _STEP
        if first + frames >= self._fade.start or (self._past and first < self._past[-1][0]):
            return None
        if self._recovery is not None and not self._recovery.over(first):
            return None
        parts = [track.flat(first, frames) for track in (self._fade_in, self._volume, self._hold)]
        if None in parts:
            return None
        entered, volume, hold = (part or 0.0 for part in parts)
        return entered * hold * float(10.0 ** (volume / 20.0))

    def gains(self, first: Frames, frames: Frames) -> Block:
        """Amplitude of `frames` frames from `first`, the same in both ears."""
        settled = self.settled(first, frames)
        if settled is not None:
            return np.full((frames, CHANNELS), settled, dtype=np.float32)
        cell, end = first // HOP, -(-(first + frames) // HOP)
        knots = self.exact(np.arange(cell * _LINES, end * _LINES + 1, dtype=np.float64) * _STEP)
        out = straight_cells(knots, _STEP, _LINES)[first - cell * HOP :][:frames]
        out[max(self._fade.end - 1 - first, 0) :] = 0.0
        return out

    def exact(self, where: Values) -> Values:
        """Amplitude at each of these frames, which are in order."""
        return (
            self.faded(where)
            * self._fade_in.values(where)
            * self._hold.values(where)
            * 10.0 ** (self._volume.values(where) / 20.0)
        )

    def faded(self, where: Values) -> Values:
        """`fade_gain` at each of these frames, which are in order."""
        out = self._fade.gains(where)
        if self._recovery is not None:
            out = out * self._recovery.gains(where)
        for at, fade, recovery in reversed(self._past):
            if where[0] < at:
                before = fade.gains(where) * (1.0 if recovery is None else recovery.gains(where))
                out = np.where(where < at, before, out)
        return out
