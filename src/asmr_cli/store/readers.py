"""How the value of an option is read, one reader a kind.

It may come as text (`"30m"`, `"rain:70,paper"`) or in types of TOML (`30.0`, `["rain:70"]`, `true`). Each reader gets a
value and the place where it stands, and raises UsageError; where the type is wrong FieldError, with that place."""

from collections.abc import Callable
from typing import Any, TypeAlias

from asmr_cli.models import FadeLength, Wanted
from asmr_cli.plan.durations import LONGEST, check_duration, parse_clock, parse_duration, parse_fade
from asmr_cli.store.shape import FieldError, Path, nearest, number
from asmr_cli.types import Seconds

Reader: TypeAlias = Callable[[Any, Path], Any]

_WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def duration(value: Any, path: Path) -> Seconds:
    """`30m`, or seconds as a number."""
    if isinstance(value, str):
        return parse_duration(value)
    return check_duration(number(value, path))


def blank_after(value: Any, path: Path) -> Seconds:
    """The same, from 0 on."""
    return parse_duration(value, 0.0) if isinstance(value, str) else check_duration(number(value, path), 0.0)


def fade(value: Any, path: Path) -> FadeLength:
    """`12m`, `40%`, or seconds as a number."""
    if isinstance(value, str):
        return parse_fade(value)
    seconds = number(value, path)
    if not 0 <= seconds <= LONGEST:
        raise FieldError(
            path, f"is {seconds:g} seconds; it has to be 0 to 12 h", "write it as “12m”, “40%” or in seconds"
        )
    return FadeLength(seconds=seconds)


def until(value: Any, path: Path) -> str:
    """A time of day, such as `22:45`."""
    parse_clock(text(value, path))
    return str(value)


def text(value: Any, path: Path) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value:
        raise FieldError(path, "has to be a text in quotes")
    return value


def texts(value: Any, path: Path) -> tuple[str, ...]:
    """One text or several."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple):
        raise FieldError(path, "has to be a list of texts")
    return tuple(text(item, (*path, place)) for place, item in enumerate(items))


def triggers(value: Any, path: Path) -> tuple[Wanted, ...]:
    """`"rain:70,paper"`, or `["rain:70,paper", "whisper"]`."""
    if not isinstance(value, str | list | tuple):
        raise FieldError(path, "has to be a list, such as [“rain:70”, “whisper”]")
    found: list[Wanted] = []
    for place, item in enumerate([value] if isinstance(value, str) else value):
        if not isinstance(item, str):
            raise FieldError((*path, place), "has to be a text, such as “rain” or “rain:70”")
        found += [_wanted(part.strip(), (*path, place)) for part in item.split(",") if part.strip()]
    return tuple(found)


def switch(value: Any, path: Path) -> bool:
    """True or false, or a word for it."""
    found = value if isinstance(value, bool) else _WORDS.get(value.lower()) if isinstance(value, str) else None
    if found is None:
        raise FieldError(path, "has to be true or false")
    return found


def whole(low: int, high: int) -> Callable[[Any, Path], int]:
    """A reader of whole numbers from `low` to `high`."""

    def reader(value: Any, path: Path) -> int:
        if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise FieldError(path, f"has to be a whole number, {low} to {high}")
        return value

    return reader


def choice(choices: tuple[str, ...]) -> Callable[[Any, Path], str]:
    """A reader of one of some words."""

    def reader(value: Any, path: Path) -> str:
        if value not in choices:
            close = nearest(value, choices) if isinstance(value, str) else ""
            raise FieldError(path, f"has to be one of {', '.join(choices)}{close}")
        return str(value)

    return reader


def _wanted(item: str, path: Path) -> Wanted:
    name, colon, share = item.rpartition(":")
    if not colon:
        return Wanted(item)
    try:
        value = float(share)
    except ValueError:
        value = 0.0
    if not name or not 1.0 <= value <= 100.0:
        raise FieldError(
            path, f"is “{item}”; after the colon stands its share of level, 1 to 100", "write it as rain:70"
        )
    return Wanted(name, value)
