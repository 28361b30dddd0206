"""Named tuples from and to plain values (dict, list, str, float …), with the place of whatever does not fit."""

import difflib
import math
import types
import typing
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

from asmr_cli.errors import UsageError

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands: `("segments", 3, "clips", 0, "pan")`."""

FIX = "correct that value; `asmr plan --save FILE.toml` writes a whole example"


class FieldError(UsageError):
    """A value that does not fit, and where it stands; `reason` reads on from its name."""

    def __init__(self, path: Path, reason: str, hint: str = FIX) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{spell(path)} {reason}.", hint)


def spell(path: Path) -> str:
    """`segments[3].clips[0].pan`; lists are counted from 1, as people do."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")


def nearest(name: str, known: Iterable[str]) -> str:
    """` (is “triggers” meant?)`, or nothing where no known name is near."""
    close = difflib.get_close_matches(name.lower(), list(known), n=1)
    return f" (is “{close[0]}” meant?)" if close else ""


def refuse_unknown(data: dict[str, Any], known: Iterable[str], path: Path) -> None:
    """Raises FieldError on the first key that is none of the known ones."""
    names = list(known)
    for key in data:
        if key not in names:
            raise FieldError((*path, key), f"is not known{nearest(key, names)}")


def to_plain(value: Any) -> Any:
    """A named tuple as a dict, a tuple as a list, all the way down; other values as they are."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: to_plain(getattr(value, name)) for name in value._fields}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: Any, value: Any, path: Path = ()) -> Any:
    """The value as `kind`: a named tuple, a tuple of something, a Literal, `X | None`, str, int, float or bool.

    Raises FieldError. A whole number may stand for a float; NaN and infinity fit nowhere."""
    if hasattr(kind, "_fields"):
        return _named(kind, value, path)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _tuple(arguments, value, path)
    if origin is typing.Literal:
        return _literal(arguments, value, path)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return None if value is None else from_plain(inner, value, path)
    return _scalar(kind, value, path)


def _named(kind: Any, value: Any, path: Path) -> Any:
    if not isinstance(value, dict):
        raise FieldError(path, f"has to be a table with {', '.join(kind._fields)}")
    known = _hints(kind)
    refuse_unknown(value, known, path)
    found = {}
    for name, wanted in known.items():
        if name in value:
            found[name] = from_plain(wanted, value[name], (*path, name))
        elif name not in kind._field_defaults and type(None) not in typing.get_args(wanted):
            raise FieldError((*path, name), "is missing")
        elif name not in kind._field_defaults:
            found[name] = None
    return kind(**found)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _tuple(arguments: tuple[Any, ...], value: Any, path: Path) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise FieldError(path, "has to be a list")
    if arguments[-1] is Ellipsis:
        return tuple(from_plain(arguments[0], item, (*path, n)) for n, item in enumerate(value))
    if len(value) != len(arguments):
        raise FieldError(path, f"has to be a list of {len(arguments)}")
    return tuple(
        from_plain(kind, item, (*path, n)) for n, (kind, item) in enumerate(zip(arguments, value, strict=True))
    )


def _literal(choices: tuple[Any, ...], value: Any, path: Path) -> Any:
    if value not in choices:
        hint = nearest(value, choices) if isinstance(value, str) else ""
        raise FieldError(path, f"has to be one of {', '.join(choices)}{hint}")
    return value


def _scalar(kind: type, value: Any, path: Path) -> Any:
    if kind is float:
        return number(value, path)
    if kind is int and (isinstance(value, bool) or not isinstance(value, int)):
        raise FieldError(path, "has to be a whole number")
    if kind is bool and not isinstance(value, bool):
        raise FieldError(path, "has to be true or false")
    if kind is str and not isinstance(value, str):
        raise FieldError(path, "has to be a text in quotes")
    return value


def number(value: Any, path: Path) -> float:
    """The value as a finite float, or FieldError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FieldError(path, "has to be a number")
    try:
        result = float(value)
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise FieldError(path, "has to be a finite number")
    return result
