"""One scheduled evening, and what it needs to be heard when nobody is at the keyboard."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from asmr_cli.errors import UsageError
from asmr_cli.schedule.days import spell_days
from asmr_cli.store.paths import login_dir

PASSED_ON: Final = (
    "ASMR_HOME",
    "DBUS_SESSION_BUS_ADDRESS",
    "PIPEWIRE_REMOTE",
    "PULSE_CLIENTCONFIG",
    "PULSE_COOKIE",
    "PULSE_RUNTIME_PATH",
    "PULSE_SERVER",
    "SDL_AUDIODRIVER",
    "XDG_CONFIG_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_STATE_HOME",
)
"""What leads to the sound server and to the user's own settings; cron starts with none of it."""

TOOLS: Final = "/usr/local/bin:/usr/bin:/bin"
"""PATH of a session that cron starts; cron's own leaves /usr/local/bin out."""


@dataclass(frozen=True, slots=True)
class Job:
    """A command of asmr at a time of day on some days."""

    hour: int
    minute: int
    days: tuple[int, ...]
    """0 (Monday) to 6 (Sunday), in order."""
    command: tuple[str, ...]
    """The words behind `asmr`."""

    @property
    def time(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"

    def spell(self) -> str:
        """`22:45 mon-fri  asmr sleep 30m`."""
        return f"{self.time} {spell_days(self.days)}  asmr {' '.join(self.command)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A job that is installed, under the number by which it is removed."""

    number: int
    job: Job
    kind: str
    """cron or systemd."""


def checked(job: Job) -> Job:
    """The same job, or UsageError where no scheduler could carry it."""
    if any(sign in word for word in job.command for sign in "\n\r\0"):
        raise UsageError("A scheduled command must stand on one line.", "leave line breaks out of it")
    return job


def sound_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that a session needs to find the sound server and its settings."""
    found = {name: environ[name] for name in PASSED_ON if environ.get(name)}
    runtime = login_dir()
    if "XDG_RUNTIME_DIR" not in found and runtime and runtime.is_dir():
        found["XDG_RUNTIME_DIR"] = str(runtime)
    return found


def free_number(entries: tuple[Entry, ...]) -> int:
    """The smallest number from 1 that no entry has."""
    taken = {entry.number for entry in entries}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)
