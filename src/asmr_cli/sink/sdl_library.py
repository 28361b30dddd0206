"""The library SDL 2, found beside pygame-ce and loaded without it: all of pygame would take six times as long."""

import ctypes
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from asmr_cli.errors import NoDevice

PULL = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
"""What SDL calls for a chunk: (userdata, address, bytes)."""


class Spec(ctypes.Structure):
    """SDL_AudioSpec."""

    _fields_ = (
        ("freq", ctypes.c_int), ("format", ctypes.c_uint16), ("channels", ctypes.c_uint8), ("silence", ctypes.c_uint8),
        ("samples", ctypes.c_uint16), ("padding", ctypes.c_uint16), ("size", ctypes.c_uint32),
        ("callback", PULL), ("userdata", ctypes.c_void_p),
    )  # fmt: skip


@cache
def library() -> Any:
    """Its functions, with the types that are not numbers. Raises NoDevice where it cannot be had."""
    try:
        found = ctypes.CDLL(str(_file()))
        found.SDL_OpenAudioDevice.argtypes = [
            ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(Spec), ctypes.POINTER(Spec), ctypes.c_int,
        ]  # fmt: skip
        for name in ("SDL_GetAudioDeviceName", "SDL_GetCurrentAudioDriver", "SDL_GetError"):
            getattr(found, name).restype = ctypes.c_char_p
    except (ImportError, OSError, AttributeError) as error:  # not there, cannot be loaded, is something else
        hint = "pip install --force-reinstall pygame-ce"
        raise NoDevice("SDL 2, which brings the sound to the device, cannot be loaded.", hint) from error
    return found


def _file() -> Path:
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
