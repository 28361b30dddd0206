"""The child that looks for a device: `python -m asmr_cli.sink.probe [DEVICE]` ends with 0 when it could be opened.

With `--once` it tries the default one a single time, and ends with 1 where there is none."""

import ctypes
import os
import select
import sys
from typing import NoReturn

from asmr_cli.child import end_after
from asmr_cli.errors import NoDevice
from asmr_cli.sink.opening import open_output
from asmr_cli.types import Seconds

EVERY: Seconds = 0.5
"""It tries again so often."""

PATIENCE: Seconds = 8.0
"""An attempt that takes longer never ends: libpulse 16 spins for ever when its server dies under it."""


def silence(nothing: None, address: int, size: int) -> None:
    """What is played meanwhile."""
    ctypes.memset(address, 0, size)


def once() -> None:
    """Open the default device and print its name, its driver's where it has none."""
    try:
        print(open_output(None, silence).name, flush=True)
    except NoDevice:
        sys.exit(1)
    os._exit(0)


def look(device: str | None) -> NoReturn:
    """Try until the device opens, or until nobody waits for the answer any more (standard input ends)."""
    while True:
        end_after(PATIENCE)
        try:
            open_output(device, silence)
        except NoDevice:
            if select.select([sys.stdin], [], [], EVERY)[0]:
                sys.exit(1)
        else:
            # To close it in order would take a third of a second, and somebody waits for the answer.
            os._exit(0)


if __name__ == "__main__":
    if sys.argv[1:] == ["--once"]:
        once()
    else:
        look(sys.argv[1] if len(sys.argv) > 1 else None)
