"""What one pass over a recording gathers, in constant memory."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.library.bands import Bands
from asmr_cli.library.listener import Listener
from asmr_cli.library.sharp import Clicks
from asmr_cli.render.source import Block
from asmr_cli.types import RATE, Decibel, Seconds

GRAIN = RATE // 100
"""Frames of one value of the envelope: 10 ms."""
HOP = RATE // 10
WINDOW = 2048
TOP = 0.6
"""Above this a plateau is a clipped one (a mono file's full scale is 0.71 in each ear)."""
OVER = 1.0
"""A coder turns a clipped top into one beyond full scale."""
FLAT = 4
"""So many equal samples in a row make a plateau."""
STEEP = 0.002
"""The step onto a plateau; the top of a slow wave is reached gently."""
MOST_TIMES = 50
"""So many moments of clipping are kept; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Spectrum:
    """The mean power spectrum."""

    hertz: NDArray[np.float64]
    power: NDArray[np.float64]

    @property
    def centroid(self) -> float:
        """Hz: dark below 1,000, bright above 3,000."""
        total = float(self.power.sum())
        return float(self.hertz @ self.power / total) if total > 0 else 0.0

    def share(self, low: float, high: float) -> float:
        """The part of the power between two frequencies."""
        inside = (self.hertz >= low) & (self.hertz < high)
        total = float(self.power.sum())
        return float(self.power[inside].sum()) / total if total > 0 else 0.0

    def share_db(self, low: float, high: float) -> Decibel:
        return 10 * float(np.log10(max(self.share(low, high), 1e-12)))


class Gatherer:
    """Feed it blocks of whole grains, the last one aside."""

    def __init__(self) -> None:
        self.frames = 0
        self.clipped = 0
        """Grains with a flat top, counted in each ear."""
        self.clipped_at: list[Seconds] = []
        self.clicks = Clicks()
        self.bands = Bands()
        self.listener = Listener()
        self._dots = np.zeros(3)
        self._sum = np.zeros(2)
        self._window = np.hanning(WINDOW).astype(np.float32)
        self._power = np.zeros(WINDOW // 2 + 1)

    def add(self, block: Block) -> None:
        left, right = block[:, 0], block[:, 1]
        mono = (left + right) * np.float32(0.5)
        whole = mono[: len(mono) // GRAIN * GRAIN].reshape(-1, GRAIN)
        self._dots += (float(left @ left), float(right @ right), float(left @ right))
        self._sum += block.sum(axis=0, dtype=np.float64)
        self.listener.add(np.sqrt(np.einsum("ij,ij->i", whole, whole) / np.float32(GRAIN)))
        self.clicks.add(mono)
        self.bands.add(block)
        self._add_spectrum(mono)
        if float(np.abs(block).max(initial=0.0)) >= TOP:
            self._find_clipped(block)
        self.frames += len(block)

    @property
    def dc(self) -> float:
        """The larger mean of the two channels, as amplitude."""
        return float(np.abs(self._sum).max() / max(self.frames, 1))

    @property
    def correlation(self) -> float:
        """Of the two ears: 1 is mono, 0 wide; 1 where one of them is silent."""
        left, right, both = self._dots
        return float(both / np.sqrt(left * right)) if left * right > 0 else 1.0

    @property
    def spectrum(self) -> Spectrum:
        return Spectrum(np.arange(WINDOW // 2 + 1, dtype=np.float64) * (RATE / WINDOW), self._power)

    def _add_spectrum(self, mono: NDArray[np.float32]) -> None:
        """One window of 43 ms of every 100 ms."""
        if len(mono) < HOP:
            return
        hops = mono[: len(mono) // HOP * HOP].reshape(-1, HOP)[:, :WINDOW]
        spectra = np.fft.rfft(hops * self._window)
        self._power += (spectra.real**2 + spectra.imag**2).sum(axis=0)

    def _find_clipped(self, block: Block) -> None:
        """Flat tops in each ear, and their moments in the order of time."""
        moments: list[int] = []
        for channel in (block[:, 0], block[:, 1]):
            steps = np.abs(np.diff(channel))
            runs = np.lib.stride_tricks.sliding_window_view(steps < 1e-5, FLAT - 1)
            equal: NDArray[np.bool_] = np.asarray(runs.all(axis=1))
            entered = (steps[: len(equal) - 1] > STEEP) & equal[1:]
            plateaus = np.flatnonzero(entered & (np.abs(channel[1 : len(entered) + 1]) >= TOP))
            beyond = np.flatnonzero(np.abs(channel) > OVER)
            times = np.unique(np.concatenate([plateaus, beyond]) // GRAIN) * GRAIN
            self.clipped += len(times)
            moments += times.tolist()
        first = sorted(set(moments))[: MOST_TIMES - len(self.clipped_at)]
        self.clipped_at += [(self.frames + at) / RATE for at in first]
