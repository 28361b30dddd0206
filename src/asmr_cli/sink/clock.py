"""The clock that a night goes by."""

import time

from asmr_cli.types import Seconds


def wall() -> Seconds:
    """Seconds that go on while the machine sleeps, and never jump with the date."""
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux: CLOCK_MONOTONIC stops in suspend
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
