"""Durations, clock times and fade lengths as people write them."""

import re
from typing import Final

from asmr_cli.errors import UsageError
from asmr_cli.models.request import FadeLength
from asmr_cli.types import Seconds

SHORTEST: Final = 5.0
LONGEST: Final = 12 * 3600.0
"""Of a session, in seconds."""

_WAYS = "write 30m, 1h30m, 90s, 45 (minutes) or 1:30 (h:mm)"
_NUMBER = r"(\d+(?:\.\d+)?)"
_PARTS = re.compile(rf"(?:{_NUMBER}h)?(?:{_NUMBER}m)?(?:{_NUMBER}s)?", re.ASCII)
_MINUTES = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_COLON = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def parse_duration(text: str, shortest: Seconds = SHORTEST) -> Seconds:
    """Seconds of `30m`, `1h30m`, `90s`, `45` (minutes) or `1:30` (h:mm); UsageError outside the limits."""
    seconds = _seconds(text)
    if seconds is None:
        raise UsageError(f"“{text}” is not a duration.", _hint(shortest))
    return check_duration(seconds, shortest)


def check_duration(seconds: Seconds, shortest: Seconds = SHORTEST) -> Seconds:
    """The same number, or UsageError where it lies outside the limits (NaN does)."""
    if seconds < shortest:
        raise UsageError(f"{_plain(seconds)} is too short: the least is {format_duration(shortest)}.", _hint(shortest))
    if not seconds <= LONGEST:
        raise UsageError(f"{_plain(seconds)} is too long: the most is {format_duration(LONGEST)}.", _hint(shortest))
    return seconds


def parse_fade(text: str) -> FadeLength:
    """`12m`, `90s`, `0` or `40%`; UsageError otherwise. A fade that is too long is shortened when planned."""
    if text.strip().endswith("%"):
        percent = text.strip().removesuffix("%").strip()
        if not _MINUTES.fullmatch(percent) or float(percent) > 100:
            raise UsageError(f"“{text}” is not a share of the session.", "write a fade as 10m, 90s, 0 or 40%")
        return FadeLength(percent=float(percent))
    seconds = _seconds(text)
    if seconds is None or seconds > LONGEST:
        raise UsageError(f"“{text}” is not the length of a fade.", "write a fade as 10m, 90s, 0 or 40%")
    return FadeLength(seconds=seconds)


def parse_clock(text: str) -> tuple[int, int]:
    """Hour and minute of `22:45`; UsageError otherwise."""
    found = _COLON.fullmatch(text.strip())
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return int(found[1]), int(found[2])
    raise UsageError(f"“{text}” is not a time of day.", "write it as 22:45 or 7:05")


def format_duration(seconds: Seconds) -> str:
    """`30m`, `1h30m`, `1m30s`: what `parse_duration` reads back, rounded to whole seconds."""
    if 0 < seconds < 1:
        return f"{seconds:g}s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "m"), (rest, "s"))
    return "".join(f"{value}{unit}" for value, unit in parts if value) or "0s"


def format_clock(seconds: Seconds) -> str:
    """`7:30`, `1:02:03`: a place in time, rounded to whole seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _hint(shortest: Seconds) -> str:
    return f"{_WAYS}, from {format_duration(shortest)} to {format_duration(LONGEST)}"


def _seconds(text: str) -> Seconds | None:
    compact = text.strip().lower().replace(" ", "")
    if _MINUTES.fullmatch(compact):
        return float(compact) * 60
    if found := _COLON.fullmatch(compact):
        return int(found[1]) * 3600.0 + int(found[2]) * 60.0 if int(found[2]) < 60 else None
    found = _PARTS.fullmatch(compact)
    if not found or not compact:
        return None
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def _plain(seconds: Seconds) -> str:
    return format_duration(seconds) if 1 <= seconds < 1e6 else f"{seconds:g}s"
