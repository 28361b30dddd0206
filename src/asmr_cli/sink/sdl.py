"""SDL's sound, asked of the library itself: the mixer of pygame begins with silence and tells no position.

No call here holds Python's lock, and each may wait for a sound server."""

import atexit
import ctypes
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Any, TypeAlias

from asmr_cli.sink.hangup import hang_up
from asmr_cli.sink.sdl_library import PULL, Spec, library
from asmr_cli.types import CHANNELS, RATE, Frames

Pull: TypeAlias = Callable[[None, int, int], None]
"""Asked by SDL's own thread: (nothing, address, bytes) → fill them."""

_AUDIO = 0x10
"""SDL_INIT_AUDIO."""

_S16 = 0x8010 if sys.byteorder == "little" else 0x9010
"""AUDIO_S16SYS."""

_REMOVED = 0x1101
"""SDL_AUDIODEVICEREMOVED."""

_FIRST = 2
"""SDL numbers opened devices from 2 on, and we have one at a time."""

_Watch = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32))


def load() -> None:
    """Only the library. Raises NoDevice where it cannot be, as everything here then does."""
    library()


def loaded() -> bool:
    """Whether this process has it already, and may have played."""
    return library.cache_info().currsize > 0


def start() -> bool:
    """Connect with the sound server, or whatever there is, if that is not done yet; False where there is nothing."""
    return bool(library().SDL_WasInit(_AUDIO) or library().SDL_InitSubSystem(_AUDIO) == 0)


def stop() -> None:
    """Let go of it. Only so a server that was restarted is found."""
    library().SDL_QuitSubSystem(_AUDIO)


def driver() -> str:
    """Which way the sound takes: pulseaudio, alsa, dummy …"""
    return _text(library().SDL_GetCurrentAudioDriver()) or ""


def devices() -> tuple[str, ...]:
    """The names of the devices there are to play on."""
    names = (library().SDL_GetAudioDeviceName(number, 0) for number in range(library().SDL_GetNumAudioDevices(0)))
    return tuple(name for name in map(_text, names) if name)


def default_device() -> str | None:
    """The name of the device that is played on without a wish; None where the driver tells none."""
    name = ctypes.c_char_p()
    if not hasattr(library(), "SDL_GetDefaultAudioInfo"):  # before SDL 2.24
        return None
    if library().SDL_GetDefaultAudioInfo(ctypes.byref(name), ctypes.byref(Spec()), 0) != 0:
        return None
    return _text(name.value)


class Device:
    """An open device, which has begun to ask for its chunks."""

    def __init__(self, name: str | None, chunk: Frames, pull: Pull, alarm: Callable[[], None]) -> None:
        """The default one without a name; `alarm` is called in another thread when a device, perhaps this one, was
        taken away. Raises OSError."""
        self._pull = PULL(pull)
        self._alarm = alarm
        self._watch = _Watch(self._look)
        wanted = Spec(freq=RATE, format=_S16, channels=CHANNELS, samples=chunk, callback=self._pull)
        begun, opened = Event(), Event()
        starting = Thread(target=_unpause, args=(begun, opened), daemon=True)
        with suppress(RuntimeError):  # no more threads may be had here: then it begins with that silence
            starting.start()
            begun.wait()
        given = None if name is None else name.encode()
        self._number = library().SDL_OpenAudioDevice(given, 0, ctypes.byref(wanted), None, 0)
        opened.set()
        if starting.ident is not None:
            starting.join()
        if self._number == 0:
            raise OSError(_text(library().SDL_GetError()))
        library().SDL_PauseAudioDevice(self._number, 0)
        library().SDL_AddEventWatch(self._watch, None)
        # At the end of a process nobody may be asked any more. It keeps the functions as long as they may be called.
        atexit.register(self._pause)

    @property
    def gone(self) -> bool:
        """Whether it was taken away."""
        return bool(library().SDL_GetAudioDeviceStatus(self._number) == 0)

    def close(self) -> None:
        """Ask for nothing more from now on, and let go of it, which takes twice as long as a chunk."""
        self._pause()
        library().SDL_CloseAudioDevice(self._number)
        atexit.unregister(self._pause)

    def _pause(self) -> None:
        library().SDL_DelEventWatch(self._watch, None)
        library().SDL_PauseAudioDevice(self._number, 1)

    def _look(self, nothing: None, event: Any) -> int:
        """The first number of an event is its type, the third the device, 0 where that was not open."""
        if event[0] == _REMOVED:
            if event[2] == self._number:
                hang_up()
            self._alarm()
        return 0


def _unpause(begun: Event, opened: Event) -> None:
    """SDL opens a device paused, and its thread plays a chunk of silence, 0.17 s, where nobody has said go by then.

    Between the opening and that lie some microseconds of C, so it is said all the while: to a number that no device has
    yet it means nothing. On a busy machine it may come too late, about one time in ten at load 10."""
    while not opened.is_set():
        library().SDL_PauseAudioDevice(_FIRST, 0)
        begun.set()


def _text(text: bytes | None) -> str | None:
    return None if text is None else text.decode("utf-8", "replace")
