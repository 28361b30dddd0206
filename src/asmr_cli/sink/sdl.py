"""The few things that SDL knows and pygame does not pass on, asked of the libraries that pygame has loaded.

Where they cannot be found every answer is None, and what hangs on it does without."""

import ctypes
import sys
from pathlib import Path
from typing import Any


def library(name: str) -> Any:
    """`SDL2` or `SDL2_mixer` as it is loaded in this process, or None."""
    path = _mapped(name) if sys.platform == "linux" else _bundled(name)
    return ctypes.CDLL(str(path)) if path is not None else None


def devices() -> tuple[str, ...]:
    """The names of the devices there are to play on; while audio is started."""
    sdl = library("SDL2")
    if sdl is None:
        return ()
    sdl.SDL_GetAudioDeviceName.restype = ctypes.c_char_p
    names = [sdl.SDL_GetAudioDeviceName(number, 0) for number in range(sdl.SDL_GetNumAudioDevices(0))]
    return tuple(name.decode("utf-8", "replace") for name in names if name)


def default_device() -> str | None:
    """The name of the device that is played on without a wish; while audio is started."""
    sdl = library("SDL2")
    if sdl is None or not hasattr(sdl, "SDL_GetDefaultAudioInfo"):
        return None
    name = ctypes.c_char_p()
    specification = (ctypes.c_byte * 64)()  # SDL_AudioSpec: 32 bytes
    if sdl.SDL_GetDefaultAudioInfo(ctypes.byref(name), specification, 0) != 0 or name.value is None:
        return None
    return name.value.decode("utf-8", "replace")


def _mapped(name: str) -> Path | None:
    maps = Path("/proc/self/maps")
    if not maps.exists():
        return None
    lines = (line.split(maxsplit=5) for line in maps.read_text().splitlines())
    paths = (Path(line[5]) for line in lines if len(line) == 6)
    return next((path for path in paths if path.name.startswith((f"lib{name}-", f"lib{name}."))), None)


def _bundled(name: str) -> Path | None:
    import pygame

    here = Path(pygame.__file__).parent
    found = (path for path in here.rglob(f"*{name}*") if path.suffix in (".dll", ".dylib"))
    return next((path for path in found if path.stem.removeprefix("lib") in (name, f"{name}-2.0.0")), None)
