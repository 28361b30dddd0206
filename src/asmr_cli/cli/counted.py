"""Numbers of things, as one says them."""

from asmr_cli.types import Seconds


def counted(number: int, noun: str) -> str:
    """`1 file`, `3 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def amount(files: int, seconds: Seconds) -> str:
    """`3 files, 2 h 10 min`; what is shorter than a minute counts as one."""
    minutes = round(seconds / 60)
    length = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{max(minutes, 1)} min"
    return f"{counted(files, 'file')}, {length}"
