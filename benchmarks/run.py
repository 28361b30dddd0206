"""Every budget in one run, each as a ratio to a peer that takes turns with it: ffmpeg, sox, mpv.

python benchmarks/run.py [--rounds N] [--json FILE] [--table FILE] [--long] [ROW …]

Needs ffmpeg, sox, mpv, pulseaudio and pulseaudio-utils. ROW is the beginning of a row's name; --long adds 12 h
and 100,000 files.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"
# Installed, the program has its bytecode; it is not to be compiled again at each start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import clips
import loudness
import peers
import playing
from measure import Row, against, alone, spent

from asmr_cli.library.header import header
from asmr_cli.library.index import Index
from asmr_cli.library.scan import scan
from asmr_cli.library.words import WordBook
from asmr_cli.models import Session
from asmr_cli.store.paths import pack_dir
from asmr_cli.store.session_file import load, save
from library import make, planned

ASMR = [str(Path(sys.executable).with_name("asmr"))]
"""As it is typed: the command that is installed beside this Python."""
SEED = "3"
KIB_A_MIB = 1024.0

Measure = Callable[[Sequence[str], Mapping[str, str]], float]
"""A command in an environment of variables → what it costs."""


class Bench:
    """All rows, made in one temporary folder."""

    def __init__(self, folder: Path, rounds: int, long: bool) -> None:
        self._folder = folder
        self._rounds = rounds
        self._long = long
        self._home = folder / "home"
        os.environ["ASMR_HOME"] = str(self._home)
        spent([*ASMR, "render", "5s", "-o", str(folder / "first.wav")])

    def rows(self) -> dict[str, Callable[[], Iterator[Row]]]:
        return {
            "render": self.render,
            "memory": self.memory,
            "start-up": self.start_up,
            "first frame": self.first_frame,
            "playing": self.playing,
            "loudness": self.loudness,
            "library": self.library,
            "growth": self.growth,
            "clips": self.clips,
        }

    def _session(self, duration: str, out: str) -> list[str]:
        return [*ASMR, "render", duration, "--seed", SEED, "-o", out]

    def render(self) -> Iterator[Row]:
        told = subprocess.run([*ASMR, "plan", "30m", "--seed", SEED, "--json"], capture_output=True, check=True)
        plan = json.loads(told.stdout)
        for suffix, budget in ((".wav", 0.7), (".flac", 0.6)):
            ours = self._session("30m", str(self._folder / f"ours{suffix}"))
            theirs = peers.ffmpeg(plan, pack_dir(), self._folder, self._folder / f"theirs{suffix}")
            yield self._cpu(f"render 30 min to {suffix[1:].upper()}", ours, "ffmpeg", theirs, budget)
        peers.wavs(plan, pack_dir(), self._folder / "wavs")
        theirs = peers.sox(plan, self._folder / "wavs", self._folder / "sox.wav")
        ours = self._session("30m", str(self._folder / "ours.wav"))
        yield self._cpu("render 30 min to WAV", ours, "sox, from decoded WAVs", theirs, None)

    def memory(self) -> Iterator[Row]:
        for duration in ("30m", "2h", "12h") if self._long else ("30m", "2h"):
            command = self._session(duration, "-")
            yield alone(f"peak memory, {duration} raw", lambda c=command: spent(c).peak_kib / KIB_A_MIB, 100, 1, "MiB")
        command = self._session("30m", str(self._folder / "ours.flac"))
        yield alone("peak memory, 30m FLAC", lambda: spent(command).peak_kib / KIB_A_MIB, 100, 1, "MiB")

    def start_up(self) -> Iterator[Row]:
        commands = (("triggers", ["triggers"], 0.15), ("plan --json", ["plan", "30m", "--json"], 0.2))
        for name, words, budget in commands:
            yield alone(f"asmr {name}", lambda w=words: spent([*ASMR, *w]).cpu, budget, 3 * self._rounds)
        ours, theirs = [*ASMR, "--version"], [sys.executable, "-c", "pass"]
        yield self._cpu("asmr --version", ours, "python -c pass", theirs, 2.5, 5)

    def first_frame(self) -> Iterator[Row]:
        theirs = playing.mpv(self._flac("1m"), 20)
        for what, home in (("", self._home), (", own sounds", self._own())):
            os.environ["ASMR_HOME"] = str(home)
            name = f"Enter to first frame{what}"
            yield self._played(name, playing.first_frame, "30m", theirs, 2.5, self._rounds, "s")
        os.environ["ASMR_HOME"] = str(self._home)

    def playing(self) -> Iterator[Row]:
        flac = self._flac("4m")
        theirs = playing.mpv(flac, 60)
        rounds = max(self._rounds // 3, 1)
        yield self._played(
            "playing for 60 s, from Enter to the shell", playing.cpu, "60s", theirs, 0.6, rounds, "s CPU"
        )
        theirs = playing.mpv(flac, 240)
        for what, since in (("the first", 10.0), ("the third", 130.0)):
            measured = partial(playing.while_playing, since=since)
            yield self._played(f"a minute of playing, {what}", measured, "10m", theirs, 0.6, rounds, "s CPU")

    def loudness(self) -> Iterator[Row]:
        noise = loudness.made_up(self._folder)
        yield against(
            "loudness of a 10 min WAV", lambda: loudness.ours(noise)[0], "ffmpeg ebur128",
            lambda: loudness.theirs(noise)[0], 0.65, self._rounds,
        )  # fmt: skip

    def library(self) -> Iterator[Row]:
        for count in (10, 1_000, 10_000, *((100_000,) if self._long else ())):
            place = self._folder / str(count)
            place.mkdir()
            make(place, count)
            with Index(place / "index.db") as index:
                music, book = place / "music", WordBook(place / "none.toml")
                scan(music, index, header, lambda text: None)
                budget = 0.15 if count == 10_000 else None
                again = partial(_taken, partial(scan, music, index, header, lambda text: None))
                yield alone(f"{count:,} unchanged files", again, budget, self._rounds)
                plan = partial(_taken, partial(planned, music, index, book))
                plan()  # what the names mean is guessed once
                yield alone(f"a plan out of {count:,} files", plan, None, self._rounds)

    def growth(self) -> Iterator[Row]:
        for duration in ("5m", "30m", "2h", "12h") if self._long else ("5m", "30m", "2h"):
            command = self._session(duration, "-")
            yield alone(f"render {duration} raw", lambda c=command: spent(c).cpu, None, 1)

    def clips(self) -> Iterator[Row]:
        planned = self._folder / "planned.toml"
        words = ["plan", "30m", "--seed", SEED, "--save", str(planned)]
        subprocess.run([*ASMR, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        session = load(planned)
        if not isinstance(session, Session):
            sys.exit("a saved plan is no session")
        for pieces in (1, 2, 4):
            more = clips.cut(session, pieces)
            file = self._folder / f"{pieces}.toml"
            save(more, file)
            command = [*ASMR, "render", str(file), "-o", "-"]
            what = f"render 30 min raw, {clips.count(more)} clips"
            yield alone(what, lambda c=command: spent(c).cpu, None, self._rounds)

    def _played(
        self, what: str, measured: Measure, duration: str, theirs: list[str], budget: float, rounds: int, unit: str
    ) -> Row:
        """A session of that length and mpv with one file, in turns at a sound server of their own."""
        ours = [*ASMR, "sleep", duration, "--seed", SEED, "--plain"]
        with playing.server() as environ:
            return against(
                what, lambda: measured(ours, environ), "mpv, one FLAC", lambda: measured(theirs, environ),
                budget, rounds, unit,
            )  # fmt: skip

    def _own(self) -> Path:
        """The home of somebody who has sounds of the same names, as M4A, and has let them be listened to."""
        home, music = self._folder / "own", self._folder / "music"
        for sound in pack_dir().glob("*/*.opus"):
            file = (music / sound.parent.name / sound.name).with_suffix(".m4a")
            file.parent.mkdir(parents=True)
            subprocess.run(["ffmpeg", "-v", "error", "-i", str(sound), "-b:a", "128k", str(file)], check=True)
        environ = os.environ | {"ASMR_HOME": str(home)}
        for words in (["add", str(music)], ["scan", "--listen"]):
            subprocess.run([*ASMR, "library", *words], check=True, env=environ, capture_output=True)
        return home

    def _flac(self, duration: str) -> Path:
        file = self._folder / f"{duration}.flac"
        subprocess.run(self._session(duration, str(file)), check=True, stderr=subprocess.DEVNULL)
        return file

    def _cpu(
        self, what: str, ours: list[str], peer: str, theirs: list[str], budget: float | None, more: int = 1
    ) -> Row:
        rounds = more * self._rounds
        return against(what, lambda: spent(ours).cpu, peer, lambda: spent(theirs).cpu, budget, rounds)


def _taken(work: Callable[[], object]) -> float:
    """CPU seconds of some work in this process, and of the processes that it starts."""
    began = _on_cpu()
    work()
    with suppress(ChildProcessError):
        while True:
            os.wait()  # who asked the drive was told to end, and counts once it has
    return _on_cpu() - began


def _on_cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def table(rows: list[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| what | ours | peer | its figure | ratio (spread) | budget | |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        theirs = "" if row.theirs is None else f"{row.theirs:.3g} {row.unit}"
        spread = (
            f"{row.compared:.2f} ({row.low:.2f}-{row.high:.2f})" if row.theirs else f"({row.low:.3g}-{row.high:.3g})"
        )
        budget = "" if row.budget is None else f"≤ {row.budget:g}"
        verdict = {True: "holds", False: "**over**", None: ""}[row.holds]
        ours = f"{row.ours:.3g} {row.unit}"
        lines.append(f"| {row.what} | {ours} | {row.peer} | {theirs} | {spread} | {budget} | {verdict} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--long", action="store_true")
    args = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), args.rounds, args.long)
        for name, make_rows in bench.rows().items():
            if args.rows and not any(name.startswith(wanted) for wanted in args.rows):
                continue
            for row in make_rows():
                rows.append(row)
                print(table([row]).splitlines()[-1], file=sys.stderr)
    machine = {"load": os.getloadavg(), "cores": os.cpu_count(), "python": platform.python_version()}
    if args.json:
        args.json.write_text(json.dumps({"machine": machine, "rows": [asdict(row) for row in rows]}, indent=1), "utf-8")
    if args.table:
        args.table.write_text(table(rows) + "\n", "utf-8")
    print(table(rows))


if __name__ == "__main__":
    main()
