"""Opening a device in a child first: it can crash the process (SDL 2.32, a PulseAudio server without any sink)."""

import os
import select
import sys
from collections.abc import Callable, Mapping

from asmr_cli.types import Seconds

PATIENCE: Seconds = 4.0
"""Opening takes about 15 ms; a server that hangs is as good as none."""

_CRASHING = ("", "pulse", "pulseaudio")
"""Values of SDL_AUDIODRIVER with which SDL may take that driver."""


def needed(environ: Mapping[str, str]) -> bool:
    """Whether the driver that will be taken may be the one that crashes."""
    return sys.platform == "linux" and environ.get("SDL_AUDIODRIVER", "") in _CRASHING


def survives(attempt: Callable[[], None]) -> bool:
    """Whether `attempt` ends in a copy of this process, whatever its result. A fork costs 5 ms, a new Python 150."""
    ended, ends = os.pipe()
    child = os.fork()
    if child == 0:
        _try(attempt)
    os.close(ends)
    poll = select.poll()
    poll.register(ended, select.POLLHUP)
    if not poll.poll(PATIENCE * 1000):
        os.kill(child, 9)
    os.close(ended)
    _, status = os.waitpid(child, 0)
    return os.WIFEXITED(status)


def _try(attempt: Callable[[], None]) -> None:
    """In the child: attempt, and be gone without any of the parent's clearing up."""
    try:
        attempt()
    finally:
        os._exit(0)
