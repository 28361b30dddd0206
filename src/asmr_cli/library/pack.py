"""The bundled sounds, read from `catalog.toml` alone: no audio file is opened."""

import tomllib
from pathlib import Path
from typing import Any

from asmr_cli.errors import UsageError
from asmr_cli.models import Sound, Trigger

CATALOG = "catalog.toml"


def bundled(pack: Path) -> tuple[Trigger, ...]:
    """The triggers of the pack at a folder, in the catalog's order. UsageError where the pack is damaged."""
    try:
        with (pack / CATALOG).open("rb") as file:
            entries = tomllib.load(file)
        return tuple(_trigger(name, entry) for name, entry in entries.items() if isinstance(entry, dict))
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"The bundled sounds at {pack} cannot be read ({error})."
        raise UsageError(message, "install asmr again from its folder: pip install --force-reinstall ./") from error


def _trigger(name: str, entry: dict[str, Any]) -> Trigger:
    return Trigger(
        name=name,
        title=entry["title"],
        kind=entry["kind"],
        category=entry["category"],
        tags=with_implied(entry["category"], tuple(entry["tags"])),
        description=entry["description"],
        sounds=tuple(_sound(file, entry) for file in entry["files"]),
    )


def _sound(file: str | dict[str, Any], entry: dict[str, Any]) -> Sound:
    """A file is a path below the pack, or a table that also says what was measured when it was made."""
    known: dict[str, Any] = {"file": file} if isinstance(file, str) else file
    return Sound(
        ref=known["file"],
        seconds=float(known.get("seconds", entry.get("seconds", 0.0))),
        lufs=known.get("lufs"),
        true_peak_db=known.get("true_peak_db"),
    )


def with_implied(category: str, tags: tuple[str, ...]) -> tuple[str, ...]:
    """The tags without doubles; the category `voice` implies the tag `voice`."""
    return tuple(dict.fromkeys((*tags, "voice") if category == "voice" else tags))
