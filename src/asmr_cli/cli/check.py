"""`asmr check`: listens through files and says what would disturb, where, and what is done about it."""

import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from asmr_cli.cli.counted import counted
from asmr_cli.cli.named import named
from asmr_cli.cli.output import emit, emit_json, warn
from asmr_cli.cli.progress import Progress
from asmr_cli.cli.readable import on_one_line
from asmr_cli.errors import UsageError
from asmr_cli.plan.durations import format_clock

if TYPE_CHECKING:
    from asmr_cli.library.analysis import Facts
    from asmr_cli.library.report import Finding, Report

_SAYS = {
    "jump": "suddenly loud, {db:.0f} LU above what was before",
    "clip": "clipped at the top",
    "click": "a click",
    "silence": "silence",
    "level": "",
    "damage": "damaged",
}
_DOES = {
    "level": "played quieter",
    "tame": "held down",
    "skip over": "skipped over",
    "leave out": "the file is left out",
}


def check(
    paths: list[Path] = typer.Argument(..., metavar="PATH...", parser=named, help="Files, or folders with files."),
    as_json: bool = typer.Option(False, "--json", help="Print the report as JSON."),
    plot: bool = typer.Option(False, "--plot", help="Draw the loudness of each file over its time."),
) -> None:
    """Screen files for what would disturb.

    The exit code is 1 if something would."""
    from asmr_cli.cli.collection import Collection
    from asmr_cli.decode.drives import Drives
    from asmr_cli.library.analysis import words_of
    from asmr_cli.library.origin import origin
    from asmr_cli.library.screen import check as screen
    from asmr_cli.library.screen import known_facts

    reports: list[Report] = []
    drives = Drives()
    with Collection().index() as index:
        for path in _files(paths):
            # Before listening: a header may take as much memory as all that listening gathers.
            beside = "" if as_json or drives.silent(path) else origin(path)
            with Progress(f"listening to {path.name}") as progress:
                found = screen(path, index, progress, drives)
            reports.append(found)
            if not as_json:
                facts = known_facts(path, index) if found.seconds else None
                _print(found, beside, words_of(facts) if facts else (), drives.silent(path))
                if plot and facts:
                    _plot(path, facts)
    disturbing = sum(found.verdict != "fine" for found in reports)
    if as_json:
        emit_json({"files": [asdict(found) for found in reports], "disturbing": disturbing})
    else:
        emit(_summary(reports, disturbing))
    if disturbing:
        raise typer.Exit(1)


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files as named, and every sound below the folders. UsageError as `checked` has it, or where there is none."""
    from asmr_cli.library.patience import Patience
    from asmr_cli.library.places import checked, no_answer
    from asmr_cli.library.walk import walk

    count, patience = 0, Patience()
    for path in map(checked, paths):
        found = [path]
        try:
            if path.is_dir():
                found = [Path(entry.path) for entry in walk(path, warn, patience)]
        except TimeoutError as error:
            raise no_answer(path) from error
        count += len(found)
        yield from found
    if not count:
        raise UsageError("There is no sound file to check.", "asmr doctor lists what can be decoded")


def _print(found: "Report", origin: str, words: tuple[str, ...], silent: bool) -> None:
    level = f"{found.lufs:.1f} LUFS" if found.lufs is not None else "no level"
    peak = f", peak {found.true_peak_db:.1f} dBTP" if found.true_peak_db is not None else ""
    emit(on_one_line(found.file))
    emit(f"  {found.verdict} · {format_clock(found.seconds)} · {level}{peak}")
    if origin:
        emit(f"  {origin}")
    if words:
        emit(f"  {', '.join(words)}")
    for finding in found.findings:
        emit(f"  {_line(finding) if found.seconds else _unplayable(found.file, silent)}")


def _unplayable(file: str, silent: bool) -> str:
    """Nothing of it could be heard, and so there is no place to tell. A drive that is silent is asked no more."""
    if silent:
        return f"is on a drive that does not answer: {_DOES['leave out']}"
    says = "cannot be decoded" if os.access(file, os.R_OK) else "may not be read"
    return f"{says}: {_DOES['leave out']}"


def _line(finding: "Finding") -> str:
    if finding.kind == "level":
        gain = finding.db or 0.0
        if gain > 12:
            return f"quiet: needs {gain:.0f} dB, gets 12"
        return f"played {abs(gain):.0f} dB {'louder' if gain > 0 else 'quieter'}"
    says = _SAYS[finding.kind].format(db=finding.db or 0.0)
    length = f" for {finding.length:.0f} s" if finding.length >= 1 else ""
    return f"{format_clock(finding.at)}  {says}{length}: {_DOES[finding.action]}"


def _summary(reports: "list[Report]", disturbing: int) -> str:
    if not disturbing:
        return f"{counted(len(reports), 'file')}, nothing that would disturb."
    out = sum(found.verdict == "left out" for found in reports)
    tamed = f"{disturbing} would disturb, {disturbing - out} of them tamed, {out} left out"
    return f"{counted(len(reports), 'file')}: {tamed}."


def _plot(path: Path, facts: "Facts") -> None:
    from asmr_cli.library.plot import loudness_plot

    for line in loudness_plot(path, facts.jars):
        emit(f"  {line}")


def register(app: typer.Typer) -> None:
    app.command("check")(check)
