"""Feeds rubbish to whatever reads what others wrote: only calm refusals may come back.

    python benchmarks/fuzz.py                    ten minutes of each
    python benchmarks/fuzz.py --minutes 0.1 wire toml
    python benchmarks/fuzz.py --first 1000000    other inputs than the last time

What failed is printed with its seed, and what crashed or hung with where it was; exit 1. `tests/night/test_rubbish.py`
keeps a small corpus.
"""

import argparse
import datetime
import faulthandler
import io
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

from asmr_cli.control.decoder import Decoder
from asmr_cli.control.wire import Malformed, parse_request, request
from asmr_cli.decode.tape import open_tape
from asmr_cli.errors import AsmrError
from asmr_cli.library.catalogue import load_catalogue
from asmr_cli.library.folders import load_folders
from asmr_cli.library.index import Index
from asmr_cli.library.known import Learnt, Row
from asmr_cli.library.likes import load_likes
from asmr_cli.library.owned import own_triggers
from asmr_cli.library.screen import check
from asmr_cli.library.sidecar import read_sidecar
from asmr_cli.library.words import WordBook, user_words
from asmr_cli.plan.durations import format_duration, parse_duration
from asmr_cli.schedule import cron, systemd
from asmr_cli.schedule.job import Job
from asmr_cli.sink.compressed import FORMATS, CompressedWriter
from asmr_cli.sink.wave import WaveWriter
from asmr_cli.store import session_file
from asmr_cli.store.history import History
from asmr_cli.store.layers import config_layer
from asmr_cli.store.paths import pack_dir
from asmr_cli.store.played import Progress

CALM = (AsmrError, Malformed)

SESSION = b"""version = 1\nduration = 60.0\nseed = 7\npreset = "sleep"\ntarget_lufs = -28.0\nfade_in = 6.0
[[phases]]\nname = "settle"\nstart = 0.0\nend = 60.0\n
[[segments]]\nlane = "bed"\ntrigger = "rain"\ntags = []\nstart = 0.0\nend = 60.0\nfade_in = 0.0\nfade_out = 0.0
gain_db = 0.0\nclips = [{sound = "rain/rain.opus", start = 0.0, offset = 0.0, length = 60.0}]\n
[fade_out]\nstart = 36.0\nduration = 24.0\ncurve = "sone"\n"""
DURATIONS = (b"30m", b"1h30m", b"90s", b"45", b"1:30", b"12h", b"-5m", b"1e9", b"\xd9\xa3\xd9\xa0m", b"0:00", b"nan")
LINES = (request("status"), request("volume", value=60), request("extend", seconds=600), b"[" * 3000, b"{}", b"null")
EVENING = (3, Job(22, 45, (0, 1, 2), ("sleep", "30m", "--fade", "40%")), ["/opt/asmr"], {"ASMR_HOME": "/a b/$x"})
LIKES = b"""version = 1\nasked = true\n[triggers]\nrain = "love"\n[tagged]\nmouth = "never"\n[sounds]\n"/a.wav" = "ok"
[skipped]\nfan = 2\n[tags]\n"/a.wav" = ["whisper", "voice"]\n"""
WORDS = b"""[cave]\nkind = "bed"\ncategory = "nature"\ntags = ["water"]\nwords = ["cave"]\nfiles = ["f/*.flac"]\n"""
FOLDERS = b"""{"version": 1, "folders": ["/home/me/ASMR", "/mnt/\xc3\xa4"]}"""
SIDECAR = b"""{"title": "Rain", "uploader": "me", "license": "CC0", "webpage_url": "https://a"}"""
CONFIG = b"""duration = "30m"\ntriggers = ["rain:70", "paper"]\nsounds = ["~/a", "./b"]\nvolume = 60\nfade = "40%"
blank_after = 2.5\nbreath = "ramp"\nquiet = true\nuntil = "22:45"\n"""
PIECES = (b"", b"\0", b"nan", b"inf", b"-1", b"1e308", b"\xff\xfe", b"[[", b"]]", b'"', b"\n", b"9" * 40, b"\x1b[200~")


def mutated(rng: random.Random, data: bytes) -> bytes:
    """Some bytes changed, cut, doubled or replaced by what parsers like least."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(out) + 1)
        kind = rng.randrange(4)
        if kind == 0 and out:
            out[at % len(out)] = rng.randrange(256)
        elif kind == 1:
            del out[at : at + rng.randint(1, 60)]
        elif kind == 2:
            out[at:at] = rng.choice(PIECES)
        else:
            out[at:at] = out[: rng.randint(0, 80)]
    return bytes(out)


def durations(rng: random.Random, folder: Path) -> None:
    text = mutated(rng, rng.choice(DURATIONS)).decode("utf-8", "replace")
    format_duration(parse_duration(text))


def wire(rng: random.Random, folder: Path) -> None:
    parse_request(mutated(rng, rng.choice(LINES)))


def keys(rng: random.Random, folder: Path) -> None:
    decoder = Decoder()
    for now in range(3):
        decoder.feed(mutated(rng, b"\x1b[A\x1b]0;x\x07q\x1b[200~abc\x1b[201~"), float(now))


def toml(rng: random.Random, folder: Path) -> None:
    path = folder / "session.toml"
    path.write_bytes(mutated(rng, SESSION))
    session_file.load(path)


def catalog(rng: random.Random, folder: Path) -> None:
    (folder / "catalog.toml").write_bytes(mutated(rng, (pack_dir() / "catalog.toml").read_bytes()[:4000]))
    load_catalogue(folder)


def schedule(rng: random.Random, folder: Path) -> None:
    timer = systemd.units(*EVENING)["asmr-3.timer"]
    line, text = (mutated(rng, text.encode()).decode("utf-8", "replace") for text in (cron.line(*EVENING), timer))
    for entry in (cron.parse(line), systemd.parse("asmr-3.timer", text)):
        if entry:
            entry.job.spell()


def own(rng: random.Random, folder: Path) -> None:
    """What a person may have edited, or another program written."""
    read, name, text = rng.choice((
        (load_likes, "taste.toml", LIKES), (load_folders, "folders.json", FOLDERS),
        (user_words, "triggers.toml", WORDS), (config_layer, "config.toml", CONFIG), (read_sidecar, "a.json", SIDECAR),
        (read_sidecar, "a.txt", b"Rain\nArtist: me\nLicence: CC0\n"),
    ))  # fmt: skip
    (folder / name).write_bytes(mutated(rng, text))
    read(folder / name)


def written(rng: random.Random, path: Path, whole: bytes) -> Path:
    """A mutated database there, and nothing of the one before."""
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(mutated(rng, whole))
    return path


@lru_cache
def whole_history() -> bytes:
    """A night that was played, as the history keeps it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        with History(path) as kept:
            number = kept.begin(datetime.datetime(2026, 3, 11, 21, 0).astimezone(), {"duration": 1800.0}, 1800.0, 7)
            kept.end(number, Progress(90.0, 1800.0, 61.0, {("rain", "rain/a.opus"): 90.0}), "stopped")
        return path.read_bytes()


