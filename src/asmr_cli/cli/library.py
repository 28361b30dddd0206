"""`asmr library`: the user's own folders."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from asmr_cli.cli.counted import counted
from asmr_cli.cli.environment import environment
from asmr_cli.cli.named import named
from asmr_cli.cli.output import emit, emit_json, say, warn
from asmr_cli.cli.progress import Progress
from asmr_cli.cli.shelf import Shelf, probe
from asmr_cli.errors import AsmrError, CannotWrite, UsageError
from asmr_cli.types import Frames, to_frames

if TYPE_CHECKING:
    from asmr_cli.library.index import Index, Row
    from asmr_cli.library.scan import Scanned

MOST_TROUBLES = 5
Counter = Callable[[int, int], None]
"""Told how many files are done, and of how many."""

app = typer.Typer(name="library", help="Your own folders: add, remove, list, scan, tag.", no_args_is_help=True)


@app.command()
def add(folder: Path = typer.Argument(..., metavar="DIR", parser=named, help="A folder with sounds.")) -> None:
    """Add a folder, with all that lies below it, and look through it."""
    from asmr_cli.library.folders import around, save_folders
    from asmr_cli.library.patience import answers
    from asmr_cli.library.places import checked_folder

    shelf = Shelf()
    folder, folders = checked_folder(folder), shelf.folders()
    within_reach = [other for other in folders if answers(other)]
    if holder := around(folder, within_reach):
        where = "" if holder == folder else f", inside {holder}"
        say(f"{folder} is in the library already{where}.")
        _scan(shelf, (holder,))
        return
    inside = [other for other in within_reach if around(other, (folder,))]
    save_folders([*(other for other in folders if other not in inside), folder], shelf.folders_file)
    with shelf.index() as index:
        for other in inside:
            index.drop(str(other))
            say(f"{other} is part of it from now on.")
    _scan(shelf, (folder,))
    say("hint: asmr library scan --listen finds once what would disturb, and quiet places to come in")


@app.command()
def remove(
    folder: Path = typer.Argument(..., metavar="DIR", parser=named, help="A folder of asmr library list."),
) -> None:
    """Take a folder out of the library; its files stay as they are."""
    from asmr_cli.library.folders import save_folders
    from asmr_cli.library.places import absolute

    shelf = Shelf()
    folder, folders = absolute(folder), shelf.folders()
    if folder not in folders:
        raise UsageError(f"{folder} is not in the library.", "asmr library list")
    save_folders([other for other in folders if other != folder], shelf.folders_file)
    with shelf.index() as index:
        files = index.drop(str(folder))
    say(f"{folder} and {counted(files, 'file')} in it are no longer in the library; nothing was deleted.")


@app.command("list")
def list_(as_json: bool = typer.Option(False, "--json", help="Print a list as JSON.")) -> None:
    """The folders, and what was found in them."""
    shelf = Shelf()
    with shelf.index() as index:
        found = [_summary(folder, index) for folder in shelf.folders()]
    if as_json:
        emit_json(found)
        return
    for entry in found:
        parts = [counted(entry["files"], "file"), f"{entry['seconds'] / 3600:.1f} h"]
        parts += [
            f"{entry[key]} {word}" for key, word in (("missing", "gone"), ("unplayable", "not playable")) if entry[key]
        ]
        emit(f"{entry['folder']}  {', '.join(parts)}{'' if entry['there'] else ' (not there now)'}")
    if not found:
        say("No folder of your own yet.")
        say("hint: asmr library add DIR")


@app.command()
def scan(
    listen: bool = typer.Option(
        False, "--listen", help="Also listen through every file: level, quiet places, what startles."
    ),
) -> None:
    """Look again: only what is new or has changed takes time."""
    shelf = Shelf()
    folders = shelf.folders()
    if not folders:
        raise UsageError("There is no folder of your own yet.", "asmr library add DIR")
    _scan(shelf, folders)
    if listen:
        _listen(shelf, folders)


@app.command()
def tag(words: list[str] = typer.Argument(..., metavar="FILE... TAG...", help="Files, then what they are.")) -> None:
    """Say what files are; the first known tag names the trigger.

    For example: asmr library tag night.m4a whisper voice"""
    from asmr_cli.library.places import absolute
    from asmr_cli.library.walk import SUFFIXES
    from asmr_cli.library.words import slug

    files = [absolute(Path(word)) for word in words if Path(word).expanduser().is_file()]
    tags = tuple(slug(word) for word in words if not Path(word).expanduser().is_file())
    for word in words:
        if ("/" in word or Path(word).suffix.lower() in SUFFIXES) and not Path(word).expanduser().is_file():
            raise UsageError(f"{word} is not a file.", "asmr library tag FILE... TAG...")
    if not files or not tags or not all(tags):
        raise UsageError("Name at least one file and one tag.", "asmr library tag night.m4a whisper voice")
    shelf = Shelf()
    likes = shelf.likes()
    for file in files:
        likes = likes.with_tags(str(file), tags)
    shelf.keep(likes)
    say(f"{counted(len(files), 'file')}: {', '.join(tags)}.")


def _scan(shelf: Shelf, folders: tuple[Path, ...]) -> None:
    """Scan folders one by one; one that does not answer or is not there leaves the others alone."""
    from asmr_cli.library.places import checked_folder
    from asmr_cli.library.scan import scan as look_through

    news = False
    with shelf.index() as index:
        for folder in folders:
            troubles: list[str] = []
            try:
                with _progress(folder.name) as progress:
                    found = look_through(checked_folder(folder), index, probe, troubles.append, progress)
            except TimeoutError:
                warn(f"{folder} does not answer; what was known of it is kept.")
                continue
            except CannotWrite:
                raise
            except AsmrError as error:
                warn(f"{error.message} What was known of it is kept.")
                continue
            _tell(folder, found, troubles)
            news |= found.probed > 0
        if news:  # so that no session has to guess what they are
            from asmr_cli.library.owned import own_triggers

            own_triggers(folders, index, shelf.book, shelf.likes().tags)


def _listen(shelf: Shelf, folders: tuple[Path, ...]) -> None:
    """Analyse every playable file; what was analysed before costs nothing."""
    from asmr_cli.library.screen import check

    with shelf.index() as index, Progress("listening") as progress:
        rows = [row for folder in folders for row in index.rows(str(folder)) if not (row.missing or row.problem)]
        new = {row.path: to_frames(row.seconds) for row in rows if not index.learnt(row.path, row.size, row.mtime)}
        before, total, out = 0, sum(new.values()), 0

        def tell(done: Frames, _: Frames) -> None:
            progress(before + done, total)

        for row in rows:
            out += check(Path(row.path), index, tell).verdict == "left out"
            before += new.get(row.path, 0)
    say(f"{counted(len(rows), 'file')} listened to, {out} of them left out. asmr check FILE tells why.")


def _tell(folder: Path, found: "Scanned", troubles: list[str]) -> None:
    for trouble in troubles[:MOST_TROUBLES]:
        warn(trouble)
    if len(troubles) > MOST_TROUBLES:
        warn(f"and {counted(len(troubles) - MOST_TROUBLES, 'more file')} that cannot be played.")
    news = [(found.probed, "new or changed"), (found.unplayable, "of them not playable")]
    news += [(found.vanished, "gone"), (found.returned, "back again")]
    parts = [f"{count} {word}" for count, word in news if count]
    say(f"{folder}: {counted(found.files, 'file')}, {', '.join(parts) or 'nothing new'}.")


def _summary(folder: Path, index: "Index") -> dict[str, Any]:
    from asmr_cli.library.patience import answers

    rows = list(index.rows(str(folder)))
    there = [row for row in rows if not row.missing]
    return {
        "folder": str(folder),
        "files": len(there),
        "seconds": round(sum(row.seconds for row in there), 3),
        "missing": len(rows) - len(there),
        "unplayable": sum(row.problem is not None for row in there),
        "there": answers(folder) and folder.is_dir(),
        "sounds": [_told(row) for row in there],
    }


def _told(row: "Row") -> dict[str, Any]:
    """A file, and what its metadata or a file beside it says of it."""
    return {
        "file": row.path,
        "seconds": round(row.seconds, 3),
        "title": row.title,
        "artist": row.artist,
        "licence": row.licence,
        "source": row.source,
        "problem": row.problem,
    }


@contextmanager
def _progress(name: str) -> Iterator[Counter]:
    """A bar with rate and time left, on a terminal; silent elsewhere."""
    if not environment().stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from asmr_cli.ui.console import console

    speed = TextColumn("{task.fields[rate]}/s")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), speed, TimeRemainingColumn())
    with Bar(*columns, console=console(environment().stderr), transient=True, refresh_per_second=4) as bar:
        task = bar.add_task(name, total=None, rate="")

        def progress(done: int, total: int) -> None:
            rate = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, rate=f"{rate:.0f}" if rate else "")

        yield progress


def register(main: typer.Typer) -> None:
    main.add_typer(app)
