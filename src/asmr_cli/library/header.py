"""A file's header, and its length counted where the header does not state it."""

from dataclasses import replace
from pathlib import Path

from asmr_cli.decode.damage import ignore_damage
from asmr_cli.decode.probe import Probe, probe
from asmr_cli.decode.reach import Reach, directly
from asmr_cli.decode.stream import Stream
from asmr_cli.types import RATE, Frames, to_seconds

_READ: Frames = 10 * RATE


def header(path: Path, reach: Reach = directly) -> Probe:
    """Raises CannotDecode. A recording that was cut off, or a bare stream, states no length: it is decoded once."""
    found = probe(path, reach)
    return found if found.seconds > 0 else replace(found, seconds=to_seconds(_counted(path, reach)))


def _counted(path: Path, reach: Reach) -> Frames:
    stream = Stream(path, ignore_damage, reach)
    try:
        while len(stream.read(_READ)):
            pass
        return stream.position
    finally:
        stream.close()
