"""Every option that a file, the environment or the command line can set: the names are those of the options, with `_`
for `-`."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from asmr_cli.errors import UsageError
from asmr_cli.models import CURVES, PATTERNS, FadeLength, Request, Wanted
from asmr_cli.store import readers
from asmr_cli.store.readers import Reader
from asmr_cli.store.shape import FieldError, Path, nearest

Values: TypeAlias = dict[str, Any]
"""Field name of Request or Preferences → value in that field's type."""

_READERS: dict[str, Reader] = {
    "duration": readers.duration,
    "until": readers.until,
    "triggers": readers.triggers,
    "bed": readers.text,
    "preset": readers.text,
    "sounds": readers.texts,
    "voice": readers.switch,
    "silent": readers.switch,
    "breath": readers.choice(PATTERNS),
    "breath_cue": readers.switch,
    "fade": readers.fade,
    "curve": readers.choice(CURVES),
    "volume": readers.whole(1, 100),
    "mono": readers.switch,
    "seed": readers.whole(0, 2**63 - 1),
    "new": readers.switch,
    "even_so": readers.switch,
    "end_cue": readers.switch,
    "history": readers.switch,
    "plain": readers.switch,
    "quiet": readers.switch,
    "still": readers.switch,
    "blank_after": readers.blank_after,
    "device": readers.text,
    "on_device_lost": readers.choice(("wait", "stop")),
    "inhibit": readers.switch,
    "keep": readers.switch,
}

REQUEST = Request._fields
"""What a preset or a request file may say."""
EVERY = tuple(_READERS)
"""What config.toml and the environment may say."""


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


def _plain(value: Any) -> Any:
    if isinstance(value, FadeLength):
        return f"{value.percent:.12g}%" if value.percent is not None else value.seconds
    if isinstance(value, Wanted):
        return value.name if value.share is None else f"{value.name}:{value.share:.12g}"
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
