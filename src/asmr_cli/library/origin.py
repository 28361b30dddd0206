"""Who made a recording, and under which licence, as its metadata or the file beside it says."""

import stat
from pathlib import Path

from asmr_cli.decode.drives import Drives
from asmr_cli.decode.probe import probe
from asmr_cli.errors import CannotDecode
from asmr_cli.library.sidecar import Told, beside, read_sidecar


def origin(path: Path, drives: Drives) -> str:
    """`Title, by Artist · licence · source`, as far as it is known; empty where nothing is, or no sound."""
    try:
        header = probe(path, drives.open)
    except CannotDecode:
        return ""
    told = _told_beside(path, drives)
    title, artist = told.title or header.title, told.artist or header.artist
    made = ", ".join(part for part in (title, artist and f"by {artist}") if part)
    return " · ".join(part for part in (made, told.licence or header.licence, told.source or header.source) if part)


def _told_beside(path: Path, drives: Drives) -> Told:
    """What the first file beside a sound tells."""
    places = map(path.with_name, beside(path.stem, path.name))
    found = next((place for place in places if _is_file(place, drives)), None)
    return read_sidecar(found, drives.open) if found else Told()


def _is_file(path: Path, drives: Drives) -> bool:
    try:
        return stat.S_ISREG(drives.look(path).mode)
    except OSError:
        return False
