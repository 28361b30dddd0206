"""The child that looks for a device: `python -m asmr_cli.sink.probe [DEVICE]` ends with 0 when it could be opened."""

import select
import sys

from asmr_cli.errors import NoDevice
from asmr_cli.sink.mixer import close_mixer, open_mixer
from asmr_cli.types import Seconds

EVERY: Seconds = 0.5


def once() -> None:
    """Open the default device once and print the driver's name; ends with 1 where there is none."""
    try:
        print(open_mixer(None))
    except NoDevice:
        sys.exit(1)
    close_mixer()


def look(device: str | None) -> None:
    """Try until the device opens, or until nobody waits for the answer any more (standard input ends)."""
    while True:
        try:
            open_mixer(device)
        except NoDevice:
            if select.select([sys.stdin], [], [], EVERY)[0]:
                sys.exit(1)
        else:
            close_mixer()
            return


if __name__ == "__main__":
    if sys.argv[1:] == ["--once"]:
        once()
    else:
        look(sys.argv[1] if len(sys.argv) > 1 else None)
