"""Paths as they are typed."""

from pathlib import Path

from asmr_cli.errors import UsageError


def named(text: str) -> Path:
    """The path. UsageError where it is empty, which would stand for this folder: `"$FOLDER"` was not set."""
    if not text.strip():
        raise UsageError("The name of a file or folder is empty.", "give a path; `.` is this folder")
    return Path(text)
