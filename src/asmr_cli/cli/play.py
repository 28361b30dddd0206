"""`asmr play FILE.toml`: a saved session, or a request in a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from asmr_cli.cli.fromfile import opened
from asmr_cli.cli.options import SHARED, play_options
from asmr_cli.cli.playing import preferences_of, run
from asmr_cli.cli.takes import takes

OWN = {"even_so": SHARED["even_so"]}


@takes("options", OWN)
@play_options
def play(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="A session that --save wrote, or a request.")],
    options: Mapping[str, Any],
    how: Mapping[str, Any],
    strict: Annotated[bool, typer.Option("--strict", help="Refuse where a sound file is missing.")] = False,
) -> int:
    """Play a session from a file."""
    found, session = opened(file, {**options, **preferences_of(how)}, strict)
    return run(found, session, how)


def register(app: typer.Typer) -> None:
    app.command()(play)
