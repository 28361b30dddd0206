"""What the ear has heard of a night, measured as it comes in: loudness by tenths of a second, clicks, peaks."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.loudness import Meter
from asmr_cli.render.source import Block
from asmr_cli.types import RATE, Frames

HOP = RATE // 10
_AT_ONCE = 100
"""Hops that are measured together."""

Bands = tuple[tuple[int, int], ...]


class Ear:
    """Keeps no sound, only what can be told of each tenth of a second."""

    def __init__(self, bands: Bands = (), mark: Callable[[], str] = str) -> None:
        """`bands`: in Hertz, where the energy is kept. `mark` says what each stretch belongs to."""
        self._bands = bands
        self._mark = mark
        self._meter = Meter()
        self._pcm: list[NDArray[np.int16]] = []
        self._even: list[Block] = []
        self._tail = np.zeros((3, 2), np.int32)
        self._waiting = 0
        self._excused = 0
        self._pieces: list[tuple[int, Frames, str, float]] = []
        self._rough: list[float] = []
        self._levels: list[tuple[float, float]] = []
        self._energy: list[NDArray[np.float64]] = []
        self.samples = 0
        """All that was heard, silence included."""
        self.last_sound = 0.0
        """The moment of the last sample that was not 0, to a chunk."""

    def add(self, pcm: NDArray[np.int16], even: Block, frame: Frames | None, now: float) -> None:
        """A chunk: as it left the program, and before the user's volume; `frame` is the session's, None in silence."""
        self._pieces.append((self.samples, -1 if frame is None else frame, self._mark(), now))
        if pcm.any():
            self.last_sound = now
        self._clicks(pcm)
        self._pcm.append(pcm)
        self._even.append(even)
        self.samples += len(pcm)
        self._waiting += len(pcm)
        if self._waiting >= _AT_ONCE * HOP:
            self._measure()

    def nothing(self, frames: Frames, now: float) -> None:
        """Silence, because there is no device or everything stands still."""
        while frames > 0:
            count = min(frames, 10 * RATE)
            self.add(np.zeros((count, 2), np.int16), np.zeros((count, 2), np.float32), None, now)
            frames -= count

    def excuse(self, seconds: float) -> None:
        """A cut within so many seconds from now is the world's, not the player's."""
        self._excused = self.samples + round(seconds * RATE) + HOP

    def _clicks(self, pcm: NDArray[np.int16]) -> None:
        joined = np.concatenate([self._tail, pcm.astype(np.int32)])
        self._tail = joined[-3:]
        rough = np.abs(np.diff(joined, 3, axis=0)).max(initial=0)
        self._rough.append(0.0 if self.samples < self._excused else float(rough))

    def _measure(self) -> None:
        pcm, even = np.concatenate(self._pcm), np.concatenate(self._even)
        whole = len(pcm) // HOP * HOP
        self._pcm, self._even = [pcm[whole:]], [even[whole:]]
        self._waiting = len(pcm) - whole
        self._meter.add(even[:whole])
        hops = even[:whole].reshape(-1, HOP, 2)
        loud = np.sqrt(np.mean((pcm[:whole].reshape(-1, HOP * 2) / np.float32(32768.0)) ** 2, axis=1))
        self._levels += zip(loud.tolist(), np.sqrt(np.mean(hops**2, axis=(1, 2))).tolist(), strict=True)
        if self._bands:
            window = np.hanning(HOP).astype(np.float32)[:, None]
            spectrum = (np.abs(np.fft.rfft(hops * window, axis=1, norm="ortho")) ** 2).sum(axis=2)
            bins = [slice(low * HOP // RATE, high * HOP // RATE + 1) for low, high in self._bands]
            self._energy.append(np.stack([spectrum[:, part].sum(axis=1) for part in bins], axis=1))

    @property
    def powers(self) -> NDArray[np.float64]:
        """K-weighted power by hop, before the user's volume."""
        self._measure()
        return self._meter.powers

    @property
    def true_peak_db(self) -> float:
        return self._meter.true_peak_db

    @property
    def energy(self) -> NDArray[np.float64]:
        """Energy by hop and band."""
        self._measure()
        return np.concatenate(self._energy)

    @property
    def levels(self) -> NDArray[np.float64]:
        """RMS by hop: with, and without the user's volume."""
        self._measure()
        return np.array(self._levels)

    @property
    def roughest(self) -> float:
        """The largest third difference of the samples that no happening excuses: a click of s makes about 3·s."""
        return max(self._rough, default=0.0)

    @property
    def roughest_at(self) -> float:
        """Where that was: a moment of the world's clock."""
        return self._pieces[int(np.argmax(self._rough))][3] if self._rough else 0.0

    def by_hop(self) -> tuple[NDArray[np.int64], NDArray[np.str_], NDArray[np.float64]]:
        """Session frame (-1: none), mark and moment of each whole hop's start."""
        starts, frames, marks, moments = zip(*self._pieces, strict=True)
        where = np.arange(self.samples // HOP) * HOP
        piece = np.searchsorted(np.array(starts), where, side="right") - 1
        first = np.array(frames, dtype=np.int64)[piece]
        return (
            np.where(first < 0, -1, first + where - np.array(starts)[piece]),
            np.array(marks)[piece],
            np.array(moments)[piece],
        )
