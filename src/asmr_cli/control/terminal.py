"""The terminal while a session plays: keys come one by one and unechoed, and everything is as before afterwards."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator

from asmr_cli.control.inbox import HasFileno

if sys.platform != "win32":
    import termios


@contextlib.contextmanager
def quiet(file: HasFileno) -> Iterator[bool]:
    """Keys without Enter and echo. False where keys cannot be read: no terminal, or we are in the background.

    Ctrl-C stays a signal; Ctrl-Z, Ctrl-backslash and Ctrl-S are keys without a meaning, so that nobody stops it
    half-asleep. Nothing here waits until a terminal that hangs has shown what was written to it."""
    if sys.platform == "win32":
        yield True
        return
    number = file.fileno()
    if not _in_front(number):
        yield False
        return
    before = termios.tcgetattr(number)
    mode = termios.tcgetattr(number)
    mode[0] &= ~termios.IXON
    mode[3] &= ~(termios.ICANON | termios.ECHO)
    mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
    for name in ("VSUSP", "VQUIT", "VDSUSP"):
        if hasattr(termios, name):
            mode[6][getattr(termios, name)] = b"\x00"

    def again(*signal_and_frame: object) -> None:
        """Who was stopped and goes on finds the shell's own modes."""
        with contextlib.suppress(termios.error):
            if _in_front(number):  # from behind, this would stop the process
                termios.tcsetattr(number, termios.TCSANOW, mode)

    again()
    continued = signal.signal(signal.SIGCONT, again)
    try:
        yield True
    finally:
        signal.signal(signal.SIGCONT, continued)
        with contextlib.suppress(termios.error):  # the terminal is gone
            # What was typed and not read must not reach the shell.
            termios.tcflush(number, termios.TCIFLUSH)
            termios.tcsetattr(number, termios.TCSANOW, before)


def behind(file: HasFileno) -> bool:
    """Whether somebody else has this terminal's foreground: the shell, where a command was started with `&`."""
    if sys.platform == "win32":
        return False
    try:
        return _in_front(file.fileno()) is False
    except OSError:  # no file of the system's
        return False


def _in_front(number: int) -> bool | None:
    """Whether we are a terminal's foreground: reading from the background would stop the process. None where it is no
    terminal, or not ours."""
    try:
        return os.tcgetpgrp(number) == os.getpgrp()
    except OSError:
        return None
