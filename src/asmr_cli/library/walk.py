"""Every sound file below a folder, met once: links that lead in circles, or out to all of the disk, hidden and system
folders are left alone."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from asmr_cli.decode.courier import FOLDER
from asmr_cli.decode.drives import Drives
from asmr_cli.library.sidecar import SIDECARS, beside

SUFFIXES = frozenset({
    ".wav", ".wave", ".flac", ".mp3", ".m4a", ".m4b", ".mp4", ".aac", ".ogg", ".oga", ".opus", ".webm", ".mka", ".mkv",
    ".aif", ".aiff", ".aifc", ".wma", ".wv", ".ape", ".alac", ".caf", ".ac3", ".mov", ".3gp", ".mp2", ".au", ".w64",
    ".tta", ".mpc", ".amr", ".spx", ".dsf", ".dff", ".eac3", ".ra", ".rm", ".avi", ".wmv", ".flv", ".m4v", ".mpg",
})  # fmt: skip
_ENDINGS = frozenset(ending.rpartition(".")[2].encode() for ending in (*SUFFIXES, *SIDECARS))
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


def walk(folder: Path, trouble: Trouble, drives: Drives) -> Iterator[Found]:
    """Sound files below a folder in the order of their names; TimeoutError where its drive does not answer."""
    closed, seen = _made_up(folder, drives), _above(folder, drives)
    waiting = [str(folder)]
    while waiting:
        here = waiting.pop()
        try:
            device, number, shown = drives.listing(Path(here), _ENDINGS)
        except OSError as error:
            if isinstance(error, TimeoutError | BrokenPipeError):  # or somebody has ended who asks
                raise TimeoutError("no answer") from error
            trouble(f"{here} cannot be read: {error.strerror or error}.")
            continue
        if device in closed or (number and (device, number) in seen):
            continue
        seen.add((device, number))
        folders, files, unspeakable = _sorted_out(here, shown)
        if unspeakable:
            name = unspeakable[0].encode("utf-8", "replace").decode()
            others = f", as {len(unspeakable) - 1} more of its names" if len(unspeakable) > 1 else ""
            trouble(f"{name} in {here} is in bytes that are no text, and left out{others}.")
        waiting.extend(reversed(folders))
        yield from files


def _above(folder: Path, drives: Drives) -> set[tuple[int, int]]:
    """What holds the folder: a link to there leads to what is none of it, up to the whole disk."""
    above: set[tuple[int, int]] = set()
    while True:
        folder /= ".."  # the system goes up from where a link leads
        state = drives.look(folder)
        if (state.device, state.number) in above:
            return above
        above.add((state.device, state.number))


def _made_up(folder: Path, drives: Drives) -> set[int]:
    """Devices without a disk, but for one that the folder, or all else, is on."""
    return {_device(Path(place)) for place in _MADE_UP} - {_device(Path("/")), drives.look(folder).device}


def _device(place: Path) -> int:
    """The number of what a place is on; -1, which nothing is on, where there is none: on another system."""
    try:
        return place.stat().st_dev
    except OSError:
        return -1


def _sorted_out(here: str, shown: list[tuple[bytes, int, int]]) -> tuple[list[str], list[Found], list[str]]:
    """The folders and the sound files in one folder, and names that are no text."""
    unspeakable: list[str] = []
    folders: list[str] = []
    sounds: list[tuple[str, str, int, int]] = []
    sidecars: dict[str, int] = {}
    begin = os.path.join(here, "")  # noqa: PTH118  # a Path for each of 10,000 costs 30 ms
    for name, size, mtime in ((os.fsdecode(name), size, mtime) for name, size, mtime in shown):
        stem, dot, suffix = name.rpartition(".")
        if not _is_text(name):
            unspeakable.append(name)
        elif size == FOLDER:
            if name.lower() not in _SYSTEM:
                folders.append(begin + name)
        elif size >= 0 and dot + suffix.lower() in SUFFIXES:
            sounds.append((stem, name, size, mtime))
        elif size >= 0 and name.endswith(SIDECARS):
            sidecars[name] = mtime
    files: list[Found] = []
    for stem, name, size, mtime in sounds:
        told = next((other for other in beside(stem, name) if other in sidecars), None) if sidecars else None
        found = Found(begin + name, size, mtime)
        files.append(found._replace(sidecar=begin + told, sidecar_mtime=sidecars[told]) if told else found)
    return folders, files, unspeakable


def _is_text(name: str) -> bool:
    """Not written in bytes that are none and could not be shown, stored or typed."""
    return name.isascii() or _NO_TEXT.search(name) is None
