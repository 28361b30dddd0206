"""What happens after the deadline: a command of the user's, run without a shell."""

import select
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple, Self, TextIO

from asmr_cli.control.inbox import HasFileno
from asmr_cli.control.signals import Signals
from asmr_cli.control.terminal import quiet
from asmr_cli.errors import UsageError

NOTICE = 10.0
"""Seconds in which a key cancels the command."""


class Afterwards(NamedTuple):
    """A command with its arguments; empty: nothing."""

    command: tuple[str, ...]

    @classmethod
    def checked(cls, text: str | None) -> Self:
        """`--then`'s text. Raises UsageError before the session starts where there is no such program."""
        try:
            words = tuple(shlex.split(text or ""))
        except ValueError as error:
            raise UsageError(f"--then cannot be read: {error}.", "quote it as for a shell") from error
        if text is not None and (not words or shutil.which(words[0]) is None):
            raise UsageError(f"--then names no program that is there: “{text}”.", "give its full path")
        return cls(words)

    def run(self, keyboard: TextIO, say: Callable[[str], None]) -> int:
        """Run it, on a terminal after ten seconds in which a key cancels it; its exit code, 0 where nothing ran.

        One that fails is named: the night was as it was to be, so the session's exit code does not tell."""
        if not self.command or _cancelled(keyboard, say, self.command[0]):
            return 0
        try:
            code = subprocess.run(self.command, check=False).returncode
        except OSError as error:  # it has gone since, or is no program
            say(f"note: {self.command[0]} could not be run ({error.strerror}).")
            return 1
        if code:
            how = f"failed with exit code {code}" if code > 0 else f"was ended by signal {-code}"
            say(f"note: {self.command[0]} {how}.")
        return code


def _cancelled(keyboard: TextIO, say: Callable[[str], None], name: str) -> bool:
    # A signal cancels it as well, and leaves the terminal as it was.
    with Signals() as signals, quiet(keyboard) as readable:
        if not readable or sys.platform == "win32":
            return False
        say(f"{name} runs in {NOTICE:.0f} s; any key cancels.")
        watched: list[HasFileno] = [keyboard, *signals.files()]
        return bool(select.select(watched, [], [], NOTICE)[0])
