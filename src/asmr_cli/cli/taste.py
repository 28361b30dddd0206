"""`asmr love`, `ok`, `never` and `explore`: what suits this person."""

import typer

from asmr_cli.cli.collection import Collection
from asmr_cli.cli.output import say
from asmr_cli.library.liking import liked
from asmr_cli.models import Liking

NAMES = typer.Argument(..., metavar="TRIGGER|FILE...", help="Names or tags from asmr triggers, or files.")
_SAID: dict[Liking, str] = {
    "love": "more often from now on",
    "ok": "as usual from now on",
    "never": "never from now on; asmr ok NAME takes it back",
}


def love(names: list[str] = NAMES) -> None:
    """More of this."""
    mark(names, "love")


def ok(names: list[str] = NAMES) -> None:
    """Neither more nor less of this; takes back love and never."""
    mark(names, "ok")


def never(names: list[str] = NAMES) -> None:
    """Never again: not planned, not even by name."""
    mark(names, "never")


def explore() -> int:
    """Hear a taste of each sound and say with one key how you like it."""
    from asmr_cli.cli.explore import explore as begin

    return begin(Collection())


def mark(names: list[str], liking: Liking) -> None:
    """Keep how triggers, tags or files are liked. UsageError for a name that is none of them; then nothing is kept."""
    collection = Collection()
    catalogue, likes = collection.catalogue(), collection.likes()
    for name in names:
        likes = liked(likes, catalogue, name, liking)
    collection.keep(likes)
    say(f"{', '.join(names)}: {_SAID[liking]}.")


def register(app: typer.Typer) -> None:
    for command in (love, ok, never, explore):
        app.command()(command)
