"""What the envelope of a recording tells while it comes: onsets, rests, the level of each second, a voice's rhythm.

Memory is constant but for four bytes a second and the rests."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asmr_cli.library.onsets import GRAIN, LOOK_BACK, SYLLABLES, Onsets, onset_rises, syllables, voice_likeness
from asmr_cli.types import Decibel, Seconds

REST: Seconds = 5.0
"""So much silence is long: the session goes round it."""
SILENT: Decibel = -65.0
"""dB of full scale, root mean square."""
PIECE = 60_000
"""Grains at a time: ten minutes, of which the median is the level that onsets are compared with."""
MOST_RISES = 50
"""So many onsets of a piece tell how fast they rise."""
_SECOND = 100
"""Grains."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in all of a recording."""

    onsets: Onsets
    rests: tuple[tuple[Seconds, Seconds], ...]
    """Silences of five seconds or more, as start and end."""
    seconds: NDArray[np.float32]
    """Mean square of each whole second."""
    voice: float
    """0 to 1, see `voice_likeness`."""


class Listener:
    """Feed it the envelope: root mean squares of grains of 10 ms, any number at a time."""

    def __init__(self) -> None:
        self._held: list[NDArray[np.float32]] = []
        self._waiting = 0
        self._count = 0
        self._onsets = 0
        self._rises: list[float] = []
        self._silent_since: int | None = None
        self._rests: list[tuple[Seconds, Seconds]] = []
        self._seconds: list[NDArray[np.float32]] = []
        self._rhythm = np.zeros(SYLLABLES)

    def add(self, grains: NDArray[np.float32]) -> None:
        self._held.append(grains)
        self._waiting += len(grains)
        while self._waiting >= PIECE + LOOK_BACK:
            held = np.concatenate(self._held)
            self._take(held[:PIECE], held[: PIECE + LOOK_BACK])
            self._held, self._waiting = [held[PIECE:]], self._waiting - PIECE

    def finish(self) -> Heard:
        """All of it; nothing can be added after."""
        held = np.concatenate([np.zeros(0, np.float32), *self._held])
        self._take(held, held)
        if self._silent_since is not None:
            self._end_rest(self._count)
        length = self._count * GRAIN
        rise = float(np.median(self._rises)) if self._rises else 0.0
        found = Onsets(self._onsets / length if length else 0.0, rise)
        seconds = np.concatenate([np.zeros(0, np.float32), *self._seconds])
        return Heard(found, tuple(self._rests), seconds, voice_likeness(self._rhythm, found))

    def _take(self, own: NDArray[np.float32], with_next: NDArray[np.float32]) -> None:
        """One piece; `with_next` reaches so far into the next that no onset is lost between them."""
        rises = onset_rises(with_next)
        self._onsets += len(rises)
        self._rises += rises[:: max(len(rises) // MOST_RISES, 1)]
        self._rhythm += syllables(own)
        whole = own[: len(own) // _SECOND * _SECOND].reshape(-1, _SECOND)
        self._seconds.append(np.einsum("ij,ij->i", whole, whole) / np.float32(_SECOND))
        self._look_for_rests(own)
        self._count += len(own)

    def _look_for_rests(self, own: NDArray[np.float32]) -> None:
        silent = own <= np.float32(10 ** (SILENT / 20))
        changes = np.diff(silent, prepend=self._silent_since is not None)
        for place in np.flatnonzero(changes).tolist():
            if self._silent_since is None:
                self._silent_since = self._count + place
            else:
                self._end_rest(self._count + place)

    def _end_rest(self, end: int) -> None:
        start, self._silent_since = self._silent_since or 0, None
        if (end - start) * GRAIN > REST:
            self._rests.append((round(start * GRAIN, 2), round(end * GRAIN, 2)))
