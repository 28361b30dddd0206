"""Silence after a sleep: the last look at every chunk, in the library's own thread, before it goes to the device.

A process that was stopped, or a machine that slept, goes on in all threads at once, and the mixer hands half a second
to the device before the player's thread has had its turn. pygame offers no place to stand there, SDL_mixer does."""

import ctypes
from collections.abc import Callable
from typing import Any

from asmr_cli.sink.sdl import library
from asmr_cli.types import Seconds

STOOD: Seconds = 1.0
"""Chunks come every 0.17 s; after a longer gap than this everything stood still."""

_PostMix = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)


class Guard:
    """From a gap in time on, every chunk is zeros. Where SDL_mixer cannot be reached it does nothing."""

    def __init__(self, clock: Callable[[], Seconds]) -> None:
        self._clock = clock
        self._last: Seconds | None = None
        self.tripped = False
        """Whether there was one."""
        self._library = _mixer()
        # The library keeps the address only: this reference keeps the function.
        self._callback = _PostMix(self._look)
        if self._library is not None:
            self._library.Mix_SetPostMix(self._callback, None)

    def close(self) -> None:
        """Stand there no more; before the mixer is closed."""
        if self._library is not None:
            self._library.Mix_SetPostMix(None, None)

    def _look(self, nothing: object, stream: int, size: int) -> None:
        now = self._clock()
        self.tripped = self.tripped or (self._last is not None and now - self._last > STOOD)
        self._last = now
        if self.tripped:
            ctypes.memset(stream, 0, size)


def _mixer() -> Any:
    found = library("SDL2_mixer")
    if found is not None:
        found.Mix_SetPostMix.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        found.Mix_SetPostMix.restype = None
    return found
