"""The last weeks of the history as a picture."""

import datetime

from asmr_cli.store.played import Entry
from asmr_cli.types import Seconds

WEEKS = 4
BARS = "▁▂▃▄▅▆▇█"
FULL: Seconds = 3600.0
"""A night of an hour or more fills its cell."""


def picture(found: tuple[Entry, ...], tonight: datetime.date) -> list[str]:
    """The last weeks as a grid of nights, Monday first; the higher the bar, the longer it played."""
    heard: dict[datetime.date, Seconds] = {}
    for entry in found:
        heard[entry.night] = heard.get(entry.night, 0.0) + entry.elapsed
    monday = tonight - datetime.timedelta(days=tonight.weekday(), weeks=WEEKS - 1)
    lines = ["        Mon  Tue  Wed  Thu  Fri  Sat  Sun"]
    for week in range(WEEKS):
        days = [monday + datetime.timedelta(weeks=week, days=day) for day in range(7)]
        cells = ["  " if day > tonight else _bar(heard.get(day, 0.0)) * 2 for day in days]
        lines.append(f"{days[0]:%d %b}  " + "   ".join(cells))
    return [line.rstrip() for line in lines]


def _bar(seconds: Seconds) -> str:
    return "·" if seconds <= 0 else BARS[min(len(BARS) - 1, int(seconds / FULL * len(BARS)))]
