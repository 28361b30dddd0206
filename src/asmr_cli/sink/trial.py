"""Opening a device in a child first: it can crash the process (SDL 2.32, a PulseAudio server without any sink)."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Final, NoReturn, TypeAlias

from asmr_cli.child import end_after
from asmr_cli.types import Seconds

PATIENCE: Seconds = 4.0
"""Opening takes about 15 ms; a server that hangs is as good as none."""

_CRASHING = ("", "pulse", "pulseaudio")
"""Values of SDL_AUDIODRIVER with which SDL may take that driver."""

_WHOLE: Final = b"\0"
"""Ends an answer; without it the child was gone before it had one."""


def needed(environ: Mapping[str, str]) -> bool:
    """Whether the driver that will be taken may be the one that crashes; it is Linux's, and only there we fork."""
    return sys.platform == "linux" and environ.get("SDL_AUDIODRIVER", "") in _CRASHING


class Trial:
    """An attempt in a copy of this process, which goes on meanwhile. A fork costs 1 ms while numpy is not
    loaded, a new Python 150.

    To be made while this process has one thread, as a copy has only the one that makes it, and before it has played:
    in a copy of a process that has, libpulse refuses (PA_ERR_FORKED), and the answer is empty. The copy holds all that
    is open here, the lock of the session too, and so it ends by itself, whether or not somebody asks."""

    def __init__(self, attempt: Callable[[], str]) -> None:
        self._answer, tell = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            _try(attempt, tell)
        os.close(tell)

    def answer(self) -> str | None:
        """What `attempt` returned, empty where it raised, None where it crashed or took too long; to be asked once."""
        with os.fdopen(self._answer, "rb") as pipe:
            said = pipe.read()
        with contextlib.suppress(ChildProcessError):  # whoever ignores SIGCHLD has no children to wait for
            os.waitpid(self._child, 0)
        return said.removesuffix(_WHOLE).decode("utf-8", "replace") if said.endswith(_WHOLE) else None


class Anew:
    """An attempt to open the default device in a new Python: for a process that has played before."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "asmr_cli.sink.probe", "--once"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C is for the player alone
        )

    def answer(self) -> str | None:
        """Empty where it opened, None where there is none, it crashed or took too long."""
        try:
            return "" if self._child.wait(PATIENCE) == 0 else None
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
            return None


class Passed:
    """Nothing needs to be tried."""

    def answer(self) -> str:
        return ""


AnyTrial: TypeAlias = Trial | Anew | Passed


def _try(attempt: Callable[[], str], tell: int) -> NoReturn:
    """In the child: attempt, and be gone without any of the parent's clearing up."""
    said = b""
    try:
        end_after(PATIENCE)
        try:
            said = attempt().encode()
        finally:
            os.write(tell, said + _WHOLE)
    finally:
        os._exit(0)
