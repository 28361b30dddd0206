"""The output gain: one gain for every fade, applied last, continuous whatever happens."""

import numpy as np

from asmr_cli.models import Curve, Session
from asmr_cli.plan.volume import volume_db
from asmr_cli.render.chunked import HOP
from asmr_cli.render.fadeout import FadeOut
from asmr_cli.render.source import Block
from asmr_cli.render.straight import straight_cells
from asmr_cli.render.track import Track, Values
from asmr_cli.types import CHANNELS, RATE, Frames, to_frames

GLIDE = RATE // 2
"""A change of volume takes half a second."""

_STEP = 96
"""Gains are computed every 2 ms and are straight between: a power for each frame costs more than the mix."""

_LINES = HOP // _STEP


class OutputGain:
    """Amplitude by frame: fade-in × fade-out × user's volume × hold (pause, stop, device).

    A pure function of the frame number and of the commands so far. Every command takes the frame `at` from which it
    acts; nothing before `at` changes and nothing steps at `at`."""

    def __init__(self, fade_in: Frames, fade_start: Frames, fade_frames: Frames, curve: Curve, volume: int) -> None:
        self._fade_in = Track(0.0)
        self._fade_in.move(1.0, 0, fade_in)
        self.fade = FadeOut(fade_start, fade_frames, curve)
        """The session's own."""
        self._volume = Track(volume_db(volume))
        self._hold = Track(1.0)

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
        self.fade.move(at, start, frames, curve)

    def fade_gain(self, frame: Frames) -> float:
        """The session's own fade-out at a frame, 0…1: without volume and holds."""
        return self.fade.value(frame)

    def settled(self, first: Frames, frames: Frames) -> float | None:
        """The gain where it is one number from `first` to `first + frames`, else None (see `gains`).

        A step further on both sides: `gains` is straight between steps, so that what is near reaches in here."""
        first, frames = first - _STEP, frames + 2 * _STEP
        if not self.fade.is_open(first, frames):
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
        out[max(self.fade.end - 1 - first, 0) :] = 0.0
        return out

    def exact(self, where: Values) -> Values:
        """Amplitude at each of these frames, which are in order."""
        return (
            self.fade.values(where)
            * self._fade_in.values(where)
            * self._hold.values(where)
            * 10.0 ** (self._volume.values(where) / 20.0)
        )


def output_gain(session: Session, volume: int = 100) -> OutputGain:
    """The session's own fades, and the user's volume."""
    fade = session.fade_out
    start = to_frames(fade.start)
    return OutputGain(to_frames(session.fade_in), start, to_frames(session.duration) - start, fade.curve, volume)
