"""Opening and closing the sound device."""

import os
from collections.abc import Callable
from threading import Thread
from threading import enumerate as enumerate_threads
from typing import NamedTuple

from asmr_cli.errors import NoDevice
from asmr_cli.sink import sdl
from asmr_cli.sink.early import Early
from asmr_cli.sink.manners import prepare, silent_stderr, staying_put
from asmr_cli.sink.trial import PATIENCE, Anew, AnyTrial, Passed, Trial, needed
from asmr_cli.types import Frames, Seconds

CHUNK: Frames = 8192
"""What a device takes at once. Under load 512 frames gave 64 gaps, 8192 none."""

_CLOSING = "asmr-closing"

_LET_GO: Seconds = 1.0
"""Closing takes 0.35 s, for SDL lets what was handed over be heard; on a busy machine 2 s."""


class Opened(NamedTuple):
    """The device that is open: its name for people, and the name that opens it and no other, where that is known."""

    name: str
    only: str | None
    device: sdl.Device

    def removed(self) -> bool:
        """Whether it was taken away. PipeWire moves the sound to another one by itself then: so its name counts."""
        return self.device.gone or (self.only is not None and self.only not in (sdl.devices() or (self.only,)))


def try_out(device: str | None) -> AnyTrial:
    """Begin to look for a device in a child where that could crash. Raises NoDevice.

    Where a device has just been let go of, as between the sounds of `explore`, its closing is waited for."""
    if _is_closing(PATIENCE):
        raise no_device(device)
    prepare(os.environ)
    if not needed(os.environ):
        return Passed()
    if sdl.loaded():
        return Anew()
    with silent_stderr():
        return Trial(_learn)


def open_output(
    device: str | None, pull: sdl.Pull, trial: AnyTrial | Early | None = None, alarm: Callable[[], None] = lambda: None
) -> Opened:
    """Open a device, without a name the one that is the default now; it asks `pull` for its chunks. Raises NoDevice.

    With a PulseAudio server the default is opened by its name: when it goes, the server then does not move the sound
    to another speaker. `trial`: its `try_out`, where that was begun before, or `Passed` where it is known not to crash.
    """
    if _is_closing():
        raise no_device(device)
    found = (trial or try_out(device)).answer()
    if found is None:
        raise no_device(device)
    prepare(os.environ)
    with silent_stderr(), staying_put(os.environ):
        if not sdl.start():
            raise no_device(device)
        try:
            only = device or found or _unmistakable() or None
            return Opened(only or sdl.default_device() or sdl.driver(), only, sdl.Device(only, CHUNK, pull, alarm))
        except OSError as error:
            sdl.stop()
            raise no_device(device) from error


def device_names() -> list[str]:
    """What the system calls its outputs; empty where there is none."""
    if try_out(None).answer() is None:
        return []
    with silent_stderr():
        if not sdl.start():
            return []
        names = list(sdl.devices())
        sdl.stop()
    return names


def no_device(device: str | None) -> NoDevice:
    if device is None:
        return NoDevice("There is no audio device.", "asmr doctor, or --silent for a session without sound")
    return NoDevice(f"There is no audio device named {device}.", "asmr devices")


def close_output(opened: Opened) -> None:
    """Let go of the device. A sound server that hangs is waited for elsewhere: keys and deadline must not hang, too."""
    closing = Thread(target=_close, args=(opened.device,), name=_CLOSING, daemon=True)
    try:
        closing.start()
    except RuntimeError:  # no more threads may be had here
        _close(opened.device)
    else:
        closing.join(_LET_GO)


def _learn() -> str:
    """Connect, which may crash, and tell the name of the default device; empty where no name means it and no other."""
    return _unmistakable() if sdl.start() else ""


def _unmistakable() -> str:
    name = sdl.default_device()
    return name if name is not None and sdl.devices().count(name) == 1 else ""


def _is_closing(patience: Seconds = 0.0) -> bool:
    """Whether a device is still being closed, so long from now on."""
    closing = [thread for thread in enumerate_threads() if thread.name == _CLOSING]
    for thread in closing:
        thread.join(patience)
    return any(thread.is_alive() for thread in closing)


def _close(device: sdl.Device) -> None:
    device.close()
    sdl.stop()
