"""The user's crontab: lines of our own, marked at their end; every other byte stays as it is."""

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from asmr_cli.errors import CannotWrite, UsageError
from asmr_cli.schedule.days import EVERY, runs
from asmr_cli.schedule.job import TOOLS, Entry, Job

KIND: Final = "cron"
LONGEST: Final = 990
"""Vixie cron takes 1000 characters of command."""

_LINE = re.compile(
    r"(?P<minute>\d\d?) (?P<hour>\d\d?) \* \* (?P<days>\*|[0-7](-[0-7])?(,[0-7](-[0-7])?)*) (?P<command>.+)"
    r" # asmr:(?P<number>\d{1,9})",
    re.ASCII,
)


def line(number: int, job: Job, program: Sequence[str], environment: Mapping[str, str]) -> str:
    """The line of one job, without a line end. Raises UsageError where it gets too long for cron."""
    variables = {"PATH": TOOLS} | dict(environment)
    words = [f"{name}={shlex.quote(value)}" for name, value in variables.items()]
    words += [shlex.quote(word) for word in (*program, *job.command)]
    # cron makes a line end of every % that has no backslash.
    command = " ".join(words).replace("%", r"\%")
    if len(command.encode()) > LONGEST:
        raise UsageError("That command is too long for cron.", "keep its options: asmr preset save NAME …")
    return f"{job.minute} {job.hour} * * {_days(job.days)} {command} # asmr:{number}"


def parse(text: str) -> Entry | None:
    """The entry of a line that `line` made, None for any other."""
    found = _LINE.fullmatch(text)
    if not found:
        return None
    try:
        words = shlex.split(found["command"].replace(r"\%", "%"))
    except ValueError:
        return None
    while words and re.match(r"[A-Z_]+=", words[0]):
        words.pop(0)
    command = words[3:] if words[1:3] == ["-m", "asmr_cli"] else words[1:]
    job = Job(int(found["hour"]), int(found["minute"]), _read_days(found["days"]), tuple(command))
    return Entry(int(found["number"]), job, KIND)


class Crontab:
    """The crontab of this user, through the program `crontab`."""

    def __init__(self, crontab: str) -> None:
        self._crontab = crontab

    def _read(self) -> bytes:
        """The whole table, empty where there is none. Raises CannotWrite where it is refused."""
        done = self._run("-l")
        if done.returncode == 0:
            return done.stdout
        if b"no crontab" in done.stderr.lower():
            return b""
        raise _refused(done.stderr)

    def entries(self) -> tuple[Entry, ...]:
        """Our own lines, in their order."""
        found = (parse(text.decode(errors="replace")) for text in self._read().split(b"\n"))
        return tuple(entry for entry in found if entry)

    def add(self, number: int, job: Job, program: Sequence[str], environment: Mapping[str, str]) -> None:
        """Put its line at the end."""
        text = line(number, job, program, environment)
        table = self._read()
        self._replace(table + (b"" if table.endswith(b"\n") or not table else b"\n") + text.encode() + b"\n")

    def remove(self, number: int) -> None:
        """Take the line of that number out; nothing else changes."""
        kept = [text for text in self._read().splitlines(keepends=True) if not _is(number, text)]
        self._replace(b"".join(kept))

    def _replace(self, table: bytes) -> None:
        # From a file, never through a pipe: killed halfway, a pipe would leave half a table.
        handle, name = tempfile.mkstemp(prefix="asmr-crontab-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(table)
            done = self._run(name)
        finally:
            Path(name).unlink()
        if done.returncode != 0:
            raise _refused(done.stderr)

    def _run(self, argument: str) -> subprocess.CompletedProcess[bytes]:
        environment = os.environ | {"LC_ALL": "C"}
        command = [self._crontab, argument]
        try:
            # close_fds=False: the lock goes down with it, see lock.py.
            return subprocess.run(
                command, capture_output=True, env=environment, stdin=subprocess.DEVNULL, check=False, close_fds=False
            )
        except OSError as error:
            raise _refused(str(error).encode()) from error


def _is(number: int, text: bytes) -> bool:
    entry = parse(text.decode(errors="replace").rstrip("\n"))
    return entry is not None and entry.number == number


def _days(days: tuple[int, ...]) -> str:
    """cron counts from Monday, 1, to Sunday, which is 7 as well as 0."""
    if days == EVERY:
        return "*"
    return ",".join(str(a + 1) if a == b else f"{a + 1}-{b + 1}" for a, b in runs(days))


def _read_days(text: str) -> tuple[int, ...]:
    if text == "*":
        return EVERY
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.update((day - 1) % 7 for day in range(int(first), int(last or first) + 1))
    return tuple(sorted(found))


def _refused(stderr: bytes) -> CannotWrite:
    reason = " ".join(stderr.decode(errors="replace").split()) or "no reason given"
    return CannotWrite(
        f"The crontab cannot be used: {reason}.", "asmr schedule add --print shows the line to put there"
    )
