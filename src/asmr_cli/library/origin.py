"""Who made a recording, and under which licence, as its metadata or the file beside it says."""

import stat
from pathlib import Path

from asmr_cli.decode.drives import Drives
from asmr_cli.decode.probe import probe
from asmr_cli.errors import CannotDecode
from asmr_cli.library.sidecar import Told, read_sidecar
from asmr_cli.library.walk import SIDECARS


def origin(path: Path, drives: Drives) -> str:
    """`Title, by Artist · licence · source`, as far as it is known; empty where nothing is, or no sound."""
    try:
        header = probe(path, drives.open)
    except CannotDecode:
        return ""
    told = beside(path, drives)
    title, artist = told.title or header.title, told.artist or header.artist
    made = ", ".join(part for part in (title, artist and f"by {artist}") if part)
    return " · ".join(part for part in (made, told.licence or header.licence, told.source or header.source) if part)


def beside(path: Path, drives: Drives) -> Told:
    """What the first file beside a sound tells."""
    names = (path.with_name(base + ending) for ending in SIDECARS for base in (path.stem, path.name))
    found = next((name for name in names if _is_file(name, drives)), None)
    return read_sidecar(found, drives.open) if found else Told()


def _is_file(path: Path, drives: Drives) -> bool:
    try:
        return stat.S_ISREG(drives.look(path).mode)
    except OSError:
        return False
