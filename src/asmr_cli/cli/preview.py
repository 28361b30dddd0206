"""`asmr preview`: fifteen seconds of one sound."""

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from asmr_cli.cli.collection import probe
from asmr_cli.cli.found import gather
from asmr_cli.cli.options import SHARED, play_options
from asmr_cli.cli.playing import preferences_of, run
from asmr_cli.cli.takes import takes
from asmr_cli.errors import UsageError
from asmr_cli.models import Catalogue, Sound, Trigger
from asmr_cli.plan.preview import preview as plan_preview
from asmr_cli.store.shape import nearest

OWN = {"volume": SHARED["volume"]}


@takes("options", OWN)
@play_options
def preview(
    trigger: Annotated[str, typer.Argument(metavar="TRIGGER|FILE", help="A name from asmr triggers, or a file.")],
    options: Mapping[str, Any],
    how: Mapping[str, Any],
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", min=0, help="The same seed gives the same stretch.", show_default="random"),
    ] = None,
) -> int:
    """Play 15 s of a sound, at session loudness."""
    found = gather({**options, **preferences_of(how)})
    wanted = found.tonight.catalogue.find(trigger) or _file(trigger, found.tonight.catalogue)
    tonight = replace(found.tonight, catalogue=Catalogue((*found.tonight.catalogue, wanted)))
    seed = random.SystemRandom().getrandbits(31) if seed is None else seed
    session = plan_preview(wanted, random.Random(seed))._replace(seed=seed)  # so that the seed that is told is this one
    return run(found._replace(tonight=tonight), session, how, record=False)


def _file(name: str, catalogue: Catalogue) -> Trigger:
    path = Path(name)
    if not path.is_file():
        names = [trigger.name for trigger in catalogue]
        raise UsageError(f"There is no trigger and no file “{name}”{nearest(name, names)}.", "asmr triggers")
    seconds = probe(path).seconds
    sound = Sound(str(path.absolute()), seconds)
    return Trigger(path.stem, path.stem, "foreground", "object", (), "", (sound,), source=str(path.parent))


def register(app: typer.Typer) -> None:
    app.command()(preview)
