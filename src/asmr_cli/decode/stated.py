"""The length that a file states, and whether to believe it.

That in the header of a WAV file is read here: FFmpeg silently takes that of a file which was cut off instead."""

import struct
from pathlib import Path

from asmr_cli.decode.reach import Reach, directly
from asmr_cli.types import RATE, Frames, Seconds

_UNKNOWN = (0, 0x7FFFFFFF, 0xFFFFFFFF)
"""What writers put there that cannot go back to the header, as in a pipe."""

_EXACT = (1, 3, 6, 7, 0xFFFE)
"""PCM, float, A-law, µ-law, extensible: of what is compressed (ADPCM) the header tells bytes a second by estimate."""

_FEW = 64
"""Chunks before the sound; damaged sizes would else be followed for long."""

_LONGEST: Seconds = 1.0
"""That one byte can hold: where there is nothing to hear, Opus takes thirty for it and FLAC ten."""


def believed(seconds: Seconds, size: int) -> Seconds:
    """What a container of so many bytes says of its length; 0.0 where it cannot hold that. A size of 0 is unknown."""
    return seconds if size <= 0 or seconds <= size * _LONGEST else 0.0


def stated_frames(path: Path, reach: Reach = directly) -> Frames:
    """Length at 48 kHz by the header; 0 for what is no WAV file, or states none that is exact."""
    try:
        with reach(path) as file:
            begin = file.read(12)
            if begin[:4] != b"RIFF" or begin[8:] != b"WAVE":
                return 0
            second = 0
            for _ in range(_FEW):
                name, size = struct.unpack("<4sI", file.read(8))
                if name == b"data":
                    return round(size / second * RATE) if second and size not in _UNKNOWN else 0
                place = file.tell()
                if name == b"fmt ":
                    form, second = struct.unpack("<H6xI", file.read(12))
                    if form not in _EXACT:
                        return 0
                file.seek(place + size + size % 2)
    except (OSError, struct.error):
        return 0
    return 0
