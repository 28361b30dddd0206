"""Every sound file below a folder, met once: links that lead in circles, or out to all of the disk, hidden and system
folders are left alone."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from asmr_cli.library.patience import Patience
from asmr_cli.library.sidecar import SIDECARS, beside

SUFFIXES = frozenset({
    ".wav", ".wave", ".flac", ".mp3", ".m4a", ".m4b", ".mp4", ".aac", ".ogg", ".oga", ".opus", ".webm", ".mka", ".mkv",
    ".aif", ".aiff", ".aifc", ".wma", ".wv", ".ape", ".alac", ".caf", ".ac3", ".mov", ".3gp", ".mp2", ".au", ".w64",
    ".tta", ".mpc", ".amr", ".spx", ".dsf", ".dff", ".eac3", ".ra", ".rm", ".avi", ".wmv", ".flv", ".m4v", ".mpg",
})  # fmt: skip
_SYSTEM = frozenset({
    "$recycle.bin", "system volume information", "@eadir", "#recycle", "lost+found", "__macosx", "node_modules",
    "__pycache__", "site-packages",
})  # fmt: skip
_MADE_UP = ("/proc", "/sys", "/dev")
"""What the system shows as files; there are links in it to everywhere."""
_NO_TEXT = re.compile("[\ud800-\udfff]")
Trouble = Callable[[str], None]


class Found(NamedTuple):
    """A file as the folder shows it."""

    path: str
    size: int
    mtime: int
    """Nanoseconds."""
    sidecar: str | None = None
    sidecar_mtime: int = 0


def walk(folder: Path, trouble: Trouble, patience: Patience) -> Iterator[Found]:
    """Sound files below a folder in the order of their names; TimeoutError where its drive does not answer."""
    seen, closed = patience.ask(lambda: (_above(folder), _made_up(folder)))
    waiting = [str(folder)]
    while waiting:
        here = waiting.pop()
        try:
            listing = patience.ask(lambda here=here: _listing(here, seen, closed))  # type: ignore[misc]
        except OSError as error:
            if isinstance(error, TimeoutError):
                raise
            trouble(f"{here} cannot be read: {error.strerror or error}.")
            continue
        folders, files, unspeakable = listing
        if unspeakable:
            shown = unspeakable[0].encode("utf-8", "replace").decode()
            others = f", as {len(unspeakable) - 1} more of its names" if len(unspeakable) > 1 else ""
            trouble(f"{shown} in {here} is in bytes that are no text, and left out{others}.")
        waiting.extend(reversed(folders))
        yield from files


def _above(folder: Path) -> set[tuple[int, int]]:
    """What holds the folder: a link to there leads to what is none of it, up to the whole disk."""
    above: set[tuple[int, int]] = set()
    for outer in folder.resolve().parents:
        with suppress(OSError):
            above.add((outer.stat().st_dev, outer.stat().st_ino))
    return above


def _made_up(folder: Path) -> set[int]:
    """Devices without a disk, but for one that the folder, or all else, is on."""
    return {_device(Path(place)) for place in _MADE_UP} - {_device(Path("/")), _device(folder)}


def _device(place: Path) -> int:
    """The number of what a place is on; -1, which nothing is on, where there is none: on another system."""
    try:
        return place.stat().st_dev
    except OSError:
        return -1


def _listing(here: str, seen: set[tuple[int, int]], closed: set[int]) -> tuple[list[str], list[Found], list[str]]:
    """The folders and the sound files in one folder, and names that are no text; nothing if it has been seen by another
    way, or is on a device that is closed."""
    itself = Path(here).stat()
    if itself.st_dev in closed or ((itself.st_dev, itself.st_ino) in seen and itself.st_ino):
        return [], [], []
    seen.add((itself.st_dev, itself.st_ino))
    with os.scandir(here) as scan:
        shown = sorted((entry for entry in scan if not entry.name.startswith(".")), key=lambda entry: entry.name)
    unspeakable: list[str] = []
    folders: list[str] = []
    sounds: list[tuple[str, os.DirEntry[str]]] = []
    sidecars: dict[str, os.DirEntry[str]] = {}
    for entry in shown:
        name = entry.name
        stem, dot, suffix = name.rpartition(".")  # a Path for each of 10,000 costs 30 ms
        if not _is_text(name):
            unspeakable.append(name)
        elif dot + suffix.lower() in SUFFIXES:
            sounds.append((stem, entry))
        elif name.endswith(SIDECARS):
            sidecars[name] = entry
        elif name.lower() not in _SYSTEM and _is_dir(entry):
            folders.append(entry.path)
    files: list[Found] = []
    for stem, entry in sounds:
        if _is_dir(entry):
            folders.append(entry.path)
        elif found := _found(stem, entry, sidecars):
            files.append(found)
    return folders, files, unspeakable


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _found(stem: str, entry: os.DirEntry[str], sidecars: dict[str, os.DirEntry[str]]) -> Found | None:
    """The file, if it is one that can be read again and again; no pipe, no device."""
    try:
        if not entry.is_file():
            return None
        facts = entry.stat()
    except OSError:  # a link onto itself or behind a closed door, or a file that has gone meanwhile
        return None
    found = Found(entry.path, facts.st_size, facts.st_mtime_ns)
    names = beside(stem, entry.name) if sidecars else ()
    teller = next((sidecars[name] for name in names if name in sidecars), None)
    try:
        if teller and teller.is_file():
            return found._replace(sidecar=teller.path, sidecar_mtime=teller.stat().st_mtime_ns)
    except OSError:  # what stands beside a sound takes nothing away from it
        pass
    return found


def _is_text(name: str) -> bool:
    """Not written in bytes that are none and could not be shown, stored or typed."""
    return name.isascii() or _NO_TEXT.search(name) is None