def history(rng: random.Random, folder: Path) -> None:
    path = written(rng, folder / "history.db", whole_history())
    with History(path) as kept:
        kept.last_request()
        for entry in kept.entries():
            assert entry.night and format_duration(entry.elapsed)


@lru_cache
def whole_index() -> bytes:
    """Two files that were scanned, and one that was listened to."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.db"
        with Index(path) as known:
            known.put(Row(f"/music/{name}", "/music", 10, 20, 0, 90.0, "Rain", "me", "CC0") for name in ("a", "b"))
            known.learn("/music/a", 10, 20, Learnt(-30.0, -9.0, (12.0,), ((0.0, 5.0),), False, ("steady",), "{}"))
            known.put_guesses("1", [("/music/a", '["rain", "bed", "nature", [], "Rain", ""]')])
        return path.read_bytes()


def index(rng: random.Random, folder: Path) -> None:
    """Made again where it is of no use; all that a plan and a scan ask of it."""
    path = written(rng, folder / "index.db", whole_index())
    with Index(path) as known:
        list(known.rows("/music"))
        known.marks("/music")
        known.learnt("/music/a", 10, 20)
        known.seen("/music/a", 10, 20)
        own_triggers([Path("/music")], known, WordBook(folder / "none.toml"), {})


@lru_cache
def whole_file(suffix: str) -> bytes:
    """Three seconds of noise in a format."""
    file = io.BytesIO()
    writer = WaveWriter(file) if suffix == ".wav" else CompressedWriter(file, FORMATS[suffix], {"title": "Regen"})
    noise = np.random.default_rng(1).integers(-3000, 3000, (144_000, 2), dtype=np.int16)
    for part in np.split(noise, 30):
        writer.write(part)
    writer.close()
    return file.getvalue()


def damaged(rng: random.Random, folder: Path) -> Path:
    """A file that was changed, cut, or named for another format."""
    suffix = rng.choice((".wav", *FORMATS))
    data = whole_file(suffix)
    data = mutated(rng, data[: rng.choice((len(data), len(data), rng.randrange(len(data))))])
    path = folder / f"sound{suffix if rng.random() < 0.8 else rng.choice(('.ogg', '.webm', '.mp4', '.wav', '.mp3'))}"
    path.write_bytes(data)
    return path


def decoding(rng: random.Random, folder: Path) -> None:
    tape = open_tape(damaged(rng, folder))
    try:
        for start in (0, tape.frames // 2, max(tape.frames - 100, 0)):
            tape.read(start, 48_000)
    finally:
        tape.close()


def screening(rng: random.Random, folder: Path) -> None:
    check(damaged(rng, folder))


TARGETS: dict[str, Callable[[random.Random, Path], None]] = {
    "durations": durations, "wire": wire, "keys": keys, "toml": toml, "catalog": catalog, "schedule": schedule,
    "own": own, "history": history, "index": index, "decoding": decoding, "screening": screening,
}  # fmt: skip

PATIENCE = 60
"""Seconds for one input: what takes longer hangs, and where is printed."""


def once(name: str, seed: int, folder: Path) -> str:
    """The traceback of what should not have been raised, or nothing."""
    try:
        TARGETS[name](random.Random(f"{name} {seed}"), folder)
    except CALM:
        return ""
    except Exception:
        return traceback.format_exc()
    return ""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--first", type=int, default=0, help="the seed of the first input")
    options.add_argument("targets", nargs="*", default=list(TARGETS))
    asked = options.parse_args()
    faulthandler.enable()
    failed = 0
    for name in asked.targets:
        until, seed, bad = time.monotonic() + asked.minutes * 60, asked.first, 0
        with tempfile.TemporaryDirectory() as folder:
            while time.monotonic() < until and bad < 3:
                faulthandler.dump_traceback_later(PATIENCE, exit=True)
                trace = once(name, seed, Path(folder))
                if trace:
                    bad += 1
                    print(f"{name}, seed {seed}:\n{trace}")
                seed += 1
        print(f"{name}: {seed - asked.first} inputs, {bad} that were not refused calmly")
        failed += bad
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
