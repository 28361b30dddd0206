"""`asmr love`, `ok`, `never` and `explore`: what suits this person."""

from pathlib import Path

import typer

from asmr_cli.cli.output import say
from asmr_cli.cli.shelf import Shelf
from asmr_cli.errors import UsageError
from asmr_cli.library.likes import Likes
from asmr_cli.models import Catalogue, Liking

NAMES = typer.Argument(..., metavar="TRIGGER|FILE...", help="Names or tags from asmr triggers, or files.")
SENSITIVE = ("mouth", "eating", "breathing")
"""Can be marked before one has any such sound."""
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

    return begin(Shelf())


def mark(names: list[str], liking: Liking) -> None:
    """Keep how triggers, tags or files are liked. UsageError for a name that is none of them; then nothing is kept."""
    shelf = Shelf()
    catalogue, likes = shelf.catalogue(), shelf.likes()
    for name in names:
        likes = liked(likes, catalogue, name, liking)
    shelf.keep(likes)
    say(f"{', '.join(names)}: {_SAID[liking]}.")


def liked(likes: Likes, catalogue: Catalogue, name: str, liking: Liking) -> Likes:
    """The likes with one more: by trigger, file or tag."""
    word = name.strip().lower().replace(" ", "-")
    if trigger := catalogue.find(name) or catalogue.find(word):
        return likes.with_trigger(trigger.name, liking)
    if ref := _ref(name, catalogue):
        return likes.with_sound(ref, liking)
    tagged = catalogue.tagged(word)
    if tagged or word in SENSITIVE:
        for trigger in tagged:  # what was said of one of them before gives way to what is said of all
            likes = likes.with_trigger(trigger.name, None)
        return likes.with_tag(word, liking)
    from asmr_cli.plan.names import nearest

    close = nearest(name, catalogue)
    hint = f"did you mean {' or '.join(close)}? asmr triggers lists them all" if close else "asmr triggers"
    raise UsageError(f"There is no trigger, tag or file “{name}”.", hint)


def _ref(name: str, catalogue: Catalogue) -> str | None:
    """A file of the pack by its place there, any other by its path from the root."""
    if any(sound.ref == name for trigger in catalogue for sound in trigger.sounds):
        return name
    from asmr_cli.library.runfolder import absolute

    path = absolute(Path(name))
    return str(path) if path.is_file() else None


def register(app: typer.Typer) -> None:
    for command in (love, ok, never, explore):
        app.command()(command)
