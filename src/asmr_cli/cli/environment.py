"""Everything that a command takes from the process it runs in; nothing else touches `sys` or `os.environ`."""

import datetime
import functools
import os
import sys
import time
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from asmr_cli.decode.ahead import Ahead


@dataclass(frozen=True)
class Environment:
    """Streams, variables and clocks, replaceable as a whole in tests."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str]
    ahead: "Ahead | None" = None
    """The process that was begun to decode what is heard first."""

    @property
    def on_terminal(self) -> bool:
        """A person watches: keys can be read and a display drawn."""
        from asmr_cli.control.terminal import behind

        return self.stdin.isatty() and self.stdout.isatty() and not behind(self.stdin)

    def now(self) -> datetime.datetime:
        """The local time, aware of its zone."""
        return datetime.datetime.now().astimezone()

    def monotonic(self) -> float:
        return time.monotonic()


_current: ContextVar[Environment | None] = ContextVar("environment", default=None)


def environment() -> Environment:
    """The environment of the command that runs."""
    return _current.get() or Environment(
        sys.stdin or _nobody("r"), sys.stdout or _nobody("w"), sys.stderr or _nobody("w"), os.environ
    )


@functools.cache
def _nobody(mode: str) -> TextIO:
    """In place of a stream that was closed before we came (`asmr … >&-`)."""
    return Path(os.devnull).open(mode, encoding="utf-8")  # type: ignore[return-value]  # text, by its mode


def use(replacement: Environment | None) -> None:
    """Run what follows in another environment (None: the process's own)."""
    _current.set(replacement)
