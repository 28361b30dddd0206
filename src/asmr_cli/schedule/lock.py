"""One change of the schedule at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until no other asmr changes the schedule; the lock is gone with the process, however it ends."""
    if sys.platform == "win32":  # there is neither cron nor systemd to change
        yield
        return
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "schedule.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # Handed down to `crontab`: if we are killed, the lock stays until the table that it installs is in place.
        os.set_inheritable(file.fileno(), True)
        yield
