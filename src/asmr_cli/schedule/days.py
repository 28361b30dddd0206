"""Days of the week as people write them: `mon-fri`, `sat,sun`, `daily`."""

from typing import Final

from asmr_cli.errors import UsageError

NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY: Final = tuple(range(7))
WORDS: Final = {"daily": EVERY, "weekdays": (0, 1, 2, 3, 4), "weekends": (5, 6)}

_HINT = "write days as mon-fri, sat,sun or daily"


def parse_days(text: str) -> tuple[int, ...]:
    """The days, 0 (Monday) to 6 (Sunday), in order. Raises UsageError for what is no day."""
    found: set[int] = set()
    for part in text.lower().replace(" ", "").split(","):
        if part in WORDS:
            found.update(WORDS[part])
        else:
            first, dash, last = part.partition("-")
            start, end = _day(first, text), _day(last if dash else first, text)
            found.update(day % 7 for day in range(start, end + 1 if end >= start else end + 8))
    return tuple(sorted(found))


def spell_days(days: tuple[int, ...]) -> str:
    """`mon-fri`, `sat,sun`, `daily`: what `parse_days` reads back."""
    if days == EVERY:
        return "daily"
    return ",".join(NAMES[a] if a == b else f"{NAMES[a]}-{NAMES[b]}" for a, b in runs(days))


def runs(days: tuple[int, ...]) -> list[tuple[int, int]]:
    """First and last day of each unbroken stretch; two neighbours stay single."""
    found: list[tuple[int, int]] = []
    for day in days:
        if found and day == found[-1][1] + 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return [run for a, b in found for run in ([(a, a), (b, b)] if b == a + 1 else [(a, b)])]


def _day(name: str, whole: str) -> int:
    short = name[:3]
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if short in NAMES and full[NAMES.index(short)].startswith(name):
        return NAMES.index(short)
    raise UsageError(f"“{name or whole}” is not a day of the week.", _HINT)
