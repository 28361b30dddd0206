"""`asmr breathe`: the breathing pace alone."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from asmr_cli.cli.found import gather
from asmr_cli.cli.options import SHARED, play_options
from asmr_cli.cli.playing import preferences_of, run
from asmr_cli.cli.takes import takes
from asmr_cli.plan.breathe import breathe as plan_breathe

DEFAULT = "8m"
OWN = {name: SHARED[name] for name in ("breath", "volume")}


@takes("options", OWN)
@play_options
def breathe(
    options: Mapping[str, Any],
    how: Mapping[str, Any],
    duration: Annotated[str, typer.Argument(metavar="DURATION", help="How long; at most 12 h.")] = DEFAULT,
    cue: Annotated[
        bool, typer.Option("--breath-cue/--no-breath-cue", help="A soft swell to breathe with, eyes closed.")
    ] = True,
) -> int:
    """The breathing pace alone: soft, comfortable breaths.

    If you feel dizzy, breathe normally."""
    found = gather({**options, **preferences_of(how), "duration": duration, "breath_cue": cue, "silent": not cue})
    request = found.tonight.request
    assert request is not None, "what comes from options has a request"
    session = plan_breathe(request.duration, request.breath, cue, request.seed or 0)
    return run(found, session, how, record=False)


def register(app: typer.Typer) -> None:
    app.command()(breathe)
