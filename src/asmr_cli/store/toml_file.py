"""Reading a TOML file, with the line and column of whatever is wrong in it."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from asmr_cli.errors import UsageError
from asmr_cli.store.shape import FieldError
from asmr_cli.store.toml_places import place_of

_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")
TOO_LARGE = 64 * 2**20
"""No session comes near; a device or a film given by mistake would fill the memory."""


def read_text(path: Path) -> str:
    """The text of a settings or session file. Raises UsageError where it cannot be read or is no text."""
    try:
        with path.open("rb") as file:
            content = file.read(TOO_LARGE + 1)  # a device has no size, and no end
        if len(content) > TOO_LARGE:
            raise UsageError(f"{path} is too large to be a session.", "give a TOML file, such as one of --save")
        return content.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path} is not there.", f"ls {path.parent}") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.", f"ls -l {path}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not a TOML text.", "give a TOML file, such as one of --save") from error


def parse(text: str, path: Path) -> dict[str, Any]:
    """The tables of a TOML text; `path` is only named. Raises UsageError with line and column."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _AT.search(message)
        line, column = (found[1], found[2]) if found else end_of(text)
        reason = message[: found.start()] if found else message.removesuffix(" (at end of document)")
        raise UsageError(
            f"{path}, line {line}, column {column}: {_lower(reason)}.", "correct that line; texts stand in quotes"
        ) from error
    except RecursionError as error:
        raise UsageError(f"{path} nests too many lists.", "give a TOML file, such as one of --save") from error


@contextmanager
def placed(text: str, path: Path) -> Iterator[None]:
    """Turns a FieldError from inside into one that names the file, the line and the column."""
    try:
        yield
    except FieldError as error:
        line, column = place_of(text, error.path)
        raise UsageError(f"{path}, line {line}, column {column}: {error.message}", error.hint) from error


def end_of(text: str) -> tuple[int, int]:
    """Line and column, from 1, behind the last character."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")
