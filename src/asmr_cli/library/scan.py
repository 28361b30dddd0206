"""Looking through a folder: what is new or has changed is probed, what is gone is marked, nothing else is touched."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from asmr_cli.decode.drives import Drives
from asmr_cli.errors import CannotDecode
from asmr_cli.library.index import Index
from asmr_cli.library.known import Row
from asmr_cli.library.prober import Prober
from asmr_cli.library.sidecar import Told, read_sidecar
from asmr_cli.library.walk import Found, Trouble, walk
from asmr_cli.types import Seconds

TOGETHER = 200
"""So many files are kept at once, and so many are lost at most when a scan is cut off."""
OFTEN: Seconds = 2.0
_ASK_AGAIN = (-1, 0, 0)
"""Mark of a file that may not be read: when it may, neither its size nor its time has changed."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan has found."""

    files: int = 0
    probed: int = 0
    unplayable: int = 0
    vanished: int = 0
    returned: int = 0


def scan(
    folder: Path,
    index: Index,
    probe: Prober,
    trouble: Trouble,
    progress: Callable[[int, int], None] = lambda done, total: None,
    drives: Drives | None = None,
) -> Scanned:
    """Bring the index up to date with a folder. TimeoutError where its drive does not answer: nothing is then marked.

    `progress` is told how many of the new files are done. A scan that is cut off goes on where it was."""
    drives = drives or Drives()
    try:
        present = {found.path: found for found in walk(folder, trouble, drives)}
        known = index.marks(str(folder))
        changed = [found for path, found in present.items() if known.get(path, ())[:3] != _mark(found)]
        vanished = [path for path, mark in known.items() if path not in present and not mark[3]]
        returned = [path for path, mark in known.items() if path in present and mark[3]]
        if vanished:
            index.mark_missing(vanished, True)
        if returned:
            index.mark_missing(returned, False)
        reader = _Reader(str(folder), probe, drives)
        unplayable = _keep_all(changed, reader, index, trouble, progress)
    finally:
        drives.close()
    return Scanned(len(present), len(changed), unplayable, len(vanished), len(returned))


def _mark(found: Found) -> tuple[int, int, int]:
    return found.size, found.mtime, found.sidecar_mtime


class _Reader(NamedTuple):
    """Reads what the files of one folder say of themselves."""

    folder: str
    probe: Prober
    drives: Drives

    def row(self, found: Found) -> Row:
        """What is to be known of a file. Raises TimeoutError where its drive does not answer."""
        path = Path(found.path)
        row = self._row(found, path)
        if self.drives.silent(path):
            raise TimeoutError("no answer in time")
        return row

    def _row(self, found: Found, path: Path) -> Row:
        told = read_sidecar(Path(found.sidecar), self.drives.open) if found.sidecar else Told()
        try:
            header = self.probe(path, self.drives.open)
        except CannotDecode as error:
            again = isinstance(error.__cause__, PermissionError | BrokenPipeError)  # or who reads has been ended
            mark = _ASK_AGAIN if again else _mark(found)
            return Row(found.path, self.folder, *mark, 0.0, problem=error.message)
        return Row(
            found.path, self.folder, *_mark(found), header.seconds,
            title=told.title or header.title,
            artist=told.artist or header.artist,
            licence=told.licence or header.licence,
            source=told.source or header.source,
            problem=None if header.seconds > 0 else f"{found.path} holds no sound.",
        )  # fmt: skip


def _keep_all(
    changed: list[Found], reader: _Reader, index: Index, trouble: Trouble, progress: Callable[[int, int], None]
) -> int:
    """Read and keep what is new; how many cannot be played."""
    waiting: list[Row] = []
    unplayable, kept_at = 0, time.monotonic()
    try:
        for number, found in enumerate(changed):
            progress(number, len(changed))
            row = reader.row(found)
            if row.problem:
                unplayable += 1
                trouble(row.problem)
            waiting.append(row)
            if len(waiting) >= TOGETHER or time.monotonic() - kept_at > OFTEN:
                index.put(waiting)
                waiting, kept_at = [], time.monotonic()
    finally:
        index.put(waiting)
    progress(len(changed), len(changed))
    return unplayable
