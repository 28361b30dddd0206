"""What was asked for, before anything is planned."""

from typing import Literal, NamedTuple

from asmr_cli.types import Seconds

Curve = Literal["sone", "cosine", "linear", "db"]
Pattern = Literal["ramp", "4-7-8", "box", "coherent", "sigh", "off"]

CURVES: tuple[Curve, ...] = ("sone", "cosine", "linear", "db")
PATTERNS: tuple[Pattern, ...] = ("ramp", "4-7-8", "box", "coherent", "sigh", "off")
NO_BED = "none"


class Wanted(NamedTuple):
    """A trigger or tag by name; `share` is its share of level in percent (1-100), as in `rain:70`."""

    name: str
    share: float | None = None


class FadeLength(NamedTuple):
    """How long the fade-out lasts: seconds, or percent of the session."""

    seconds: Seconds | None = None
    percent: float | None = None


class Request(NamedTuple):
    """The options of `sleep`, `plan` and `render`; the field names are the options' names."""

    duration: Seconds = 1800.0
    until: str | None = None
    """`HH:MM` as the user gave it; `duration` then already holds the seconds to it, and a pause does not move it."""
    triggers: tuple[Wanted, ...] = ()
    bed: str | None = None
    """A trigger's name, `none`, or None: chosen."""
    preset: str = "sleep"
    sounds: tuple[str, ...] = ()
    """Folders for this run."""
    voice: bool = True
    silent: bool = False
    breath: Pattern = "ramp"
    breath_cue: bool = False
    fade: FadeLength | None = None
    curve: Curve = "sone"
    volume: int = 100
    mono: bool = False
    seed: int | None = None
    new: bool = False
    even_so: bool = False
    end_cue: bool = False
    """A gentle cue before the end instead of sleep (the preset `break`)."""
