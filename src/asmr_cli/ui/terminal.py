"""What the terminal behind a stream is like: its size, and what it can draw."""

import os
import shutil
from collections.abc import Mapping
from typing import TextIO

from asmr_cli.ui.shapes import PLAIN_GLYPHS, Glyphs


def size_of(stream: TextIO) -> tuple[int, int]:
    """Columns and rows of the terminal behind a stream, as it is at the moment; some say that they have none."""
    usual = shutil.get_terminal_size()
    try:
        cols, rows = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return usual
    return cols or usual.columns, rows or usual.lines


def glyphs_of(stream: TextIO, environ: Mapping[str, str]) -> Glyphs:
    """What is drawn with: the Linux console and terminals that are not UTF-8 have no circles of braille dots."""
    encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
    return Glyphs() if encoding.startswith("utf") and environ.get("TERM") != "linux" else PLAIN_GLYPHS
