"""CPU of measuring a file's loudness against ffmpeg's meter, alternating, and how far the figures lie apart.

python benchmarks/loudness.py [FILE …]      without files: ten minutes of made-up noise as WAV
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from asmr_cli.decode.stream import Stream
from asmr_cli.render.loudness import Meter
from asmr_cli.types import RATE

ROUNDS = 5
BUDGET = 0.65


def ours(path: Path) -> tuple[float, tuple[float, float]]:
    """CPU seconds, and (integrated, true peak)."""
    began = time.process_time()
    stream, meter = Stream(path), Meter()
    while len(block := stream.read(RATE)):
        meter.add(block)
    figures = meter.integrated, meter.true_peak_db
    _ = meter.short_term_max
    stream.close()
    return time.process_time() - began, figures


def theirs(path: Path) -> tuple[float, tuple[float, float]]:
    """CPU seconds, and (integrated, true peak)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["ffmpeg", "-hide_banner", "-nostats", "-threads", "1", "-i", str(path)]
    told = subprocess.run([*command, "-af", "ebur128=peak=true", "-f", "null", "-"], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    summary = told.stderr[told.stderr.rindex("Summary:") :]
    integrated, peak = (float(re.search(rf"{name}:\s+(\S+)", summary)[1]) for name in ("I", "Peak"))
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime), (integrated, peak)


def made_up(folder: Path) -> Path:
    """Ten minutes of pink noise in stereo."""
    path = folder / "noise.wav"
    noise = "anoisesrc=d=600:c=pink:r=48000:a=0.2:seed={}"
    inputs = [word for seed in (1, 2) for word in ("-f", "lavfi", "-i", noise.format(seed))]
    subprocess.run(["ffmpeg", "-v", "error", *inputs, "-filter_complex", "amerge=2", str(path)], check=True)
    return path


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        worst = 0.0
        for path in [Path(name) for name in sys.argv[1:]] or [made_up(Path(folder))]:
            rounds = [(ours(path), theirs(path)) for _ in range(ROUNDS)]
            ratio = statistics.median(mine[0] / other[0] for mine, other in rounds)
            worst = max(worst, ratio)
            (seconds, mine), (other_seconds, other) = rounds[-1]
            print(f"{path.name}: {seconds:.2f} s against {other_seconds:.2f} s, ratio {ratio:.2f} (budget {BUDGET})")
            print(f"  integrated {mine[0]:.2f} / {other[0]:.1f} LUFS, true peak {mine[1]:.2f} / {other[1]:.1f} dBTP")
    return int(worst > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
