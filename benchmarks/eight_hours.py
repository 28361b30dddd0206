"""A true night on a real sound server: `asmr sleep 8h` with CPU, memory, files and threads every minute.

    python benchmarks/eight_hours.py                8 h on the default device
    python benchmarks/eight_hours.py --hours 0.05   whether the script itself works

Needs a device (`asmr doctor`) and Linux. Writes one line of JSON a minute to stdout and a verdict at the end; exit 1
where memory grew by more than 10 MB after the first ten minutes, or it did not end when it should.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

STARTUP = 10.0
"""Seconds that opening the device and closing it after the last sample may take beside the session itself."""


def look(process: int) -> dict[str, float]:
    """CPU seconds, MB, open files and threads of a process."""
    folder = Path(f"/proc/{process}")
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return {
        "cpu_s": ticks / os.sysconf("SC_CLK_TCK"),
        "mb": int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6,
        "files": len(list((folder / "fd").iterdir())),
        "threads": int(fields[17]),
    }


def ended(lines: list[str]) -> dict[str, object]:
    """The last event that the session told."""
    return json.loads(lines[-1]) if lines else {}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--hours", type=float, default=8.0)
    asked = options.parse_args()
    seconds = round(asked.hours * 3600)
    command = [sys.executable, "-m", "asmr_cli", "sleep", f"{seconds}s", "--json"]
    began, samples = time.monotonic(), []
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as child:
        while child.poll() is None:
            sample = {"at": round(time.monotonic() - began, 1), **look(child.pid)}
            samples.append(sample)
            print(json.dumps(sample), flush=True)
            try:
                child.wait(min(60.0, max(seconds / 20, 1.0)))
            except subprocess.TimeoutExpired:
                continue
        lines = child.stdout.read().splitlines() if child.stdout else []
    took = time.monotonic() - began
    settled = samples[min(10, len(samples) - 1)]
    grown = samples[-1]["mb"] - settled["mb"]
    verdict = {"took": took, "late": took - seconds, "grown_mb": grown, "exit": child.returncode, "end": ended(lines)}
    print(json.dumps(verdict))
    if child.returncode or grown > 10.0 or not 0.0 <= took - seconds < STARTUP:
        sys.exit(1)


if __name__ == "__main__":
    main()
