"""Paths as they are typed."""

from pathlib import Path

from asmr_cli.errors import UsageError


def named(text: str) -> Path:
    """The path. UsageError where it is empty, which would stand for this folder: `"$FOLDER"` was not set."""
    if not text.strip():
        raise UsageError("The name of a file or folder is empty.", "give a path; `.` is this folder")
    return Path(text)


def check_output(path: str) -> None:
    """Raises UsageError where there is no name, or a folder of that name."""
    if not path:
        raise UsageError("The output has no name.", "name a file, such as night.flac")
    if Path(path).is_dir():
        raise UsageError(f"{path} is a folder.", "name a file in it, such as night.flac")
