"""systemd user timers: two small files for each job, which say in their first line that they are ours."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from asmr_cli.errors import CannotWrite
from asmr_cli.schedule.days import NAMES
from asmr_cli.schedule.job import Entry, Job
from asmr_cli.store import atomic

KIND: Final = "systemd"
MARK: Final = "# asmr "
"""What follows in the first line is the job as JSON."""


def units(number: int, job: Job, program: Sequence[str], environment: Mapping[str, str]) -> dict[str, str]:
    """File name → text, of the service and the timer."""
    head = f"{MARK}{json.dumps(asdict(job))}\n[Unit]\nDescription=asmr {_escape(' '.join(job.command))}\n\n"
    variables = "".join(f"Environment={_quote(f'{name}={value}')}\n" for name, value in environment.items())
    # 129 to 131 and 143 are how a session that was stopped softly by a signal ends.
    service = "[Service]\nSuccessExitStatus=129 130 131 143\n" + variables
    service += "ExecStart=" + " ".join(_quote(word.replace("$", "$$")) for word in (*program, *job.command)) + "\n"
    days = ",".join(NAMES[day].title() for day in job.days)
    # Not Persistent: an evening that was missed must not begin when the lid opens in the morning.
    timer = f"[Timer]\nOnCalendar={days} *-*-* {job.time}:00\nAccuracySec=1s\n\n[Install]\nWantedBy=timers.target\n"
    return {f"asmr-{number}.service": head + service, f"asmr-{number}.timer": head + timer}


def parse(name: str, text: str) -> Entry | None:
    """The entry of a timer file that `units` made, None for any other."""
    first = text.partition("\n")[0]
    number = name.removeprefix("asmr-").removesuffix(".timer")
    if not first.startswith(MARK) or not number.isdecimal():
        return None
    try:
        facts = json.loads(first.removeprefix(MARK))
        days = tuple(sorted({int(day) % 7 for day in facts["days"]}))
        job = Job(int(facts["hour"]), int(facts["minute"]), days, tuple(map(str, facts["command"])))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):  # somebody has edited it
        return None
    return Entry(int(number), job, KIND)


class Timers:
    """The user's timers, through `systemctl --user`."""

    def __init__(self, folder: Path, systemctl: str) -> None:
        """`folder` is where the user's units are, usually ~/.config/systemd/user."""
        self._folder = folder
        self._systemctl = systemctl

    def entries(self) -> tuple[Entry, ...]:
        """Our own timers."""
        found = (parse(path.name, path.read_text(errors="replace")) for path in self._folder.glob("asmr-*.timer"))
        return tuple(entry for entry in found if entry)

    def add(self, number: int, job: Job, program: Sequence[str], environment: Mapping[str, str]) -> None:
        """Write the units and start the timer. Raises CannotWrite; then nothing of it is left."""
        try:
            for name, text in units(number, job, program, environment).items():
                atomic.replace(self._folder / name, text.encode())
            self._run("daemon-reload")
            self._run("enable", "--now", f"asmr-{number}.timer")
        except CannotWrite:
            self._delete(number)
            raise

    def remove(self, number: int) -> None:
        """Stop the timer and delete its files. Raises CannotWrite."""
        self._run("disable", "--now", f"asmr-{number}.timer")
        self._delete(number)
        self._run("daemon-reload")

    def _delete(self, number: int) -> None:
        for suffix in ("timer", "service"):
            (self._folder / f"asmr-{number}.{suffix}").unlink(missing_ok=True)

    def _run(self, *arguments: str) -> None:
        command = [self._systemctl, "--user", *arguments]
        try:
            done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        except OSError as error:
            raise CannotWrite(f"systemctl cannot be run: {error.strerror}.", "try --with cron") from error
        if done.returncode != 0:
            reason = " ".join(done.stderr.split()) or "no reason given"
            raise CannotWrite(
                f"systemd refuses the timer: {reason}.", "systemctl --user status tells more; --with cron does without"
            )


def _escape(text: str) -> str:
    """systemd reads % as the beginning of a specifier."""
    return text.replace("%", "%%")


def _quote(word: str) -> str:
    """A word in double quotes, as systemd.syntax(7) reads them."""
    return '"' + _escape(word.replace("\\", "\\\\").replace('"', '\\"')) + '"'
