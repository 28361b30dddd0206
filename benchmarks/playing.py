"""What playing costs, and how soon it is heard, against mpv, at a private PulseAudio server (that of the tests)."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from measure import spent

from support.soundserver import Server


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """The environment in which a null sink of our own is the only device."""
    own = Server()
    try:
        own.start()
        yield os.environ | own.environ
    finally:
        own.close()


def cpu(command: Sequence[str], environ: Mapping[str, str]) -> float:
    return spent(command, environ).cpu


def while_playing(command: Sequence[str], environ: Mapping[str, str], since: float = 10.0) -> float:
    """CPU seconds of a minute that begins when the command has been started for `since` seconds."""
    quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=dict(environ), **quiet) as child:
        time.sleep(since)
        before = _on_cpu(child.pid)
        time.sleep(60.0)
        after = _on_cpu(child.pid)
        child.kill()
    return after - before


def _on_cpu(process: int) -> float:
    """CPU seconds of all its threads, to the nanosecond: ticks are 10 ms (Linux)."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def first_frame(command: Sequence[str], environ: Mapping[str, str]) -> float:
    """Seconds from the start of a command to the first sample that is not zero in what the server plays."""
    recorder = ["parec", "--raw", "-d", "ear.monitor", "--rate=48000", "--latency-msec=5", "--process-time-msec=5"]
    quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": dict(environ)}
    with subprocess.Popen(recorder, stdout=subprocess.PIPE, **quiet) as ear:
        assert ear.stdout is not None
        os.read(ear.stdout.fileno(), 4096)
        began = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, **quiet) as playing:
            while not any(os.read(ear.stdout.fileno(), 4096)):
                if time.monotonic() - began > 20:
                    sys.exit(f"nothing is heard of {command[0]}")
            heard = time.monotonic() - began
            playing.kill()
        ear.kill()
    return heard


def mpv(file: Path, seconds: float) -> list[str]:
    """mpv as it comes, without its user's settings and without a picture."""
    return ["mpv", "--no-config", "--no-video", "--ao=pulse", "--really-quiet", f"--length={seconds}", str(file)]
