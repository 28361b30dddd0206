"""Rule 1 in sessions rendered from recordings with sudden sounds in them, listened to before and not.

python benchmarks/intruded.py FOLDER [SECONDS]      a folder of sub-folders with quiet recordings, one kind each
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import random
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np
from intruders import INTRUDERS
from night_rules import Measured, measure
from screening import Block, chosen, loudest, meter, whole
from sudden import EVENTS, RATE

from asmr_cli.library.catalogue import load_catalogue
from asmr_cli.library.header import header
from asmr_cli.library.index import Index
from asmr_cli.library.runfolder import run_triggers
from asmr_cli.library.screen import check
from asmr_cli.library.words import own_words
from asmr_cli.models import Request, Taste
from asmr_cli.models.request import Wanted
from asmr_cli.plan.planner import plan
from asmr_cli.session.sound import mix_of
from asmr_cli.session.tonight import Tonight
from asmr_cli.store.paths import pack_dir

KINDS = ("crickets", "drops", "fire", "leaves", "rain", "stream", "waves", "wind", "tapping", "typing")
LENGTH = 1.3
"""Of the session: the recording is so long."""
EVERY = 200
"""Seconds from one sudden sound to the next: with many more the session would not come to its target level."""
ABOVE = (8, 10, 12, 16, 20, 30)
LEVEL = -42.0
"""LUFS of the recording: the loudest sound stays below full scale."""


def intruded(part: Block, seconds: int, rng: np.random.Generator) -> Block:
    """The recording again and again, with a sudden sound now and then."""
    ground = np.tile(part, (seconds * RATE // len(part) + 1, 1))[: seconds * RATE]
    ground = ground * np.float32(10 ** ((LEVEL - meter(part).integrated) / 20))
    sounds = EVENTS | INTRUDERS
    for number, about in enumerate(range(EVERY, seconds - EVERY // 4, EVERY)):
        event = sounds[list(sounds)[rng.integers(len(sounds))]](rng)
        event *= 10 ** ((LEVEL + ABOVE[number % len(ABOVE)] - loudest(event)) / 20)
        at = round((about + rng.uniform(-10, 10)) * RATE)
        ground[at : at + len(event)] += event[:, None].astype(np.float32)
    return ground


def write(path: Path, block: Block) -> None:
    path.parent.mkdir(parents=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for start in range(0, len(block), RATE):
            file.writeframes((np.clip(block[start : start + RATE], -1, 1) * 32767).astype("<i2").tobytes())


def heard(folder: Path, kind: str, seconds: float, index: Index | None) -> Measured:
    """The session that is made of one folder, as with `--sounds`."""
    pack = pack_dir()
    own = run_triggers(folder, header, own_words(), print, index)
    catalogue = load_catalogue(pack, (), own)
    bed = kind if own[0].kind == "bed" else None
    request = Request(duration=seconds, seed=1, triggers=(Wanted(kind),), bed=bed)
    session = plan(request, catalogue, Taste(), random.Random(1))
    return measure(session, mix_of(Tonight(catalogue, Taste(), pack, request), session))


def main(root: Path, seconds: float) -> None:
    rng = np.random.default_rng(5)
    for kind in KINDS:
        recording = chosen(sorted((root / kind).glob("*.ogg")), known=False)[0]
        with tempfile.TemporaryDirectory() as place, Index(Path(place) / "index.db") as index:
            folder = Path(place) / "own"
            file = folder / kind / "long.wav"
            write(file, intruded(whole(recording), round(seconds * LENGTH), rng))
            blind = heard(folder, kind, seconds, None)
            found = [finding for finding in check(file, index).findings if finding.kind == "jump"]
            listened = heard(folder, kind, seconds, index)
        print(
            f"{kind:9} {len(found)} named; not listened to: {_told(blind)}; listened to: {_told(listened)}", flush=True
        )


def _told(found: Measured) -> str:
    minute = f"{found.louder_than_mean:+.2f} / {found.louder_than_quietest:+.2f}"
    return f"{found.loudness:.1f} LUFS, jump {found.jump:.2f}, minute {minute}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1200.0)
