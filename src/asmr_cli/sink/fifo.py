"""A FIFO opened to write into, once somebody reads it."""

import os
import select
from collections.abc import Callable
from pathlib import Path

from asmr_cli.errors import CannotWrite, NoDevice, UsageError
from asmr_cli.types import Seconds

_MOMENT: Seconds = 0.15
"""How long a reader that comes and goes has to find us."""

READER: Seconds = 1.0
"""How long a FIFO waits for somebody to open its other end."""


def open_fifo(path: str, clock: Callable[[], Seconds], wait: Callable[[Seconds], None], patience: Seconds) -> int:
    """The descriptor of its write end, as soon as there is a reader; waits for one as long as `patience`.

    Raises NoDevice where there is none, UsageError for what is no FIFO, CannotWrite.

    A reader such as snapserver opens the FIFO anew ten times a second and leaves at once where nobody writes. So we
    hold it open from both ends for a moment, let go of the read end, and see whether somebody else has it."""
    latest = clock() + patience
    check_fifo(path)
    while True:
        held, descriptor = _both_ends(path)
        wait(_MOMENT)
        os.close(held)
        if not _left_alone(descriptor):
            return descriptor
        os.close(descriptor)
        if clock() >= latest:
            hint = "start the reader first, for example ffplay or snapserver"
            raise NoDevice(f"Nobody reads from {path}.", hint)


def check_fifo(path: str) -> None:
    """Before anything else is done for it. Raises UsageError for what is no FIFO or not there."""
    if Path(path).is_file() or Path(path).is_dir():
        raise UsageError(f"{path} is no pipe.", "mkfifo makes one; asmr render -o writes a file")
    if not os.path.lexists(path):
        raise _missing(path)


def _missing(path: str) -> UsageError:
    return UsageError(f"{path} is not there.", f"mkfifo {path}")


def _both_ends(path: str) -> tuple[int, int]:
    """The FIFO opened to read from and to write to. Raises UsageError, CannotWrite."""
    at_once = getattr(os, "O_NONBLOCK", 0)
    try:
        held = os.open(path, os.O_RDONLY | at_once)
        try:
            return held, os.open(path, os.O_WRONLY | at_once)
        except OSError:
            os.close(held)
            raise
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written to.", f"ls -l {path}") from error


def _left_alone(descriptor: int) -> bool:
    """Whether the FIFO has no reader."""
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT)
    return any(events & select.POLLERR for _, events in poll.poll(0))
