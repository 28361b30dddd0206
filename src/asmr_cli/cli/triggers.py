"""`asmr triggers` (or `list`): the sounds one has."""

import shutil
from typing import Any, Literal

import typer

from asmr_cli.cli.counted import amount
from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import emit, emit_json, say
from asmr_cli.models import BUNDLED, Catalogue, Trigger

LEAST_WIDTH = 40
"""Columns; in a narrower terminal lines wrap."""


def triggers(
    kind: Literal["bed", "foreground"] = typer.Option(None, "--kind", help="Only bed, or only foreground."),
    tag: list[str] = typer.Option(
        [], "--tag", metavar="TAG", help="Only what carries this tag or is of this category; repeatable."
    ),
    search: str = typer.Option(
        "", "--search", metavar="TEXT", help="Only what has this text in its name, title, tags or description."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print a list as JSON."),
) -> None:
    """The sounds you have: bundled, and those of your own folders."""
    from asmr_cli.cli.collection import Collection

    found = _chosen(Collection().catalogue(), kind, tag, search)
    if as_json:
        emit_json([_fields(trigger) for trigger in found])
        return
    for line in _table(found, _width()):
        emit(line)
    if not found:
        say("No sound is like that.")
        say("hint: asmr triggers shows all of them")


def _width() -> int:
    """Columns of the terminal; no end where the list goes elsewhere."""
    return max(LEAST_WIDTH, shutil.get_terminal_size().columns) if environment().stdout.isatty() else 10_000


def _chosen(catalogue: Catalogue, kind: str | None, tags: list[str], search: str) -> list[Trigger]:
    needle = search.casefold()
    wanted = [tag.casefold() for tag in tags]
    return [
        trigger
        for trigger in catalogue
        if kind in (None, trigger.kind)
        and all(tag in trigger.tags or tag == trigger.category for tag in wanted)
        and needle in " ".join((trigger.name, trigger.title, *trigger.tags, trigger.description)).casefold()
    ]


def _fields(trigger: Trigger) -> dict[str, Any]:
    return {
        "name": trigger.name,
        "title": trigger.title,
        "kind": trigger.kind,
        "category": trigger.category,
        "tags": list(trigger.tags),
        "description": trigger.description,
        "sounds": len(trigger.sounds),
        "seconds": round(trigger.seconds, 3),
        "source": trigger.source,
        "liking": trigger.liking,
    }


def _table(found: list[Trigger], width: int) -> list[str]:
    """One line a trigger: name, kind, liking where there is any, what it sounds like."""
    name_width = min(max((len(trigger.name) for trigger in found), default=0), max(width // 2, 20))
    liking_width = max((len(trigger.liking) + 2 for trigger in found if trigger.liking), default=0)
    return [_line(trigger, name_width, liking_width, width) for trigger in found]


def _line(trigger: Trigger, name_width: int, liking_width: int, width: int) -> str:
    name = _cut(trigger.name, name_width)
    kind = "bed" if trigger.kind == "bed" else "front"
    own = "" if trigger.source == BUNDLED else f"({amount(len(trigger.sounds), trigger.seconds)}) "
    liking = f"{trigger.liking or '':<{liking_width}}"
    return _cut(f"{name:<{name_width}}  {kind:<5}  {liking}{own}{trigger.description}", width).rstrip()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def register(app: typer.Typer) -> None:
    app.command("triggers")(triggers)
    app.command("list", hidden=True)(triggers)
