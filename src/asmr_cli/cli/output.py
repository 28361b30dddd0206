"""stdout is data, stderr is narration."""

import json
from typing import Any

from asmr_cli.cli.environment import environment
from asmr_cli.errors import AsmrError


def emit(text: str) -> None:
    """A line of data."""
    print(text, file=environment().stdout)


def emit_json(value: Any) -> None:
    """A value as JSON; NaN is not JSON and is refused."""
    emit(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def say(text: str) -> None:
    """A line of narration."""
    print(text, file=environment().stderr)


def warn(text: str) -> None:
    """A line of narration about something that went on in another way than asked."""
    say(f"note: {text}")


def unsaid(text: str) -> None:
    """In place of `warn`, for `--quiet` and for a shell that completes: nothing."""


def show_error(error: AsmrError) -> None:
    """The sentence and the hint."""
    say(error.message)
    say(f"hint: {error.hint}")
