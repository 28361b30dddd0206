"""What happens after the deadline: a command of the user's, run without a shell."""

import shlex
import shutil
import subprocess
from dataclasses import dataclass
from typing import Self

from asmr_cli.errors import UsageError


@dataclass(frozen=True)
class Afterwards:
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
            raise UsageError(f"--then names no program that is there: {text}.", "give its full path")
        return cls(words)

    def run(self) -> int:
        """Run it; its exit code, 0 where there is nothing to run."""
        return subprocess.run(self.command, check=False).returncode if self.command else 0
