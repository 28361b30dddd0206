"""The entry point; `--version` answers without loading anything."""

import gc
import os
import signal
import sys
from types import FrameType


def main() -> None:
    """Run the command line of the process and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        from asmr_cli import __version__

        print(f"asmr {__version__}")
        return
    _fill_closed()
    # Whoever ignores Ctrl-C, as a shell does for a command behind `&`, goes on doing so.
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, _leave)
    # One thread does the little linear algebra there is; OpenBLAS's pool doubles numpy's CPU at import.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What is imported stays: 60,000 objects, which would be looked through again and again for what may go.
    gc.set_threshold(100_000)
    _plain_streams()
    from asmr_cli.cli.sooner import begun

    ahead = begun(sys.argv[1:])
    from asmr_cli.cli.app import run

    code = run(sys.argv[1:], _interruptible if ours else None, ahead)
    if ours:
        signal.signal(signal.SIGINT, _leave)
    # What ends with the process anyway would be looked through once more before: a tenth of all that a start costs.
    gc.freeze()
    sys.exit(code)


def _fill_closed() -> None:
    """Of the first three descriptors: what we open would get their numbers, and C libraries write their words there."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _plain_streams() -> None:
    """In a terminal or a pipe that is not UTF-8 a quotation mark, or a line of a picture, must end nothing."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and stream.encoding != "utf-8":
            from asmr_cli.ui.signs import write_plainly

            write_plainly(stream)


def _leave(number: int, frame: FrameType | None) -> None:
    """Ctrl-C while nothing is open yet, or any more: an exception would show its traceback, or be lost in an import."""
    os._exit(130)


def _interruptible() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


if __name__ == "__main__":
    main()
