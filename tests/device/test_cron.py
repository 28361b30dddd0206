"""A real cron daemon starts a session from its bare environment, and a real sound server plays it.

The test writes to the crontab of the user who runs it (and puts back what was there), so it must be asked for:
ASMR_REAL_CRON=1, as root, where cron is installed."""

import datetime
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

RATE = 48_000

pytestmark = [pytest.mark.device, pytest.mark.slow]


@pytest.fixture
def cron() -> Iterator[None]:
    """A cron daemon that runs, and an empty crontab."""
    if os.environ.get("ASMR_REAL_CRON") != "1":
        pytest.skip("changes the user's crontab for a minute: set ASMR_REAL_CRON=1 to allow it")
    assert shutil.which("cron") and shutil.which("crontab"), "cron is not installed (apt install cron)"
    before = subprocess.run(["crontab", "-l"], capture_output=True)
    subprocess.run(["crontab", "-r"], capture_output=True)
    # Where one runs already this ends at once, and that one does the work.
    daemon = subprocess.Popen(["cron", "-f"], stderr=subprocess.DEVNULL)
    time.sleep(1.5)  # cron tells a changed table by its mtime, in whole seconds
    try:
        yield
    finally:
        daemon.terminate()
        daemon.wait()
        if before.returncode == 0:
            subprocess.run(["crontab", "-"], input=before.stdout, check=True)
        else:
            subprocess.run(["crontab", "-r"], capture_output=True)


def asmr(environ: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "asmr_cli", *words]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=True)


def test_cron_plays_at_the_next_minute(cron: None, server, recorder, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    environ = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "ASMR_HOME": str(tmp_path / "home")} | server.environ
    subprocess.run(["crontab", "-"], input=b"# foreign \xff\n", check=True)
    start = datetime.datetime.now() + datetime.timedelta(seconds=70)
    asmr(
        environ,
        "schedule",
        "add",
        f"{start:%H:%M}",
        "--with",
        "cron",
        "--",
        "sleep",
        "12s",
        "--seed",
        "7",
        "-t",
        "rain",
    )
    (entry,) = json.loads(asmr(environ, "schedule", "list", "--json").stdout)
    assert (entry["time"], entry["command"][:2]) == (f"{start:%H:%M}", ["sleep", "12s"])
    time.sleep((start.replace(second=0, microsecond=0) - datetime.datetime.now()).total_seconds() + 20)
    loud = np.flatnonzero(np.abs(recorder.frames).max(axis=1) > 30)
    assert loud.size, "nothing was heard"
    assert 8 * RATE < loud[-1] - loud[0] < 12.5 * RATE
    assert not recorder.frames[loud[-1] + RATE :].any(), "silence is not real"
    asmr(environ, "schedule", "remove", "1")
    assert subprocess.run(["crontab", "-l"], capture_output=True, check=True).stdout == b"# foreign \xff\n"
