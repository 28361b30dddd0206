"""What a copy of this process needs, to be nobody's business and to end by itself."""

import os
import signal

from asmr_cli.types import Seconds


def end_after(seconds: Seconds) -> None:
    """Let the system end this process by then, wherever it is: in a library nothing of ours runs (POSIX)."""
    if hasattr(signal, "setitimer"):
        # Whoever started us may have ignored or blocked it, and both are inherited.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
        signal.setitimer(signal.ITIMER_REAL, seconds)


def stand_aside() -> None:
    """A Ctrl-C is for the player alone, and whoever reads what it tells does not wait for us (POSIX)."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
