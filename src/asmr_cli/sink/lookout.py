"""Looking for the device in a child process: opening one can crash the process (a sound server without a sink)."""

import subprocess
import sys
import time
from collections.abc import Callable

from asmr_cli.types import Seconds

EVERY: Seconds = 1.0
"""A child that died is started again no sooner than this."""


class ChildLookout:
    """Asks one child, which tries again and again and says when it could open the device."""

    def __init__(self, device: str | None, clock: Callable[[], Seconds] = time.monotonic) -> None:
        self.device = device
        """The name that is looked for; None: any device that is the default."""
        self._clock = clock
        self._child: subprocess.Popen[bytes] | None = None
        self._began: Seconds = -EVERY

    def found(self) -> bool:
        """True when the child has opened the device, from which on it looks no more; begins to look when asked."""
        if self._child is not None and self._child.poll() is not None:
            there = self._child.returncode == 0
            self.close()
            if there:
                return True
        if self._child is None and self._clock() - self._began >= EVERY:
            self._began = self._clock()
            self._child = self._start()
        return False

    def close(self) -> None:
        """Look no more."""
        child, self._child = self._child, None
        if child is not None:
            if child.stdin:
                child.stdin.close()
            child.kill()
            child.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        arguments = [self.device] if self.device is not None else []
        return subprocess.Popen(
            [sys.executable, "-m", "asmr_cli.sink.probe", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C is for the player alone
        )
