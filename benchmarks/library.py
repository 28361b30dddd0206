"""What ten thousand files of one's own cost: first scan, scan of nothing new, and the catalogue for a plan.

python benchmarks/library.py [COUNT]      makes COUNT small files (hard links) in a temporary folder; needs ffmpeg
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from asmr_cli.library.catalogue import load_catalogue
from asmr_cli.library.header import header
from asmr_cli.library.index import Index
from asmr_cli.library.likes import Likes
from asmr_cli.library.owned import own_triggers
from asmr_cli.library.scan import scan
from asmr_cli.library.words import WordBook
from asmr_cli.models import Request, Taste
from asmr_cli.plan.planner import plan
from asmr_cli.store.paths import pack_dir

SUFFIXES = ("ogg", "mp3", "m4a", "wav", "opus")
IN_A_FOLDER = 50


def make(folder: Path, count: int) -> None:
    """So many files of five formats, fifty in a folder."""
    for suffix in SUFFIXES:
        noise = ["-f", "lavfi", "-i", "anoisesrc=d=2:a=0.01", "-ac", "2"]
        subprocess.run(["ffmpeg", "-v", "error", *noise, str(folder / f"one.{suffix}")], check=True)
    for number in range(count):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        album = folder / "music" / f"Album {number // IN_A_FOLDER:03}"
        album.mkdir(parents=True, exist_ok=True)
        os.link(folder / f"one.{suffix}", album / f"[ASMR] {number} whisper and tapping.{suffix}")


def timed(name: str, work: Callable[[], Any]) -> Any:
    began = time.process_time()
    result = work()
    print(f"{name:<34} {time.process_time() - began:7.3f} s CPU")
    return result


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, book = Path(place), WordBook(Path(place) / "none.toml")
        make(folder, count)
        music = folder / "music"
        with Index(folder / "index.db") as index:
            timed("first scan", lambda: scan(music, index, header, print))
            timed("guessing all triggers, once", lambda: own_triggers([music], index, book, {}))
            timed("scan, nothing new", lambda: scan(music, index, header, print))
            timed("catalogue and plan of 30 minutes", lambda: planned(music, index, book))


def planned(music: Path, index: Index, book: WordBook) -> None:
    """What `asmr plan 30m` does with the folder in the library, but for its start-up."""
    catalogue = load_catalogue(pack_dir(), own_triggers([music], index, book, {}), (), Likes())
    plan(Request(seed=1), catalogue, Taste(), Random(1))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
