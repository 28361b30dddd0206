"""`asmr library`: the user's own folders."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from asmr_cli.cli.collection import Collection
from asmr_cli.cli.counted import amount, counted
from asmr_cli.cli.named import named
from asmr_cli.cli.output import emit, emit_json, say
from asmr_cli.cli.scanning import listen_through, look_through
from asmr_cli.cli.tagging import files_and_tags
from asmr_cli.errors import UsageError

if TYPE_CHECKING:
    from asmr_cli.library.index import Index
    from asmr_cli.library.known import Row

app = typer.Typer(name="library", help="Your own folders: add, remove, list, scan, tag.", no_args_is_help=True)


@app.command()
def add(folder: Path = typer.Argument(..., metavar="DIR", parser=named, help="A folder with sounds.")) -> None:
    """Add a folder, with all that lies below it, and look through it."""
    from asmr_cli.library.folders import around, save_folders
    from asmr_cli.library.patience import answers
    from asmr_cli.library.places import checked_folder

    collection = Collection()
    folder, folders = checked_folder(folder), collection.folders()
    within_reach = [other for other in folders if answers(other)]
    if holder := around(folder, within_reach):
        where = "" if holder == folder else f", inside {holder}"
        say(f"{folder} is in the library already{where}.")
        look_through(collection, (holder,))
        return
    inside = [other for other in within_reach if around(other, (folder,))]
    save_folders([*(other for other in folders if other not in inside), folder], collection.folders_file)
    with collection.index() as index:
        for other in inside:
            index.drop(str(other))
            say(f"{other} is part of it from now on.")
    look_through(collection, (folder,))
    say("hint: asmr library scan --listen finds once what would disturb, and quiet places to come in")


@app.command()
def remove(
    folder: Path = typer.Argument(..., metavar="DIR", parser=named, help="A folder of asmr library list."),
) -> None:
    """Take a folder out of the library; its files stay as they are."""
    from asmr_cli.library.folders import save_folders
    from asmr_cli.library.places import absolute

    collection = Collection()
    folder, folders = absolute(folder), collection.folders()
    if folder not in folders:
        raise UsageError(f"{folder} is not in the library.", "asmr library list")
    save_folders([other for other in folders if other != folder], collection.folders_file)
    with collection.index() as index:
        files = index.drop(str(folder))
    say(f"{folder} and {counted(files, 'file')} in it are no longer in the library; nothing was deleted.")


@app.command("list")
def list_(as_json: bool = typer.Option(False, "--json", help="Print a list as JSON.")) -> None:
    """The folders, and what was found in them."""
    collection = Collection()
    with collection.index() as index:
        found = [_summary(folder, index) for folder in collection.folders()]
    if as_json:
        emit_json(found)
        return
    for entry in found:
        parts = [amount(entry["files"], entry["seconds"]) if entry["files"] else "no file"]
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
    collection = Collection()
    folders = collection.folders()
    if not folders:
        raise UsageError("There is no folder of your own yet.", "asmr library add DIR")
    look_through(collection, folders)
    if listen:
        listen_through(collection, folders)


@app.command()
def tag(words: list[str] = typer.Argument(..., metavar="FILE... TAG...", help="Files, then what they are.")) -> None:
    """Say what files are; the first known tag names the trigger.

    For example: asmr library tag night.m4a whisper voice"""
    files, tags = files_and_tags(words)
    collection = Collection()
    likes = collection.likes()
    for file in files:
        likes = likes.with_tags(str(file), tags)
    collection.keep(likes)
    say(f"{counted(len(files), 'file')}: {', '.join(tags)}.")


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


def register(main: typer.Typer) -> None:
    main.add_typer(app)
