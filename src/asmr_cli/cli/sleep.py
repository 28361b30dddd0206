"""`asmr sleep`: build a session and play it."""

from collections.abc import Mapping
from typing import Any

import typer

from asmr_cli.cli.found import gather, planned, save_plan
from asmr_cli.cli.options import SAVE, play_options, session_options
from asmr_cli.cli.output import say, unsaid
from asmr_cli.cli.playing import preferences_of, run
from asmr_cli.errors import UsageError


@session_options
@play_options
def sleep(
    options: Mapping[str, Any],
    how: Mapping[str, Any],
    save: SAVE = None,
) -> int:
    """Build a wind-down session, play it, and fade to silence."""
    if (asked := options.get("duration", "")).endswith(".toml"):
        raise UsageError(f"{asked} is a file, not a duration.", f"asmr play {asked}")
    found, session = planned(gather({**options, **preferences_of(how)}))
    save_plan(session, save, unsaid if found.preferences.quiet else say)
    return run(found, session, how)


def register(app: typer.Typer) -> None:
    app.command()(sleep)
