"""`asmr history`, `asmr last`, `asmr forget`: what was played and how it ended."""

import datetime
import signal
from pathlib import Path
from typing import Any

import typer

from asmr_cli.cli.counted import counted
from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import emit, emit_json, say
from asmr_cli.cli.weeks import WEEKS, picture
from asmr_cli.errors import UsageError
from asmr_cli.plan.durations import format_duration
from asmr_cli.store.history import History, entries
from asmr_cli.store.paths import Paths
from asmr_cli.store.played import Entry, night_of
from asmr_cli.types import Seconds

ENDINGS = {"deadline": "to the end", "stopped": "ended by hand", "device": "the device was lost", "error": "broke off"}
AS_JSON = typer.Option(False, "--json", help="Print as JSON.")


def history(
    count: int = typer.Option(20, "--count", "-n", metavar="N", min=1, help="How many sessions to list."),
    as_json: bool = AS_JSON,
) -> None:
    """What was played, and a picture of the last weeks."""
    found = entries(_file(), count)
    if as_json:
        emit_json([_fields(entry) for entry in found])
        return
    if not found:
        say("Nothing is kept.")
        return
    today = environment().now()
    for line in picture(entries(_file(), since=today - datetime.timedelta(weeks=WEEKS, days=1)), night_of(today)):
        emit(line)
    emit("")
    for entry in found:
        emit(_line(entry))


def last(as_json: bool = AS_JSON) -> None:
    """The last session: what was heard, and how it ended."""
    found = entries(_file(), 1)
    if as_json:
        emit_json(_fields(found[0]) if found else None)
    elif not found:
        say("Nothing is kept.")
    else:
        for line in _detail(found[0]):
            emit(line)


def forget(
    before: str = typer.Option(
        None, "--before", metavar="DAY", help="Only what was played before this day, YYYY-MM-DD."
    ),
) -> None:
    """Delete the history, all of it or what is older than a day."""
    moment = None if before is None else _day(before)
    if not _file().exists():
        say("Nothing is kept.")
        return
    with History(_file()) as kept:
        count = kept.forget(moment)
    say(f"Forgot {counted(count, 'session')}.")


def _line(entry: Entry) -> str:
    names = list(dict.fromkeys(item.trigger for item in entry.heard))
    names_text = ", ".join(names[:4]) + (" …" if len(names) > 4 else "")
    return f"{_when(entry)}  {_whole(entry.elapsed):>7}  {_ending(entry):<20}  {names_text}".rstrip()


def _detail(entry: Entry) -> list[str]:
    key = "no key was pressed" if entry.last_key is None else f"last key after {_whole(entry.last_key)}"
    played, whole = _whole(entry.elapsed), _whole(entry.duration)
    lines = [f"{_when(entry)}, {played} of {whole}, {_ending(entry)}; {key}."]
    return lines + [f"  {_whole(item.seconds):>7}  {item.trigger}  {item.sound}" for item in entry.heard]


def _whole(seconds: Seconds) -> str:
    """What was played, also where that was less than a second: nobody set it to a fraction."""
    return format_duration(float(round(seconds)))


def _when(entry: Entry) -> str:
    return f"{entry.started:%a %d %b %H:%M}"


def _ending(entry: Entry) -> str:
    if entry.reason == "signal":
        return f"ended by {signal.Signals(entry.signal).name}" if entry.signal else "ended by a signal"
    return ENDINGS.get(entry.reason or "", "no end was noted")


def _fields(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "started": entry.started.isoformat(timespec="seconds"),
        "night": entry.night.isoformat(),
        "duration": entry.duration,
        "elapsed": entry.elapsed,
        "reason": entry.reason,
        "signal": entry.signal,
        "last_key": entry.last_key,
        "seed": entry.seed,
        "request": entry.request,
        "heard": [
            {"trigger": item.trigger, "sound": item.sound, "seconds": round(item.seconds, 3)} for item in entry.heard
        ],
    }


def _day(text: str) -> datetime.datetime:
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").astimezone()
    except (ValueError, OverflowError) as error:
        raise UsageError(f"“{text}” is not a day.", "write it as 2026-03-31") from error


def _file() -> Path:
    return Paths.from_environ(environment().environ).history


def register(app: typer.Typer) -> None:
    app.command()(history)
    app.command()(last)
    app.command()(forget)
