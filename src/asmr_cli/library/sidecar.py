"""What stands in a small file beside a sound: the .info.json of yt-dlp, a .json or a .txt."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asmr_cli.decode.reach import Reach, directly

SIDECARS = (".info.json", ".json", ".txt")
"""How its name ends, the most telling first."""
LARGEST = 4 << 20
"""Bytes; a longer one is not read."""
_KEYS = {
    "title": ("title", "fulltitle", "name"),
    "artist": ("artist", "creator", "uploader", "channel", "author", "by"),
    "licence": ("licence", "license"),
    "source": ("source", "webpage_url", "url", "link"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a recording; empty where nothing is."""

    title: str = ""
    artist: str = ""
    licence: str = ""
    source: str = ""


def beside(stem: str, name: str) -> Iterator[str]:
    """The names under which something may stand beside a sound of that name, the most telling first."""
    return (base + ending for ending in SIDECARS for base in (stem, name))


def read_sidecar(path: Path, reach: Reach = directly) -> Told:
    """What a sidecar tells; nothing where it cannot be read: it is never a reason to leave a sound out."""
    try:
        with reach(path) as file:
            told = file.read(LARGEST + 1)
        if len(told) > LARGEST:
            return Told()
        text = told.decode("utf-8", "replace")
        return _told(json.loads(text) if path.suffix.lower() == ".json" else _lines(text))
    except (OSError, ValueError, RecursionError):
        return Told()


def _told(fields: Any) -> Told:
    if not isinstance(fields, dict):
        return Told()
    plain = {str(key).lower(): value.strip() for key, value in fields.items() if isinstance(value, str)}
    return Told(**{field: next((plain[k] for k in keys if plain.get(k)), "") for field, keys in _KEYS.items()})


def _lines(text: str) -> dict[str, str]:
    """`Title: …` and its like, line by line; a first line that is none of these is the title."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fields = {key.strip().lower(): value.strip() for key, sign, value in (li.partition(": ") for li in lines) if sign}
    if lines and ": " not in lines[0] and len(lines[0]) <= 200:
        fields.setdefault("title", lines[0])
    return fields
