"""Adding, listing and removing evenings, with whichever scheduler is there."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from asmr_cli.errors import CannotWrite, UsageError
from asmr_cli.schedule import cron, launchd, systemd
from asmr_cli.schedule.job import Entry, Job, free_number, sound_environment
from asmr_cli.schedule.lock import one_at_a_time


class Scheduler(Protocol):
    """What starts jobs by the clock; each call raises CannotWrite where it is refused."""

    def entries(self) -> tuple[Entry, ...]:
        """The jobs that are ours."""

    def add(self, number: int, job: Job, program: Sequence[str], environment: Mapping[str, str]) -> None:
        """Keep a job under a number that is free."""

    def remove(self, number: int) -> None:
        """Forget the job of a number."""


def add(job: Job, program: Sequence[str], environ: Mapping[str, str], wanted: str | None, lock: Path) -> Entry:
    """Install a job. Raises UsageError, CannotWrite."""
    there = _there(environ)
    kind = _kind(wanted, there)
    with one_at_a_time(lock):
        number = free_number(_entries(there))
        there[kind].add(number, job, program, sound_environment(environ))
    return Entry(number, job, kind)


def entries(environ: Mapping[str, str]) -> tuple[Entry, ...]:
    """All that is scheduled by asmr, by number. Raises CannotWrite where a scheduler refuses to tell."""
    return _entries(_there(environ))


def remove(number: int, environ: Mapping[str, str], lock: Path) -> Entry:
    """Remove the job of that number. Raises UsageError where there is none, CannotWrite."""
    there = _there(environ)
    with one_at_a_time(lock):
        entry = next((entry for entry in _entries(there) if entry.number == number), None)
        if entry is None:
            raise UsageError(f"Nothing is scheduled under {number}.", "asmr schedule list")
        there[entry.kind].remove(number)
    return entry


def shown(job: Job, program: Sequence[str], environ: Mapping[str, str], wanted: str | None) -> str:
    """What would be installed, as text. Raises UsageError."""
    there = _there(environ)
    kind = wanted or _kind(None, there)
    environment = sound_environment(environ)
    try:
        number = free_number(_entries(there))
    except CannotWrite:  # whoever may not use crontab is told to put the line there by hand
        number = 1
    if kind == cron.KIND:
        return cron.line(number, job, program, environment)
    if kind == systemd.KIND:
        texts = systemd.units(number, job, program, environment)
        return "\n".join(f"# {_unit_folder(environ) / name}\n{text}" for name, text in texts.items()).rstrip()
    return launchd.agent(number, job, program, environment).rstrip()


def _there(environ: Mapping[str, str]) -> dict[str, Scheduler]:
    """What this machine has, by its kind; systemd first, which counts where the user's own manager runs."""
    found: dict[str, Scheduler] = {}
    path = environ.get("PATH")
    runtime = sound_environment(environ).get("XDG_RUNTIME_DIR")
    if runtime and (Path(runtime) / "systemd").is_dir() and (systemctl := shutil.which("systemctl", path=path)):
        found[systemd.KIND] = systemd.Timers(_unit_folder(environ), systemctl)
    if crontab := shutil.which("crontab", path=path):
        found[cron.KIND] = cron.Crontab(crontab)
    return found


def _entries(there: Mapping[str, Scheduler]) -> tuple[Entry, ...]:
    found = [entry for scheduler in there.values() for entry in scheduler.entries()]
    return tuple(sorted(found, key=lambda entry: entry.number))


def _kind(wanted: str | None, there: Mapping[str, Scheduler]) -> str:
    """The scheduler to use: the one wanted, else systemd, else cron. Raises UsageError where it is not there."""
    if wanted is None and not there:
        raise UsageError("There is neither cron nor systemd here.", "add --print --with launchd, or cron, or systemd")
    kind = wanted or next(iter(there))
    if kind not in there:
        raise UsageError(f"There is no {kind} here to use.", "add --print to see what would be installed")
    return kind


def _unit_folder(environ: Mapping[str, str]) -> Path:
    """Where systemd looks for the user's own units."""
    config = environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME", "/")) / ".config"
    return Path(config) / "systemd" / "user"
