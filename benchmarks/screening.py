"""How surely screening names sudden sounds in real quiet recordings, and how often it is alarmed by nothing.

python benchmarks/screening.py FOLDER      a folder of sub-folders with quiet recordings, one kind each
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sudden import EVENTS, RATE

from asmr_cli.decode.stream import Stream
from asmr_cli.library.jarring import Jar, jars
from asmr_cli.render.loudness import Meter

MINUTES = 6
ABOVE = (10, 12, 16, 20)
"""LU: loudest 400 ms of the sudden sound above the integrated loudness of the recording."""


def whole(path: Path, minutes: float) -> NDArray[np.float32]:
    """Up to so much of a recording."""
    stream = Stream(path)
    block = stream.read(round(minutes * 60 * RATE))
    stream.close()
    return block


def momentary(block: NDArray[np.float32]) -> tuple[NDArray[np.float64], float]:
    meter = Meter(true_peak=False)
    meter.add(block)
    return meter.momentary, meter.integrated


def loudest(event: NDArray[np.float64]) -> float:
    padded = np.concatenate([np.zeros(RATE), event, np.zeros(RATE)]).astype(np.float32)
    return float(momentary(np.stack([padded, padded], axis=1))[0].max())


def alarms(recordings: list[Path]) -> None:
    alarmed = [path for path in recordings if jars(momentary(whole(path, 60))[0])]
    print(f"untouched: {len(alarmed)} of {len(recordings)} alarmed: {', '.join(path.name for path in alarmed)}")


def named(found: tuple[Jar, ...], at: float) -> bool:
    return any(abs(jar.at - at) <= 1.0 for jar in found)


def mixtures(recordings: list[Path]) -> None:
    rng = np.random.default_rng(3)
    for above in ABOVE:
        missed, others, count = [], 0, 0
        for path in recordings:
            part = whole(path, 1)
            ground = np.concatenate([part] * (MINUTES * 60 * RATE // len(part) + 1))[: MINUTES * 60 * RATE]
            level = momentary(ground)[1]
            for name, make in EVENTS.items():
                event = make(rng)
                event *= 10 ** ((level + above - loudest(event)) / 20)
                at = rng.uniform(60, MINUTES * 60 - 60)
                mixed = ground.copy()
                mixed[round(at * RATE) : round(at * RATE) + len(event)] += event[:, None].astype(np.float32)
                found = jars(momentary(mixed)[0])
                hit = named(found, at)
                count += 1
                others += len(found) - hit
                missed += [] if hit else [f"{name} in {path.parent.name}"]
        print(
            f"+{above} LU: {count - len(missed)} of {count} named, {others} others; missed: {', '.join(missed)}",
            flush=True,
        )


def main(folder: Path) -> None:
    recordings = sorted(
        path for path in folder.glob("*/*") if path.suffix in {".ogg", ".opus", ".wav", ".flac", ".m4a"}
    )
    alarms(recordings)
    longest = {path.parent: path for path in sorted(recordings, key=lambda path: path.stat().st_size)}
    mixtures(list(longest.values()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
