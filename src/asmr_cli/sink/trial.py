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


class Trial:
    """An attempt in a copy of this process, which goes on meanwhile. A fork costs 5 ms, a new Python 150."""

    def __init__(self, attempt: Callable[[], str]) -> None:
        self._answer, tell = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            _try(attempt, tell)
        os.close(tell)

    def answer(self) -> str | None:
        """What `attempt` returned, empty where it raised, None where it crashed or hangs; to be asked once."""
        said = _read(self._answer)
        if said is None:
            os.kill(self._child, 9)
        os.close(self._answer)
        _, status = os.waitpid(self._child, 0)
        return said.decode("utf-8", "replace") if said is not None and os.WIFEXITED(status) else None


class Passed:
    """Nothing needs to be tried."""

    def answer(self) -> str:
        return ""


def _read(answer: int) -> bytes | None:
    """All that the child says until it ends, None where it takes too long."""
    poll = select.poll()
    poll.register(answer, select.POLLIN)
    said = b""
    while poll.poll(PATIENCE * 1000):
        more = os.read(answer, 4096)
        if not more:
            return said
        said += more
    return None


def _try(attempt: Callable[[], str], tell: int) -> None:
    """In the child: attempt, and be gone without any of the parent's clearing up."""
    try:
        os.write(tell, attempt().encode())
    finally:
        os._exit(0)
