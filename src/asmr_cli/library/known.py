"""What is kept of one file: as it was scanned, and as it was heard."""

from typing import NamedTuple

from asmr_cli.types import Decibel, Lufs, Seconds


class Row(NamedTuple):
    """One file as it was scanned."""

    path: str
    folder: str
    size: int
    mtime: int
    sidecar: int
    """When the file beside it was changed, 0 where there is none."""
    seconds: Seconds
    title: str = ""
    artist: str = ""
    licence: str = ""
    source: str = ""
    problem: str | None = None
    """Why it cannot be played."""
    missing: int = 0
    """1 where it is gone; kept, because drives are unplugged and come back."""


class Learnt(NamedTuple):
    """What listening through one file has shown, as far as planning needs it."""

    lufs: Lufs | None
    true_peak_db: Decibel | None
    entries: tuple[Seconds, ...]
    avoid: tuple[tuple[Seconds, Seconds], ...]
    left_out: bool
    tags: tuple[str, ...]
    facts: str
    """All of it, as JSON."""
