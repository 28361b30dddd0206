"""Signals as a soft stop. To be installed before the device library is loaded, which would swallow SIGTERM."""

import contextlib
import signal
import socket
from collections.abc import Iterator
from types import FrameType
from typing import Self

from asmr_cli.models.command import Command, Stop

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
"""SIGQUIT would leave the page black and without a cursor."""


class Signals:
    """SIGINT, SIGTERM, SIGHUP and SIGQUIT become Stop commands, a second one at once.

    `keep`: a lost terminal is no reason."""

    def __init__(self, keep: bool = False) -> None:
        self._keep = keep
        self._came: list[int] = []
        self._before: dict[int, object] = {}
        self._bell, self._rung = socket.socketpair()
        self._fd_before = -1

    def __enter__(self) -> Self:
        self._bell.setblocking(False)
        self._rung.setblocking(False)
        self._fd_before = signal.set_wakeup_fd(self._rung.fileno(), warn_on_full_buffer=False)
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None:  # some are missing on Windows
                ignored = self._keep and name == "SIGHUP"
                self._before[number] = signal.signal(number, signal.SIG_IGN if ignored else self._note)
        return self

    def __exit__(self, *error: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]  # what signal.signal gave us
        signal.set_wakeup_fd(self._fd_before)
        self._bell.close()
        self._rung.close()

    def files(self) -> list[socket.socket]:
        """What ends a wait when a signal comes."""
        return [self._bell]

    def commands(self) -> Iterator[Command]:
        """The stops asked for since the last call."""
        with contextlib.suppress(BlockingIOError):  # nothing rang
            self._bell.recv(64)
        came, self._came = self._came, []
        for number in came:
            yield Stop("signal", number)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._came.append(number)
