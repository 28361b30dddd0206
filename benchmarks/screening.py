"""How surely screening names sudden sounds in real quiet recordings, and how often it is alarmed by nothing.

python benchmarks/screening.py FOLDER          a folder of sub-folders with quiet recordings, one kind each
python benchmarks/screening.py FOLDER known    with the sounds and recordings by which the limits were chosen
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
from collections import Counter
from pathlib import Path

import numpy as np
from intruders import INTRUDERS
from numpy.typing import NDArray
from sudden import EVENTS, RATE, Samples

from asmr_cli.decode.stream import Stream
from asmr_cli.library.bands import HOP, Bands
from asmr_cli.library.jarring import Jar, jars
from asmr_cli.render.loudness import Meter

MINUTES = 60
ABOVE = (8, 10, 12, 16, 20, 30)
"""LU: loudest 400 ms of the sudden sound above the integrated loudness of the recording."""
SWELL = {"faded advertisement": 4.0}
"""Seconds within which a sound comes up; where in them it begins to be heard is not argued about."""
SHORTEST = 3.0
"""Seconds of a recording that is put into an hour again and again."""
OF_A_KIND = 3
Block = NDArray[np.float32]
Levels = NDArray[np.uint8]


def whole(path: Path, minutes: float = 5) -> Block:
    """Up to so much of a recording, in whole hops."""
    stream = Stream(path)
    block = stream.read(round(minutes * 60 * RATE))
    stream.close()
    return block[: len(block) // HOP * HOP]


def levels(block: Block) -> Levels:
    bands = Bands()
    bands.add(block)
    return bands.levels


def meter(block: Block) -> Meter:
    result = Meter(true_peak=False, fine=False)
    result.add(block)
    return result


def loudest(event: Samples) -> float:
    padded = np.concatenate([np.zeros(RATE), event, np.zeros(RATE)]).astype(np.float32)
    return float(meter(np.stack([padded, padded], axis=1)).momentary.max())


def mixed(part: Block, quiet: Levels, event: Samples, at: float) -> Levels:
    """The levels of an hour of the recording with the sound in it; only those hops have to be looked at again in which
    the sound is, and the one before, whose end the first shares."""
    first = round(at * RATE) // HOP
    count = len(event) // HOP + 2
    ground = part[np.arange((first - 1) * HOP, (first + count) * HOP) % len(part)]
    start = round(at * RATE) - (first - 1) * HOP
    ground[start : start + len(event)] += event[:, None].astype(np.float32)
    result = quiet.copy()
    result[first : first + count] = levels(ground)[1:]
    return result


def alarms(recordings: list[Path]) -> None:
    alarmed = [path for path in recordings if jars(levels(whole(path)))]
    names = ", ".join(f"{path.parent.name}/{path.name}" for path in alarmed)
    print(f"untouched: {len(alarmed)} of {len(recordings)} alarmed: {names}", flush=True)


def mixtures(recordings: list[Path], known: bool) -> None:
    rng = np.random.default_rng(3 if known else 2026)
    count, hits, others, missed = Counter[int](), Counter[int](), Counter[int](), Counter[tuple[int, str, str]]()
    errors = []
    for path in recordings:
        part = whole(path)
        own = levels(part)
        quiet = np.tile(own, (MINUTES * 600 // len(own) + 1, 1))[: MINUTES * 600]
        loudness = meter(part).integrated
        for name, make in (EVENTS if known else INTRUDERS).items():
            event = make(rng)
            height = loudest(event)
            for above in ABOVE:
                at = rng.uniform(60, MINUTES * 60 - 60)
                found = jars(mixed(part, quiet, event * 10 ** ((loudness + above - height) / 20), at))
                hit = [jar for jar in found if named(jar, at, SWELL.get(name, 0.0))]
                count[above] += 1
                hits[above] += bool(hit)
                others[above] += sum(not within(jar, at, len(event) / RATE) for jar in found)
                errors += [abs(hit[0].at - at)] if hit and name not in SWELL else []
                if not hit:
                    missed[above, name, path.parent.name] += 1
    for above in ABOVE:
        print(f"+{above} LU: {hits[above]} of {count[above]} named to the second, {others[above]} others")
    print(f"time: median {np.median(errors):.2f} s off, 95 % within {np.percentile(errors, 95):.2f} s")
    print("missed:", ", ".join(f"+{above} {name} in {kind}" for above, name, kind in missed if above > ABOVE[0]))


def named(jar: Jar, at: float, swell: float) -> bool:
    return -1.0 <= jar.at - at <= swell + 1.0


def within(jar: Jar, at: float, length: float) -> bool:
    return jar.at <= at + length + 1.0 and jar.at + jar.length >= at - 1.0


def main(folder: Path, known: bool) -> None:
    recordings = sorted(
        path for path in folder.glob("*/*") if path.suffix in {".ogg", ".opus", ".wav", ".flac", ".m4a"}
    )
    alarms(recordings)
    mixtures(chosen([path for path in recordings if len(whole(path)) >= SHORTEST * RATE], known), known)


def chosen(recordings: list[Path], known: bool) -> list[Path]:
    """Of each kind every second recording was there when the limits were chosen, the others were not."""
    kinds: dict[Path, list[Path]] = {}
    for path in recordings:
        kinds.setdefault(path.parent, []).append(path)
    return [path for paths in kinds.values() for path in paths[0 if known else 1 :: 2][:OF_A_KIND]]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] == ["known"])
