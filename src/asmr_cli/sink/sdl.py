"""SDL's sound, asked of the library that pygame-ce brings: its own mixer begins with silence and tells no position.

Loading pygame itself would take six times as long as the one library. No call here holds Python's lock, and each may
wait for a sound server."""

import atexit
import ctypes
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import Any, TypeAlias

from asmr_cli.errors import NoDevice
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

_Pull = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)

_Watch = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32))


class _Spec(ctypes.Structure):
    """SDL_AudioSpec."""

    _fields_ = (
        ("freq", ctypes.c_int), ("format", ctypes.c_uint16), ("channels", ctypes.c_uint8), ("silence", ctypes.c_uint8),
        ("samples", ctypes.c_uint16), ("padding", ctypes.c_uint16), ("size", ctypes.c_uint32),
        ("callback", _Pull), ("userdata", ctypes.c_void_p),
    )  # fmt: skip


def load() -> None:
    """Only the library. Raises NoDevice where it cannot be, as everything here then does."""
    _sdl()


def loaded() -> bool:
    """Whether this process has it already, and may have played."""
    return _sdl.cache_info().currsize > 0


def start() -> bool:
    """Connect with the sound server, or whatever there is, if that is not done yet; False where there is nothing."""
    return bool(_sdl().SDL_WasInit(_AUDIO) or _sdl().SDL_InitSubSystem(_AUDIO) == 0)


def stop() -> None:
    """Let go of it. Only so a server that was restarted is found."""
    _sdl().SDL_QuitSubSystem(_AUDIO)


def driver() -> str:
    """Which way the sound takes: pulseaudio, alsa, dummy …"""
    return _text(_sdl().SDL_GetCurrentAudioDriver()) or ""


def devices() -> tuple[str, ...]:
    """The names of the devices there are to play on."""
    names = (_sdl().SDL_GetAudioDeviceName(number, 0) for number in range(_sdl().SDL_GetNumAudioDevices(0)))
    return tuple(name for name in map(_text, names) if name)


def default_device() -> str | None:
    """The name of the device that is played on without a wish; None where the driver tells none."""
    name = ctypes.c_char_p()
    if not hasattr(_sdl(), "SDL_GetDefaultAudioInfo"):  # before SDL 2.24
        return None
    if _sdl().SDL_GetDefaultAudioInfo(ctypes.byref(name), ctypes.byref(_Spec()), 0) != 0:
        return None
    return _text(name.value)


class Device:
    """An open device, which has begun to ask for its chunks."""

    def __init__(self, name: str | None, chunk: Frames, pull: Pull, alarm: Callable[[], None]) -> None:
        """The default one without a name; `alarm` is called in another thread when a device, perhaps this one, was
        taken away. Raises OSError."""
        self._pull = _Pull(pull)
        self._alarm = alarm
        self._watch = _Watch(self._look)
        wanted = _Spec(freq=RATE, format=_S16, channels=CHANNELS, samples=chunk, callback=self._pull)
        begun, opened = Event(), Event()
        starting = Thread(target=_unpause, args=(begun, opened), daemon=True)
        with suppress(RuntimeError):  # no more threads may be had here: then it begins with that silence
            starting.start()
            begun.wait()
        given = None if name is None else name.encode()
        self._number = _sdl().SDL_OpenAudioDevice(given, 0, ctypes.byref(wanted), None, 0)
        opened.set()
        if starting.ident is not None:
            starting.join()
        if self._number == 0:
            raise OSError(_text(_sdl().SDL_GetError()))
        _sdl().SDL_PauseAudioDevice(self._number, 0)
        _sdl().SDL_AddEventWatch(self._watch, None)
        # At the end of a process nobody may be asked any more. It keeps the functions as long as they may be called.
        atexit.register(self._pause)

    @property
    def gone(self) -> bool:
        """Whether it was taken away."""
        return bool(_sdl().SDL_GetAudioDeviceStatus(self._number) == 0)

    def close(self) -> None:
        """Ask for nothing more from now on, and let go of it, which takes twice as long as a chunk."""
        self._pause()
        _sdl().SDL_CloseAudioDevice(self._number)
        atexit.unregister(self._pause)

    def _pause(self) -> None:
        _sdl().SDL_DelEventWatch(self._watch, None)
        _sdl().SDL_PauseAudioDevice(self._number, 1)

    def _look(self, nothing: None, event: Any) -> int:
        """The first number of an event is its type."""
        if event[0] == _REMOVED:
            self._alarm()
        return 0


def _unpause(begun: Event, opened: Event) -> None:
    """SDL opens a device paused, and its thread plays a chunk of silence, 0.17 s, where nobody has said go by then.

    Between the opening and that lie some microseconds of C, so it is said all the while: to a number that no device has
    yet it means nothing. On a busy machine it may come too late, about one time in ten at load 10."""
    while not opened.is_set():
        _sdl().SDL_PauseAudioDevice(_FIRST, 0)
        begun.set()


@cache
def _sdl() -> Any:
    try:
        sdl = ctypes.CDLL(str(_library()))
        sdl.SDL_OpenAudioDevice.argtypes = [
            ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(_Spec), ctypes.POINTER(_Spec), ctypes.c_int,
        ]  # fmt: skip
        for name in ("SDL_GetAudioDeviceName", "SDL_GetCurrentAudioDriver", "SDL_GetError"):
            getattr(sdl, name).restype = ctypes.c_char_p
    except (ImportError, OSError, AttributeError) as error:  # not there, cannot be loaded, is something else
        hint = "pip install --force-reinstall pygame-ce"
        raise NoDevice("SDL 2, which brings the sound to the device, cannot be loaded.", hint) from error
    return sdl


def _library() -> Path:
    """The file of SDL 2 in a wheel of pygame-ce; of another build the module that is linked with it."""
    package = find_spec("pygame")
    if package is not None and package.origin is not None:
        folder = Path(package.origin).parent
        for place in (folder, folder / ".dylibs", folder.parent / "pygame_ce.libs"):
            for path in sorted(place.glob("*SDL2*")):
                if path.name.startswith(("SDL2.dll", "libSDL2-", "libSDL2.")):
                    return path
    import pygame.base

    return Path(pygame.base.__file__)


def _text(text: bytes | None) -> str | None:
    return None if text is None else text.decode("utf-8", "replace")
