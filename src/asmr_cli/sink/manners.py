"""What is below the device library is kept in check: its banners, its signals, its words on stderr, where it moves."""

import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path

_PIPEWIRE = "PIPEWIRE_PROPS"


def prepare(environ: MutableMapping[str, str]) -> None:
    """What must be set before the library is loaded: no banner where it takes a module of pygame to find it, our own
    signals, the user's sound server."""
    environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
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
    if sys.stderr is not None:  # None: it was closed when Python started
        sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def staying_put(environ: MutableMapping[str, str]) -> Iterator[None]:
    """PipeWire moves a stream to whatever becomes the default device, unless it is told not to when that is made."""
    if _PIPEWIRE in environ:
        yield
        return
    environ[_PIPEWIRE] = "{ node.dont-reconnect = true }"
    try:
        yield
    finally:
        del environ[_PIPEWIRE]  # for our own stream only, not for what we start
