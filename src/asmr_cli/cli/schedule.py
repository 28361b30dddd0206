"""`asmr schedule`: evenings by the clock."""

import os
import shutil
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import typer

from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import emit, emit_json, say
from asmr_cli.errors import UsageError
from asmr_cli.plan.durations import parse_clock
from asmr_cli.schedule import schedule
from asmr_cli.schedule.days import NAMES, parse_days, spell_days
from asmr_cli.schedule.job import Entry, Job, checked
from asmr_cli.store.options import EVERY
from asmr_cli.store.paths import Paths
from asmr_cli.store.settings import settle
from asmr_cli.store.shape import nearest

COMMANDS = ("sleep", "play", "again", "breathe", "render", "stop", "volume", "pause", "resume", "extend")
"""What makes sense while nobody is at the keyboard."""

TAKES_PATH = ("--sounds", "--save", "--output", "-o", "--to")

WITH = typer.Option(None, "--with", help="Which scheduler; otherwise the one that is there.")


def add(
    time: str = typer.Argument(metavar="HH:MM", help="The time of day, such as 22:45."),
    command: list[str] = typer.Argument(metavar="COMMAND...", help="The command behind --, such as: sleep 30m"),
    days: str = typer.Option("daily", "--days", metavar="DAYS", help="mon-fri, sat,sun or daily."),
    only_print: bool = typer.Option(False, "--print", help="Show what would be installed, and change nothing."),
    scheduler: Literal["cron", "systemd", "launchd"] = WITH,
) -> None:
    """Play at a time of day.

    For example: asmr schedule add 22:45 --days mon-fri -- sleep 30m"""
    hour, minute = parse_clock(time)
    job = checked(Job(hour, minute, parse_days(days), _command(command)))
    environ = environment().environ
    if only_print:
        emit(schedule.shown(job, _program(), environ, scheduler))
        return
    entry = schedule.add(job, _program(), environ, scheduler, Paths.from_environ(environ).runtime)
    say(f"Scheduled as number {entry.number} with {entry.kind}: {job.spell()}")


def list_(as_json: bool = typer.Option(False, "--json", help="Print a list as JSON.")) -> None:
    """What is scheduled."""
    found = schedule.entries(environment().environ)
    if as_json:
        emit_json([_fields(entry) for entry in found])
        return
    for entry in found:
        days = spell_days(entry.job.days)
        emit(f"{entry.number:>2}  {entry.job.time}  {days:<11}  asmr {' '.join(entry.job.command)}  ({entry.kind})")
    if not found:
        say("Nothing is scheduled.")


def remove(
    number: int = typer.Argument(None, metavar="NUMBER", help="Its number in the list."),
    everything: bool = typer.Option(False, "--all", help="All that asmr has scheduled."),
) -> None:
    """Take one out of the schedule again."""
    if everything == (number is not None):
        raise UsageError("Say which one to remove, or --all.", "asmr schedule list")
    environ = environment().environ
    numbers = [entry.number for entry in schedule.entries(environ)] if everything else [number]
    if not numbers:
        say("Nothing is scheduled.")
    for one in numbers:
        entry = schedule.remove(one, environ, Paths.from_environ(environ).runtime)
        say(f"Removed: {entry.job.spell()}")


def _command(words: list[str]) -> tuple[str, ...]:
    """The command with its files made absolute: it will not run in this folder."""
    name = words[0]
    if name not in COMMANDS:
        known = ", ".join(COMMANDS)
        raise UsageError(f"“{name}” cannot be scheduled{nearest(name, COMMANDS)}.", f"after -- may come {known}")
    _try(words)
    return (name, *(_anchored(before, word) for before, word in pairwise(words)))


def _try(words: list[str]) -> None:
    """Raises now what a slip in the command would raise at night."""
    from asmr_cli.cli.commands import command_line

    command: Any = typer.main.get_command(command_line(words))
    with command.make_context("asmr", list(words)) as context:
        asked = command.commands[words[0]].make_context(words[0], words[1:], parent=context).params
    of_session = {name: asked[name] for name in EVERY if asked.get(name)}
    if words[0] == "extend" or str(asked.get("duration")).endswith(".toml"):
        del of_session["duration"]
    environ = environment().environ
    settle(Paths.from_environ(environ), environ, of_session)


def _anchored(before: str, word: str) -> str:
    """A word, as a whole path where it names a file or a folder."""
    option, equals, value = word.partition("=") if word.startswith("--") and "=" in word else ("", "", word)
    named = value != "-" and (option in TAKES_PATH or before in TAKES_PATH)
    return f"{option}{equals}{Path(value).absolute()}" if named or _is_path(value) else word


def _is_path(word: str) -> bool:
    """A name that leads to something from here; `rain` alone is a trigger, even beside a folder of that name."""
    return (os.sep in word or word.endswith(".toml")) and Path(word).exists()


def _program() -> list[str]:
    """The words that start this very asmr from anywhere."""
    called = Path(sys.argv[0])
    if called.stem == "asmr" and (found := shutil.which(str(called.absolute()))):
        return [found]
    return [sys.executable, "-m", "asmr_cli"]


def _fields(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "time": entry.job.time,
        "days": [NAMES[day] for day in entry.job.days],
        "command": list(entry.job.command),
        "kind": entry.kind,
    }


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Evenings by the clock: add, list, remove.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_)
    group.command("remove")(remove)
    app.add_typer(group, name="schedule")
