"""Where wishes come from: config.toml, the environment, a preset, a file, the command line."""

import os.path
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from asmr_cli.store.options import EVERY, Values, read, read_all
from asmr_cli.store.paths import is_there
from asmr_cli.store.shape import FieldError
from asmr_cli.store.toml_file import parse, placed, read_text

PREFIX = "ASMR_"


class Layer(NamedTuple):
    """Options from one place; only those that it names."""

    source: str
    """What `config show` prints: a path, `ASMR_VOLUME`, `preset nature`, `option`."""
    values: Values


def config_layer(path: Path) -> Layer:
    """The user's defaults, empty where there is no file. Raises UsageError with line and column."""
    if not is_there(path):
        return Layer(str(path), {})
    text = read_text(path)
    with placed(text, path):
        return file_layer(parse(text, path), path, EVERY)


def file_layer(data: dict[str, Any], path: Path, known: tuple[str, ...]) -> Layer:
    """The options of a parsed file, its folders resolved. Raises FieldError."""
    values = read_all(data, known)
    if "sounds" in values:
        values["sounds"] = tuple(beside(folder, path) for folder in values["sounds"])
    return Layer(str(path), values)


def beside(name: str, path: Path) -> str:
    """A name beginning with `./` or `../` as the file at `path` means it, with `~/` in the home; others as they are."""
    if name.startswith(("./", "../")):
        return os.path.normpath(path.absolute().parent / name)
    return os.path.expanduser(name) if name.startswith("~/") else name  # noqa: PTH111 (Path raises without a home)


def environ_layer(environ: Mapping[str, str]) -> Layer:
    """`ASMR_VOLUME=60`, `ASMR_TRIGGERS=rain:70,paper` …; empty ones and other names with this prefix are not ours."""
    values: Values = {}
    for name in EVERY:
        variable = PREFIX + name.upper()
        if text := environ.get(variable):
            try:
                values[name] = read(name, text, (variable,))
            except FieldError as error:
                raise FieldError((variable,), error.reason, f"correct it, or unset {variable}") from error
    return Layer("environment", values)
