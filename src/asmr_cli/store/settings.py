"""All layers put together: each option with its value and with where it comes from. Later layers win."""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from asmr_cli.errors import UsageError
from asmr_cli.models import Request
from asmr_cli.plan.durations import LONGEST, SHORTEST, parse_clock
from asmr_cli.store.layers import Layer, config_layer, environ_layer
from asmr_cli.store.options import EVERY, REQUEST, Values, read
from asmr_cli.store.paths import Paths
from asmr_cli.store.presets import find
from asmr_cli.store.shape import FIX, FieldError
from asmr_cli.types import Seconds

OPTION = "option"
DEFAULT = "default"


class Preferences(NamedTuple):
    """How a session is shown and kept, beside what it is."""

    history: bool = True
    plain: bool = False
    quiet: bool = False
    still: bool = False
    blank_after: Seconds | None = None
    device: str | None = None
    on_device_lost: str = "wait"
    inhibit: bool = False
    keep: bool = False


class Setting(NamedTuple):
    """One option as it will be used."""

    name: str
    value: Any
    source: str


class Settings(NamedTuple):
    """Every option, settled."""

    all: tuple[Setting, ...]

    def request(self, now: datetime.datetime) -> Request:
        """What is asked for; with `until`, `duration` holds the seconds from `now` to it."""
        values = {setting.name: setting.value for setting in self.all if setting.name in REQUEST}
        if values["until"] is not None:
            values["duration"] = seconds_until(values["until"], now)
        return Request(**values)

    def preferences(self) -> Preferences:
        return Preferences(**{setting.name: setting.value for setting in self.all if setting.name not in REQUEST})


def settle(paths: Paths, environ: Mapping[str, str], options: Mapping[str, Any], file: Layer | None = None) -> Settings:
    """config.toml, then ASMR_…, then the preset, then a request file, then the options given; the later one wins.

    `options` holds what was typed, as text or in the option's own type; None means: not given. Raises UsageError."""
    given = Layer(OPTION, {name: typed(name, v) for name, v in options.items() if v is not None})
    if {"duration", "until"} <= given.values.keys():
        raise UsageError("A duration and --until cannot both be given.", "keep one of the two")
    asked = [file, given] if file else [given]
    below = [config_layer(paths.config_file), environ_layer(environ)]
    preset = _merge([*below, *asked])["preset"].value
    merged = _merge([*below, find(preset, paths.presets).layer, *asked])
    return Settings(tuple(merged.values()))


def typed(name: str, value: Any) -> Any:
    """The value of an option as it was typed. Raises UsageError, named as the option is."""
    option = f"--{name.replace('_', '-')}"
    try:
        return read(name, value, (option,))
    except FieldError as error:
        hint = "asmr sleep --help" if error.hint == FIX else error.hint
        raise FieldError((option,), error.reason, hint) from error


def seconds_until(clock: str, now: datetime.datetime) -> Seconds:
    """From `now` to the next such time of day, over a change of the clocks too. Raises UsageError beyond 12 h."""
    hour, minute = parse_clock(clock)
    today = now.replace(tzinfo=None, hour=hour, minute=minute, second=0, microsecond=0)
    moments = (*_moments(today), *_moments(today + datetime.timedelta(days=1)))
    seconds = min((moment - now).total_seconds() for moment in moments if moment > now)
    if seconds > LONGEST:
        raise UsageError(f"{clock} is more than 12 hours away.", "choose a time within 12 hours")
    if seconds < SHORTEST:
        raise UsageError(f"{clock} is only {seconds:.0f} seconds away.", "choose a later time")
    return seconds


def _moments(local: datetime.datetime) -> tuple[datetime.datetime, ...]:
    """When the clocks show it: twice where they are set back, and where they leave it out when it would have been."""
    first, second = sorted(local.replace(fold=fold).astimezone() for fold in (0, 1))
    return (first, second) if first.replace(tzinfo=None) == local else (second,)


def _merge(layers: list[Layer]) -> dict[str, Setting]:
    found = {name: Setting(name, value, DEFAULT) for name, value in _defaults().items()}
    for layer in layers:
        # Of duration and until the later wish stands alone.
        if "until" in layer.values:
            found["duration"] = Setting("duration", _defaults()["duration"], DEFAULT)
        elif "duration" in layer.values:
            found["until"] = Setting("until", None, DEFAULT)
        for name, value in layer.values.items():
            found[name] = Setting(name, value, _source(layer, name))
    return found


def _source(layer: Layer, name: str) -> str:
    return f"ASMR_{name.upper()}" if layer.source == "environment" else layer.source


def _defaults() -> Values:
    both = {**Request._field_defaults, **Preferences._field_defaults}
    return {name: both[name] for name in EVERY}
