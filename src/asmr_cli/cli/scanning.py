"""Looking through folders and listening to their files, with what a person is told meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from asmr_cli.cli.collection import Collection, probe
from asmr_cli.cli.counted import counted
from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import say, warn
from asmr_cli.cli.progress import Progress
from asmr_cli.errors import AsmrError, CannotWrite
from asmr_cli.types import Frames, to_frames

if TYPE_CHECKING:
    from asmr_cli.library.scan import Scanned

MOST_TROUBLES = 5
Counter = Callable[[int, int], None]
"""Told how many files are done, and of how many."""


def look_through(collection: Collection, folders: tuple[Path, ...]) -> None:
    """Scan folders one by one; one that does not answer or is not there leaves the others alone."""
    from asmr_cli.library.places import checked_folder
    from asmr_cli.library.scan import scan

    news = False
    with collection.index() as index:
        for folder in folders:
            troubles: list[str] = []
            try:
                with _counting(folder.name) as progress:
                    found = scan(checked_folder(folder), index, probe, troubles.append, progress)
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

            own_triggers(folders, index, collection.book, collection.likes().tags)


def listen_through(collection: Collection, folders: tuple[Path, ...]) -> None:
    """Analyse every playable file; what was analysed before costs nothing."""
    from asmr_cli.decode.drives import Drives
    from asmr_cli.library.screen import check

    drives = Drives()
    with collection.index() as index, Progress("listening") as progress:
        rows = [row for folder in folders for row in index.rows(str(folder)) if not (row.missing or row.problem)]
        new = {row.path: to_frames(row.seconds) for row in rows if not index.learnt(row.path, row.size, row.mtime)}
        before, total, out = 0, sum(new.values()), 0

        def tell(done: Frames, _: Frames) -> None:
            progress(before + done, total)

        for row in rows:
            out += check(Path(row.path), index, tell, drives).verdict == "left out"
            before += new.get(row.path, 0)
    left = f"{out} of them left out: asmr check FILE tells why" if out else "none of them left out"
    say(f"{counted(len(rows), 'file')} listened to, {left}.")


def _tell(folder: Path, found: "Scanned", troubles: list[str]) -> None:
    for trouble in troubles[:MOST_TROUBLES]:
        warn(trouble)
    if len(troubles) > MOST_TROUBLES:
        warn(f"and {counted(len(troubles) - MOST_TROUBLES, 'more file')} that cannot be played.")
    news = [(found.probed, "new or changed"), (found.unplayable, "of them not playable")]
    news += [(found.vanished, "gone"), (found.returned, "back again")]
    parts = [f"{count} {word}" for count, word in news if count]
    say(f"{folder}: {counted(found.files, 'file')}, {', '.join(parts) or 'nothing new'}.")


@contextmanager
def _counting(name: str) -> Iterator[Counter]:
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
