"""A file's header, and its length counted where the header does not state it."""

from dataclasses import replace
from pathlib import Path

from asmr_cli.decode.probe import Probe, probe
from asmr_cli.decode.stream import Stream
from asmr_cli.types import RATE, Frames, to_seconds

_READ: Frames = 10 * RATE


def header(path: Path) -> Probe:
    """Raises CannotDecode. A recording that was cut off, or a bare stream, states no length: it is decoded once."""
    found = probe(path)
    return found if found.seconds > 0 else replace(found, seconds=to_seconds(_counted(path)))


def _counted(path: Path) -> Frames:
    stream = Stream(path)
    try:
        while len(stream.read(_READ)):
            pass
        return stream.position
    finally:
        stream.close()
