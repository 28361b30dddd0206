"""Who made a recording, and under which licence, as its metadata or the file beside it says."""

from pathlib import Path

from asmr_cli.decode.probe import probe
from asmr_cli.errors import CannotDecode
from asmr_cli.library.sidecar import Told, read_sidecar
from asmr_cli.library.walk import SIDECARS


def origin(path: Path) -> str:
    """`Title, by Artist · licence · source`, as far as it is known; empty where nothing is, or no sound."""
    try:
        header = probe(path)
    except CannotDecode:
        return ""
    told = beside(path)
    title, artist = told.title or header.title, told.artist or header.artist
    made = ", ".join(part for part in (title, artist and f"by {artist}") if part)
    return " · ".join(part for part in (made, told.licence or header.licence, told.source or header.source) if part)


def beside(path: Path) -> Told:
    """What the first file beside a sound tells."""
    names = (base + ending for ending in SIDECARS for base in (path.stem, path.name))
    found = next((path.with_name(name) for name in names if path.with_name(name).is_file()), None)
    return read_sidecar(found) if found else Told()
