"""Adding, listing and removing evenings, with whichever scheduler is there."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from asmr_cli.errors import UsageError
from asmr_cli.schedule import cron, launchd, systemd
from asmr_cli.schedule.job import Entry, Job, checked, free_number, sound_environment
from asmr_cli.schedule.lock import one_at_a_time


@dataclass(frozen=True, slots=True)
class Schedulers:
    """What this machine has; None where it is not there."""

    crontab: cron.Crontab | None
    timers: systemd.Timers | None

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Schedulers:
        """systemd counts where the user's own manager runs."""
        path = environ.get("PATH")
        crontab, systemctl = shutil.which("crontab", path=path), shutil.which("systemctl", path=path)
        runtime = sound_environment(environ).get("XDG_RUNTIME_DIR")
        manager = systemctl and runtime and (Path(runtime) / "systemd").is_dir()
        timers = systemd.Timers(unit_folder(environ), systemctl) if systemctl and manager else None
        return cls(cron.Crontab(crontab) if crontab else None, timers)

    def entries(self) -> tuple[Entry, ...]:
        """All that is scheduled by asmr, by number."""
        both = (scheduler.entries() for scheduler in (self.crontab, self.timers) if scheduler)
        return tuple(sorted((entry for entries in both for entry in entries), key=lambda entry: entry.number))

    def kind(self, wanted: str | None) -> str:
        """The scheduler to use: the one wanted, else systemd, else cron. Raises UsageError where there is none."""
        there = {systemd.KIND: self.timers is not None, cron.KIND: self.crontab is not None}
        kind = wanted or next((kind for kind, is_there in there.items() if is_there), None)
        if kind is None:
            raise UsageError(
                "There is neither cron nor systemd here.", "add --print --with launchd, or cron, or systemd"
            )
        if not there.get(kind, False):
            raise UsageError(f"There is no {kind} here to use.", "add --print to see what would be installed")
        return kind


def add(job: Job, program: Sequence[str], environ: Mapping[str, str], wanted: str | None, lock: Path) -> Entry:
    """Install a job. Raises UsageError, CannotWrite."""
    schedulers = Schedulers.find(environ)
    kind = schedulers.kind(wanted)
    with one_at_a_time(lock):
        number = free_number(schedulers.entries())
        if kind == cron.KIND and schedulers.crontab:
            schedulers.crontab.add(cron.line(number, checked(job), program, sound_environment(environ)))
        elif schedulers.timers:
            schedulers.timers.add(number, systemd.units(number, checked(job), program, sound_environment(environ)))
    return Entry(number, job, kind)


def remove(number: int, environ: Mapping[str, str], lock: Path) -> Entry:
    """Remove the job of that number. Raises UsageError where there is none, CannotWrite."""
    schedulers = Schedulers.find(environ)
    with one_at_a_time(lock):
        entry = next((entry for entry in schedulers.entries() if entry.number == number), None)
        if entry is None:
            raise UsageError(f"Nothing is scheduled under {number}.", "asmr schedule list")
        if entry.kind == cron.KIND and schedulers.crontab:
            schedulers.crontab.remove(number)
        elif schedulers.timers:
            schedulers.timers.remove(number)
    return entry


def shown(job: Job, program: Sequence[str], environ: Mapping[str, str], wanted: str | None) -> str:
    """What would be installed, as text. Raises UsageError."""
    schedulers = Schedulers.find(environ)
    kind = wanted or schedulers.kind(None)
    environment = sound_environment(environ)
    number = 1 if wanted else free_number(schedulers.entries())
    if kind == cron.KIND:
        return cron.line(number, checked(job), program, environment)
    if kind == systemd.KIND:
        texts = systemd.units(number, checked(job), program, environment)
        return "\n".join(f"# {unit_folder(environ) / name}\n{text}" for name, text in texts.items()).rstrip()
    return launchd.agent(number, checked(job), program, environment).rstrip()


def unit_folder(environ: Mapping[str, str]) -> Path:
    """Where systemd looks for the user's own units."""
    config = environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME", "/")) / ".config"
    return Path(config) / "systemd" / "user"
