"""`asmr again`: the last session's request once more, freshly planned."""

from collections.abc import Mapping
from typing import Any

import typer

from asmr_cli.cli.environment import environment
from asmr_cli.cli.found import gather, planned
from asmr_cli.cli.options import play_options
from asmr_cli.cli.playing import preferences_of, run
from asmr_cli.store.again import recall
from asmr_cli.store.paths import Paths


@play_options
def again(how: Mapping[str, Any]) -> int:
    """Ask for what was asked for last, and play a fresh plan of it."""
    last = recall(Paths.from_environ(environment().environ).history)
    found = gather(preferences_of(how), last)
    return run(*planned(found), how)


def register(app: typer.Typer) -> None:
    app.command()(again)
