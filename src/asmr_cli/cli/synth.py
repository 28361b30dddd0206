"""`asmr synth`: fresh variations of the bundled sounds, and the bundled sounds themselves."""

from pathlib import Path
from typing import Annotated

import typer

from asmr_cli.cli.named import check_output
from asmr_cli.cli.output import say
from asmr_cli.cli.progress import Progress
from asmr_cli.errors import UsageError
from asmr_cli.plan.durations import parse_duration
from asmr_cli.store.shape import nearest
from asmr_cli.types import to_frames

SHORTEST = 1.0
"""Seconds; a session is longer."""


def synth(
    trigger: Annotated[
        str | None, typer.Argument(metavar="TRIGGER", help="A bundled sound; asmr triggers lists them.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="wav, flac, opus, mp3, m4a.")
    ] = None,
    length: Annotated[str, typer.Option(metavar="DURATION", help="1 s to 12 h.")] = "60s",
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed gives the same samples.", min=0)] = 1,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    pack: Annotated[str | None, typer.Option(metavar="DIR", help="Make every bundled sound anew into DIR.")] = None,
) -> None:
    """Make a fresh variation of a bundled sound."""
    if pack is not None:
        from asmr_cli.session.make import make_pack

        make_pack(Path(pack), say)
        return
    if trigger is None or output is None:
        raise UsageError("What is to be made, and where to?", "asmr synth rain -o rain.opus --length 10m --seed 9")
    seconds = parse_duration(length, SHORTEST)
    path = Path(output)
    _check(trigger, path, force)
    from asmr_cli.session.make import make_sound

    with Progress(f"making {trigger}") as progress:
        make_sound(trigger, seconds, seed, path, lambda done: progress(done, to_frames(seconds)))
    say(f"Wrote {path}.")


def _check(trigger: str, path: Path, force: bool) -> None:
    from asmr_cli import synth as sounds
    from asmr_cli.sink.file import SUFFIXES

    if trigger not in sounds.names():
        raise UsageError(f"There is no bundled sound “{trigger}”{nearest(trigger, sounds.names())}.", "asmr triggers")
    check_output(str(path))
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path.name} names no format that can be written.", f"use one of {', '.join(SUFFIXES)}")
    if path.exists() and not force:
        raise UsageError(f"{path} is there already.", "choose another name, or replace it with --force")


def register(app: typer.Typer) -> None:
    app.command()(synth)
