"""`asmr check`: listens through files and says what would disturb, where, and what is done about it."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from asmr_cli.cli.named import named
from asmr_cli.cli.output import emit, emit_json, warn
from asmr_cli.cli.progress import Progress
from asmr_cli.cli.verdicts import spelled, summary
from asmr_cli.errors import UsageError

if TYPE_CHECKING:
    from asmr_cli.decode.drives import Drives
    from asmr_cli.library.facts import Facts
    from asmr_cli.library.report import Report


def check(
    paths: list[Path] = typer.Argument(..., metavar="PATH...", parser=named, help="Files, or folders with files."),
    as_json: bool = typer.Option(False, "--json", help="Print the report as JSON."),
    plot: bool = typer.Option(False, "--plot", help="Draw the loudness of each file over its time."),
) -> None:
    """Screen files for what would disturb.

    The exit code is 1 if something would."""
    from asmr_cli.cli.collection import Collection
    from asmr_cli.decode.drives import Drives
    from asmr_cli.library.facts import in_words
    from asmr_cli.library.origin import origin
    from asmr_cli.library.report import report
    from asmr_cli.library.screen import facts_of

    reports: list[Report] = []
    drives = Drives()
    with Collection().index() as index:
        for path in _files(paths, drives):
            # Before listening: a header may take as much memory as all that listening gathers.
            beside = "" if as_json or drives.silent(path) else origin(path, drives)
            with Progress(f"listening to {path.name}") as progress:
                facts = facts_of(path, index, progress, drives)
            found = report(str(path), facts)
            reports.append(found)
            if as_json:
                continue
            for line in spelled(found, beside, in_words(facts) if facts and facts.seconds else (), drives):
                emit(line)
            if plot and facts:
                _plot(path, facts, drives)
    disturbing = sum(found.verdict != "fine" for found in reports)
    if as_json:
        emit_json({"files": [asdict(found) for found in reports], "disturbing": disturbing})
    else:
        emit(summary(reports, disturbing))
    if disturbing:
        raise typer.Exit(1)


def _files(paths: list[Path], drives: "Drives") -> Iterator[Path]:
    """The files as named, and every sound below the folders. UsageError as `checked` has it, or where there is none."""
    from asmr_cli.library.places import checked, no_answer
    from asmr_cli.library.walk import walk

    count = 0
    for path in map(checked, paths):
        found = [path]
        try:
            if path.is_dir():
                found = [Path(entry.path) for entry in walk(path, warn, drives)]
        except TimeoutError as error:
            raise no_answer(path) from error
        count += len(found)
        yield from found
    if not count:
        raise UsageError("There is no sound file to check.", "asmr doctor lists what can be decoded")


def _plot(path: Path, facts: "Facts", drives: "Drives") -> None:
    from asmr_cli.library.plot import loudness_plot

    for line in loudness_plot(path, facts.jars, reach=drives.open):
        emit(f"  {line}")


def register(app: typer.Typer) -> None:
    app.command("check")(check)
