"""Opening and closing the device library, with its manners kept in check.

It looks at the environment while it is loaded: so it is imported in functions only, and `prepare` comes first."""

import atexit
import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from threading import enumerate as enumerate_threads
from typing import NamedTuple

from asmr_cli.errors import NoDevice
from asmr_cli.sink.sdl import default_device, devices
from asmr_cli.sink.trial import PATIENCE, Passed, Trial, needed
from asmr_cli.types import CHANNELS, RATE, Frames, Seconds

CHUNK: Frames = 8192
"""What the mixer mixes at once. Under load 512 frames gave 64 gaps, 8192 none."""

_SAMPLE = -16
"""Signed 16 bit, as pygame counts."""

_CLOSING = "asmr-closing"

_LET_GO: Seconds = 1.0
"""Closing takes 0.35 s, for the library lets what it has mixed be heard; on a busy machine 2 s."""

_OPENED = 2
"""SDL numbers opened devices from 2 on; events about others carry 0."""


def prepare(environ: MutableMapping[str, str]) -> None:
    """What must be set before the library is loaded: no banner, no window, our signals, the user's sound server."""
    environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
    # Without a video driver there are no events, and a removed device would not be noticed.
    environ.setdefault("SDL_VIDEODRIVER", "dummy")
    environ.setdefault("SDL_NO_SIGNAL_HANDLERS", "1")
    environ.setdefault("SDL_APP_NAME", "asmr")
    if sys.platform == "linux":
        # cron does not set it, and the sound server's socket lies in it.
        runtime = Path(f"/run/user/{os.getuid()}")
        if not environ.get("XDG_RUNTIME_DIR") and runtime.is_dir():
            environ["XDG_RUNTIME_DIR"] = str(runtime)


@contextmanager
def silent_stderr() -> Iterator[None]:
    """ALSA writes to file descriptor 2 by itself when there is no device."""
    try:
        kept = os.dup(2)
    except OSError:  # descriptor 2 is closed: there is nothing to silence
        yield
        return
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


class Opened(NamedTuple):
    """The device that is open: its name for people, and the name that opens it and no other, where that is known."""

    name: str
    device: str | None


def try_out(device: str | None) -> Trial | Passed:
    """Load the library, and begin to open a device in a child where that could crash. Raises NoDevice.

    Where a device has just been let go of, as between the sounds of `explore`, its closing is waited for."""
    if _is_closing(PATIENCE):
        raise no_device(device)
    prepare(os.environ)
    with silent_stderr():
        import pygame

        try:
            pygame.display.init()
        except pygame.error as error:
            raise no_device(device) from error
        return _trial(device)


def open_mixer(device: str | None, trial: Trial | Passed | None = None) -> Opened:
    """Open a device, without a name the one that is the default now. Raises NoDevice.

    With a PulseAudio server the default is opened by its name: when it goes, the server then does not move the sound
    to another speaker. `trial`: its `try_out`, where that was begun before, or `Passed` where it is known not to crash.
    The handlers of SIGINT, SIGTERM and SIGHUP are to be installed before: SDL would swallow the signals."""
    if _is_closing():
        raise no_device(device)
    found = (trial or try_out(device)).answer()
    if found is None:
        raise no_device(device)
    wanted = device or found or None
    with silent_stderr():
        import pygame

        try:
            pygame.display.init()
            _start(wanted)
        except pygame.error as error:
            raise no_device(device) from error
    pygame.event.clear()
    wanted = wanted or _unmistakable() or None
    return Opened(wanted or default_device() or pygame.mixer.get_driver(), wanted)


def _trial(device: str | None) -> Trial | Passed:
    return Trial(lambda: _learn(device)) if needed(os.environ) else Passed()


def _learn(device: str | None) -> str:
    """Open a device and tell the name of the default one; empty where no name means it and no other."""
    _start(device)
    return _unmistakable()


def _unmistakable() -> str:
    name = default_device()
    return name if name is not None and devices().count(name) == 1 else ""


def device_names() -> list[str]:
    """What the system calls its outputs; empty where there is none."""
    prepare(os.environ)
    with silent_stderr():
        import pygame
        from pygame._sdl2 import audio

        if _trial(None).answer() is None:
            return []
        try:
            pygame.mixer.init(RATE, _SAMPLE, CHANNELS, CHUNK)
        except pygame.error:
            return []
        names = [str(name) for name in audio.get_audio_device_names(False)]
        pygame.mixer.quit()
    return names


def _start(device: str | None) -> None:
    import pygame

    pygame.mixer.init(RATE, _SAMPLE, CHANNELS, CHUNK, devicename=device, allowedchanges=0)


def no_device(device: str | None) -> NoDevice:
    if device is None:
        return NoDevice("There is no audio device.", "asmr doctor, or --silent for a session without sound")
    return NoDevice(f"There is no audio device named {device}.", "asmr devices")


def close_mixer() -> None:
    """Let go of the device. A sound server that hangs is waited for elsewhere: keys and deadline must not hang, too."""
    closing = Thread(target=_close, name=_CLOSING, daemon=True)
    closing.start()
    closing.join(_LET_GO)
    if closing.is_alive():
        import pygame

        # At the end of the process it would be waited for again, without an end.
        atexit.unregister(pygame.quit)


def _is_closing(patience: Seconds = 0.0) -> bool:
    """Whether the library is still closing a device, so long from now on."""
    closing = [thread for thread in enumerate_threads() if thread.name == _CLOSING]
    for thread in closing:
        thread.join(patience)
    return any(thread.is_alive() for thread in closing)


def _close() -> None:
    import pygame

    pygame.mixer.quit()
    pygame.display.quit()


def removed(device: str | None) -> bool:
    """Whether the device that is open was removed since the last call.

    PipeWire moves the sound to another one by itself then, and the event names none: so its name is looked for."""
    import pygame

    gone = [event for event in pygame.event.get() if event.type == pygame.AUDIODEVICEREMOVED and not event.iscapture]
    if any(event.which >= _OPENED for event in gone):
        return True
    return bool(gone) and device is not None and device not in (devices() or (device,))
