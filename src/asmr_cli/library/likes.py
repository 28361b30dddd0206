"""What this person likes, and what they said a file is: one readable file that may be edited or deleted."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, cast

import tomli_w

from asmr_cli.errors import UsageError
from asmr_cli.models import Liking
from asmr_cli.store import atomic

LIKINGS: tuple[Liking, ...] = ("love", "ok", "never")
MOST_SKIPS = 3
"""Those beyond make a trigger come no rarer."""
_HEAD = """\
# What asmr knows of your taste: love, ok or never by trigger, by tag and by file; what a file is (tags);
# and how often something was skipped, which makes it come less. Edit it, or delete it and nothing is remembered.

"""
_Likings = Mapping[str, Liking]


class Likes(NamedTuple):
    """The content of the file."""

    triggers: _Likings = MappingProxyType({})
    tagged: _Likings = MappingProxyType({})
    """By tag, for all that carries it: `mouth`, `plastic`."""
    sounds: _Likings = MappingProxyType({})
    """By `Sound.ref`."""
    tags: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """What the user said a file is, by `Sound.ref`."""
    skipped: Mapping[str, int] = MappingProxyType({})
    """How often a trigger was left early."""
    asked: bool = False
    """Whether explore has asked what one cannot stand."""

    def of_trigger(self, name: str, tags: tuple[str, ...]) -> Liking | None:
        """The trigger's own liking; else `never` where one of its tags is never to be heard, else a tag's."""
        likings = [self.tagged[tag] for tag in tags if tag in self.tagged]
        return self.triggers.get(name) or ("never" if "never" in likings else next(iter(likings), None))

    def of_sounds(self, refs: Iterable[str]) -> dict[str, Liking]:
        """Each file's own liking, where it has one; `never` also where another path to it is marked so, over a link."""
        never: dict[str, list[str]] = {}
        for known, liking in self.sounds.items():
            if liking == "never":
                never.setdefault(_name(known), []).append(known)
        found = {ref: self.sounds.get(ref) or _never_as(ref, never.get(_name(ref))) for ref in refs}
        return {ref: liking for ref, liking in found.items() if liking}

    def willingness(self, name: str) -> float:
        """1, halved with every skip, never below an eighth."""
        return 0.5 ** min(max(self.skipped.get(name, 0), 0), MOST_SKIPS)

    def with_trigger(self, name: str, liking: Liking | None) -> "Likes":
        skipped = {key: count for key, count in self.skipped.items() if key != name}
        return self._replace(triggers=_with(self.triggers, name, liking), skipped=skipped)

    def with_tag(self, tag: str, liking: Liking | None) -> "Likes":
        return self._replace(tagged=_with(self.tagged, tag, liking))

    def with_sound(self, ref: str, liking: Liking | None) -> "Likes":
        return self._replace(sounds=_with(self.sounds, ref, liking))

    def with_tags(self, ref: str, tags: tuple[str, ...]) -> "Likes":
        return self._replace(tags={**self.tags, ref: tags})

    def with_skip(self, name: str, times: int = 1) -> "Likes":
        """One more skip (or one less: -1, when it is taken back)."""
        count = max(0, self.skipped.get(name, 0) + times)
        return self._replace(skipped={**self.skipped, name: count})

    def having_asked(self) -> "Likes":
        return self._replace(asked=True)


def _name(ref: str) -> str:
    return ref.rpartition(os.sep)[2]


def _never_as(ref: str, same: list[str] | None) -> Liking | None:
    """`never` where the file is one of those that are, all of its name.

    Only for these are links followed: a drive may hang, and there may be many files."""
    if not same or not Path(ref).is_absolute():  # one of the pack is below it
        return None
    return "never" if os.path.realpath(ref) in map(os.path.realpath, same) else None


def load_likes(path: Path) -> Likes:
    """What the file says, nothing where there is none. UsageError where it cannot be read: `never` must not be lost."""
    try:
        return _read(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return Likes()
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        message = f"What you like is kept in {path}, and it cannot be read: {error}."
        raise UsageError(message, f"mend or delete {path}") from error


def save_likes(likes: Likes, path: Path) -> None:
    """Replace the file as a whole. CannotWrite where that fails."""
    tables: dict[str, Any] = {"version": 1, "asked": likes.asked}
    for name in ("triggers", "tagged", "sounds", "skipped"):
        if table := {key: value for key, value in getattr(likes, name).items() if value}:
            tables[name] = dict(sorted(table.items()))
    if likes.tags:
        tables["tags"] = {ref: list(tags) for ref, tags in sorted(likes.tags.items())}
    atomic.replace(path, (_HEAD + tomli_w.dumps(tables)).encode())


def _read(tables: Mapping[str, Any]) -> Likes:
    return Likes(
        triggers=_likings(tables, "triggers"),
        tagged=_likings(tables, "tagged"),
        sounds=_likings(tables, "sounds"),
        tags={ref: tuple(str(tag) for tag in tags) for ref, tags in tables.get("tags", {}).items()},
        skipped={name: int(count) for name, count in tables.get("skipped", {}).items()},
        asked=bool(tables.get("asked", False)),
    )


def _likings(tables: Mapping[str, Any], name: str) -> _Likings:
    table = tables.get(name, {})
    for key, value in table.items():
        if value not in LIKINGS:
            raise ValueError(f'"{key}" is {value!r}, and can be love, ok or never')
    return cast(_Likings, table)


def _with(table: _Likings, key: str, liking: Liking | None) -> _Likings:
    rest = {name: value for name, value in table.items() if name != key}
    return {**rest, key: liking} if liking else rest
