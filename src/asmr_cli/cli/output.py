"""stdout is data, stderr is narration."""

import errno
import json
import os
from typing import Any, TextIO

from asmr_cli.cli.environment import environment
from asmr_cli.cli.readable import on_lines
from asmr_cli.errors import AsmrError


def emit(text: str) -> None:
    """A line of data for people, or several."""
    print(on_lines(text), file=environment().stdout)


def emit_json(value: Any) -> None:
    """A value as JSON; NaN is not JSON and is refused."""
    from asmr_cli.ui.signs import takes_all

    stdout = environment().stdout
    print(json.dumps(value, ensure_ascii=not takes_all(stdout), indent=2, allow_nan=False), file=stdout)


def say(text: str) -> None:
    """A line of narration; to nobody where the terminal has gone away."""
    stderr = environment().stderr
    try:
        print(on_lines(text), file=stderr)
    except OSError as error:
        if not hung_up(error):
            raise
        give_up(stderr)


def hung_up(error: OSError) -> bool:
    """Whether it says that the terminal has gone away."""
    return error.errno == errno.EIO and os.name == "posix"


def give_up(stream: TextIO) -> None:
    """Nobody takes what is left in it: keep the interpreter from complaining about that at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return  # it is no real file, so nothing is flushed at exit


def warn(text: str) -> None:
    """A line of narration about something that went on in another way than asked."""
    say(f"note: {text}")


def unsaid(text: str) -> None:
    """In place of `warn`, for `--quiet` and for a shell that completes: nothing."""


def show_error(error: AsmrError) -> None:
    """The sentence and the hint."""
    say(error.message)
    say(f"hint: {error.hint}")
