"""Where each value of a TOML text stands, so that a wrong one can be named with its line and column.

`tomllib` gives values without places. The text is known to parse, so this only has to follow it."""

import re
import tomllib
from collections import Counter

from asmr_cli.store.shape import Path

_STRING = r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\''
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)+")
_KEY = re.compile(rf"{_STRING}|[A-Za-z0-9_-]+", re.DOTALL)
_VALUE = re.compile(rf"{_STRING}|[^,\]}}\n#]+", re.DOTALL)


def place_of(text: str, path: Path) -> tuple[int, int]:
    """Line and column, from 1, of the key or item at `path`, or of the nearest table around it; (1, 1) for the text."""
    places = _Follower(text).places
    while path and path not in places:
        path = path[:-1]
    at = places.get(path, 0)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


class _Follower:
    """Walks through a TOML text once and notes at which character each path begins."""

    def __init__(self, text: str) -> None:
        self.places: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._tables: Counter[Path] = Counter()
        """How many tables of each `[[list]]` have begun."""
        table: Path = ()
        while self._skip():
            if text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self) -> bool:
        """Over blanks, line ends and comments; is there something left?"""
        if blank := _SPACE.match(self._text, self._at):
            self._at = blank.end()
        return self._at < len(self._text)

    def _next_is(self, sign: str) -> bool:
        self._skip()
        found = self._text.startswith(sign, self._at)
        self._at += len(sign) if found else 0
        return found

    def _header(self) -> Path:
        start, listed = self._at, self._text.startswith("[[", self._at)
        self._at += 2 if listed else 1
        *around, last = self._key()
        path: Path = ()
        for part in around:
            path = self._current((*path, part))
        path = (*path, last)
        if listed:
            self._tables[path] += 1
            path = self._current(path)
        self._at += 2 if listed else 1
        self.places[path] = start
        return path

    def _current(self, path: Path) -> Path:
        """The last table begun so far, where the path names a list of tables."""
        return (*path, self._tables[path] - 1) if path in self._tables else path

    def _key(self) -> list[str]:
        parts = []
        while True:
            self._skip()
            found = _KEY.match(self._text, self._at)
            assert found is not None, "the text has been parsed before"
            self._at = found.end()
            parts.append(_unquoted(found.group()))
            if not self._next_is("."):
                return parts

    def _pair(self, table: Path) -> None:
        start = self._at
        path = (*table, *self._key())
        self._next_is("=")
        self.places[path] = start
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip()
        if self._next_is("["):
            self._list(path)
        elif self._next_is("{"):
            while not self._next_is("}"):
                self._pair(path)
                self._next_is(",")
        elif found := _VALUE.match(self._text, self._at):
            self._at = found.end()

    def _list(self, path: Path) -> None:
        number = 0
        while not self._next_is("]"):
            self._skip()
            self.places[(*path, number)] = self._at
            self._value((*path, number))
            self._next_is(",")
            number += 1


def _unquoted(key: str) -> str:
    """The name that a quoted key stands for."""
    return next(iter(tomllib.loads(f"{key} = 0")))
