"""Evenings by name: those that come with the program (`builtin`), and the user's, each a TOML file of its own."""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import tomli_w

from asmr_cli.errors import CannotWrite, UsageError
from asmr_cli.store import atomic
from asmr_cli.store.builtin import BUILT_IN
from asmr_cli.store.layers import Layer, file_layer
from asmr_cli.store.options import REQUEST, Values, write_all
from asmr_cli.store.shape import nearest
from asmr_cli.store.toml_file import parse, placed, read_text

KNOWN = tuple(name for name in REQUEST if name != "preset")
"""A preset may say everything but the name of another one."""

_NAME = re.compile(r"[\w][\w -]*", re.UNICODE)
LONGEST_NAME = 64
RESERVED = {"none", "off", "default", "list", "con", "prn", "aux", "nul"}
"""Words with a meaning elsewhere, and names that Windows gives to devices."""


class Preset(NamedTuple):
    """A named evening."""

    name: str
    description: str
    """One line, empty for the user's own."""
    layer: Layer
    path: Path | None
    """None for one that comes with the program."""


def find(name: str, folder: Path) -> Preset:
    """The preset of that name. Raises UsageError, naming the nearest."""
    if name in BUILT_IN:
        return _built_in(name)
    check_name(name)
    path = _path(name, folder)
    if not path.is_file():
        raise UsageError(f"There is no preset “{name}”{nearest(name, names(folder))}.", "asmr preset list")
    return _load(name, path)


def everything(folder: Path) -> tuple[Preset, ...]:
    """The built-in presets, then the user's by name. Raises UsageError where a file is wrong."""
    return (*map(_built_in, BUILT_IN), *(_load(name, _path(name, folder)) for name in _own(folder)))


def names(folder: Path) -> list[str]:
    """Every name that `find` knows, the built-in ones first."""
    return [*BUILT_IN, *_own(folder)]


def save(name: str, values: Values, folder: Path) -> Path:
    """Keep options under a name, replacing the user's preset of that name as a whole; where it was written.

    Raises UsageError for a name that cannot be, CannotWrite where the disk refuses."""
    check_name(name)
    if name.lower() in BUILT_IN:
        raise UsageError(f"“{name}” comes with asmr and stays as it is.", f"choose another name, such as my-{name}")
    try:
        content = _written(name, values).encode()
    except UnicodeEncodeError as error:
        raise CannotWrite("A folder's name is not valid text (UTF-8) and cannot be written.", "rename it") from error
    path = _path(name, folder)
    atomic.replace(path, content)
    return path


def text(preset: Preset) -> str:
    """The preset's file; for a built-in one the file that it would be."""
    return read_text(preset.path) if preset.path else _written(preset.name, preset.layer.values)


def delete(name: str, folder: Path) -> None:
    """Remove one of the user's presets. Raises UsageError for a built-in or unknown one."""
    preset = find(name, folder)
    if preset.path is None:
        raise UsageError(f"“{name}” comes with asmr and cannot be deleted.", "asmr preset list")
    try:
        preset.path.unlink()
    except OSError as error:
        raise CannotWrite(
            f"{preset.path} cannot be deleted: {error.strerror}.", f"ls -ld {preset.path.parent}"
        ) from error


def check_name(name: str) -> None:
    """Raises UsageError unless the name can be a file's on every system."""
    if not name:
        raise UsageError("A preset needs a name.", "asmr preset save rain-45 45m -t rain")
    if len(name.encode(errors="replace")) > LONGEST_NAME:
        raise UsageError(
            f"That name is too long for a preset: at most {LONGEST_NAME} letters.", "choose a shorter name"
        )
    if not _NAME.fullmatch(name) or name != name.strip():
        raise UsageError(
            f"“{name}” cannot be a preset's name.",
            "use letters, digits, spaces, - and _, and begin with a letter or digit",
        )
    if name.lower() in RESERVED:
        raise UsageError(f"“{name}” is a reserved word.", f"choose another name, such as my-{name}")


def _written(name: str, values: Values) -> str:
    return f"# A preset of asmr. Use it: asmr sleep --preset {shlex.quote(name)}\n{tomli_w.dumps(write_all(values))}"


def _built_in(name: str) -> Preset:
    description, values = BUILT_IN[name]
    return Preset(name, description, Layer(f"preset {name}", values), None)


def _load(name: str, path: Path) -> Preset:
    content = read_text(path)
    with placed(content, path):
        values = file_layer(parse(content, path), path, KNOWN).values
    return Preset(name, "", Layer(f"preset {name}", values), path)


def _own(folder: Path) -> list[str]:
    try:
        return sorted(path.stem for path in folder.glob("*.toml") if _NAME.fullmatch(path.stem))
    except OSError:
        return []  # a home that cannot be entered holds no presets for us


def _path(name: str, folder: Path) -> Path:
    return folder / f"{name}.toml"
