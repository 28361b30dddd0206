"""Every option that a file, the environment or the command line can set, and how its value is read and written.

The names are those of the options, with `_` for `-`. A value may come as text (`"30m"`, `"rain:70,paper"`) or in TOML's
own types (`30.0`, `["rain:70"]`, `true`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from asmr_cli.errors import UsageError
from asmr_cli.models import CURVES, PATTERNS, FadeLength, Request, Wanted
from asmr_cli.plan.durations import LONGEST, check_duration, parse_clock, parse_duration, parse_fade
from asmr_cli.store.shape import FieldError, Path, nearest, number
from asmr_cli.types import Seconds

Values: TypeAlias = dict[str, Any]
"""Field name of Request or Preferences → value in that field's type."""

WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
DEVICE_LOST = ("wait", "stop")


def read(name: str, value: Any, path: Path) -> Any:
    """The value of one option in its field's type. Raises UsageError, with `path` where the type is wrong."""
    return _READERS[name](value, path)


def read_all(data: Mapping[str, Any], known: tuple[str, ...]) -> Values:
    """The options of a parsed file. Raises FieldError at an unknown one, naming the nearest."""
    values: Values = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        if name not in known:
            raise FieldError((key,), f"is not known{nearest(name, known)}")
        try:
            values[name] = read(name, value, (key,))
        except FieldError:
            raise
        except UsageError as error:
            raise FieldError((key,), f"does not fit: {error.message.rstrip('.')}", error.hint) from error
    if "duration" in values and "until" in values:
        raise FieldError(("until",), "and duration cannot both be given", "keep one of the two")
    return values


def write_all(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same options as TOML or JSON has them; None is left out."""
    return {name: _plain(value) for name, value in values.items() if value is not None}


def parse_triggers(texts: str | list[Any] | tuple[Any, ...], path: Path = ("triggers",)) -> tuple[Wanted, ...]:
    """`["rain:70,paper", "whisper"]` as wanted triggers. Raises UsageError."""
    found: list[Wanted] = []
    for number_, text in enumerate([texts] if isinstance(texts, str) else texts):
        if not isinstance(text, str):
            raise FieldError((*path, number_), "has to be a text, such as “rain” or “rain:70”")
        found += [_wanted(part.strip(), (*path, number_)) for part in text.split(",") if part.strip()]
    return tuple(found)


def _wanted(text: str, path: Path) -> Wanted:
    name, colon, share = text.rpartition(":")
    if not colon:
        return Wanted(text)
    try:
        value = float(share)
    except ValueError:
        value = 0.0
    if not name or not 1.0 <= value <= 100.0:
        raise FieldError(
            path, f"is “{text}”; after the colon stands its share of level, 1 to 100", "write it as rain:70"
        )
    return Wanted(name, value)


def _plain(value: Any) -> Any:
    if isinstance(value, FadeLength):
        return f"{value.percent:.12g}%" if value.percent is not None else value.seconds
    if isinstance(value, Wanted):
        return value.name if value.share is None else f"{value.name}:{value.share:.12g}"
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _duration(value: Any, path: Path) -> Seconds:
    if isinstance(value, str):
        return parse_duration(value)
    return check_duration(number(value, path))


def _blank_after(value: Any, path: Path) -> Seconds:
    return parse_duration(value, 0.0) if isinstance(value, str) else check_duration(number(value, path), 0.0)


def _fade(value: Any, path: Path) -> FadeLength:
    if isinstance(value, str):
        return parse_fade(value)
    seconds = number(value, path)
    if not 0 <= seconds <= LONGEST:
        raise FieldError(
            path, f"is {seconds:g} seconds; it has to be 0 to 12 h", "write it as “12m”, “40%” or in seconds"
        )
    return FadeLength(seconds=seconds)


def _until(value: Any, path: Path) -> str:
    parse_clock(_text(value, path))
    return str(value)


def _text(value: Any, path: Path) -> str:
    if not isinstance(value, str) or not value:
        raise FieldError(path, "has to be a text in quotes")
    return value


def _texts(value: Any, path: Path) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple):
        raise FieldError(path, "has to be a list of texts")
    return tuple(_text(item, (*path, n)) for n, item in enumerate(items))


def _triggers(value: Any, path: Path) -> tuple[Wanted, ...]:
    if not isinstance(value, str | list | tuple):
        raise FieldError(path, "has to be a list, such as [“rain:70”, “whisper”]")
    return parse_triggers(value, path)


def _switch(value: Any, path: Path) -> bool:
    found = value if isinstance(value, bool) else WORDS.get(value.lower()) if isinstance(value, str) else None
    if found is None:
        raise FieldError(path, "has to be true or false")
    return found


def _whole(low: int, high: int) -> Callable[[Any, Path], int]:
    def reader(value: Any, path: Path) -> int:
        if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise FieldError(path, f"has to be a whole number, {low} to {high}")
        return value

    return reader


def _choice(choices: tuple[str, ...]) -> Callable[[Any, Path], str]:
    def reader(value: Any, path: Path) -> str:
        if value not in choices:
            close = nearest(value, choices) if isinstance(value, str) else ""
            raise FieldError(path, f"has to be one of {', '.join(choices)}{close}")
        return str(value)

    return reader


_READERS: dict[str, Callable[[Any, Path], Any]] = {
    "duration": _duration,
    "until": _until,
    "triggers": _triggers,
    "bed": _text,
    "preset": _text,
    "sounds": _texts,
    "voice": _switch,
    "silent": _switch,
    "breath": _choice(PATTERNS),
    "breath_cue": _switch,
    "fade": _fade,
    "curve": _choice(CURVES),
    "volume": _whole(1, 100),
    "mono": _switch,
    "seed": _whole(0, 2**63 - 1),
    "new": _switch,
    "even_so": _switch,
    "end_cue": _switch,
    "history": _switch,
    "plain": _switch,
    "quiet": _switch,
    "still": _switch,
    "blank_after": _blank_after,
    "device": _text,
    "on_device_lost": _choice(DEVICE_LOST),
    "inhibit": _switch,
    "keep": _switch,
}

REQUEST = Request._fields
"""What a preset or a request file may say."""
EVERY = tuple(_READERS)
"""What config.toml and the environment may say."""
