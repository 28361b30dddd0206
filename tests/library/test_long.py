"""Recordings of hours, in little memory."""

import json
import math
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg makes the files"),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]

PEAK = """
def peak():  # ru_maxrss would count what the process was before exec
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""

LISTEN = """
import json, sys
from pathlib import Path
from asmr_cli.library.analysis import analyse
facts = analyse(Path(sys.argv[1]))
print(json.dumps([facts.seconds, len(facts.entries), peak()]))
"""

STREAM = """
import json, sys
from pathlib import Path
from asmr_cli.decode.shelf import Shelf
tape, hour = Shelf().open(Path(sys.argv[1])), 3600 * 48000
frames = sum(len(tape.read(start + k * 4800, 4800)) for start in (3 * hour, hour, 5 * hour) for k in range(600))
print(json.dumps([tape.frames / 48000, frames, peak()]))
"""


def _long(tmp_path: Path, noise: Path, suffix: str, hours: float) -> Path:
    """A minute of noise again and again, without encoding it again."""
    minute, path = tmp_path / f"minute.{suffix}", tmp_path / f"long.{suffix}"
    subprocess.run(["ffmpeg", "-v", "error", "-i", noise, "-ac", "2", minute], check=True)
    loop = ["-stream_loop", str(round(hours * 60) - 1), "-i", minute, "-c", "copy", path]
    subprocess.run(["ffmpeg", "-v", "error", *loop], check=True)
    return path


def _run(code: str, path: Path) -> list[float]:
    done = subprocess.run([sys.executable, "-c", PEAK + code, str(path)], check=True, capture_output=True, text=True)
    found: list[float] = json.loads(done.stdout)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "suffix", "least", "most"),
    [(STREAM, suffix, 3 * 600 * 4800, 3 * 600 * 4800) for suffix in ("m4a", "wav")]
    + [(LISTEN, suffix, 100, math.inf) for suffix in ("m4a", "opus")],
    ids=["streamed-m4a", "streamed-wav", "listened-m4a", "listened-opus"],
)
def test_six_hours_are_streamed_from_the_middle_and_listened_to_in_a_hundred_megabytes(
    tmp_path: Path, write_noise: Callable[..., Path], code: str, suffix: str, least: float, most: float
) -> None:
    path = _long(tmp_path, write_noise(tmp_path / "a.wav", 60.0), suffix, 6)
    seconds, count, kilobytes = _run(code, path)
    assert seconds == pytest.approx(6 * 3600, abs=30) and least <= count <= most
    assert kilobytes <= 100_000
    path.unlink()


def test_listening_takes_no_more_memory_for_more_minutes(tmp_path: Path, write_noise: Callable[..., Path]) -> None:
    noise = write_noise(tmp_path / "a.wav", 60.0)
    peaks = []
    for minutes in (1, 6):
        path = _long(tmp_path, noise, "wav", minutes / 60)
        peaks.append(_run(LISTEN, path)[2])
        path.unlink()
        (tmp_path / "minute.wav").unlink()
    assert peaks[1] - peaks[0] < 2000  # five minutes of samples are 115 MB
