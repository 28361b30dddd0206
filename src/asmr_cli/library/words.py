"""The table of words that name a trigger: the program's own, and the user's `triggers.toml` before it."""

import re
import unicodedata
import zlib
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

from asmr_cli.errors import UsageError
from asmr_cli.library.pack import with_implied
from asmr_cli.models import Kind
from asmr_cli.store.toml_file import parse
from asmr_cli.store.toml_places import place_of

TABLE = Path(__file__).with_name("words.toml")
KINDS = ("bed", "foreground")
CATEGORIES = ("voice", "touch", "object", "nature", "steady")
LISTS = ("tags", "words", "files")
TEXTS = ("title", "description")
_GAPS = re.compile(r"[\W_]+")


class Meaning(NamedTuple):
    """What a word says about a sound."""

    name: str
    kind: Kind
    category: str
    tags: tuple[str, ...]
    words: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Patterns of paths inside a folder, such as `spa/*.m4a`."""
    title: str = ""
    description: str = ""
    by_user: bool = False
    """It stands in the user's table: then its name goes before that of a folder or file."""


class Words(NamedTuple):
    """The table, looked up by phrase."""

    meanings: dict[str, Meaning]
    phrases: dict[str, Meaning]
    parts: tuple[tuple[str, Meaning], ...] = ()
    """Words of scripts that are written without spaces, found anywhere in a name."""


def slug(text: str) -> str:
    """A name that can be typed: letters and digits of any script, joined by `-`; empty where there are none."""
    return "-".join(tokens(text))


def tokens(text: str) -> list[str]:
    """The words of a name, without case, signs and ways of writing the same letter."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return [token for token in _GAPS.split(plain) if token]


def own_words() -> Words:
    """The program's own table."""
    return words_of(_meanings(TABLE.read_text("utf-8"), TABLE))


def user_words(path: Path) -> Words:
    """The program's table with the user's `triggers.toml` over it. UsageError says where it is wrong."""
    return words_of(own_words().meanings | _meanings(_text(path), path))


class WordBook:
    """Both tables, parsed only when a name has to be guessed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def fingerprint(self) -> str:
        """Changes with every edit of either table (a checksum will do, and is there without importing OpenSSL)."""
        text = TABLE.read_bytes() + _text(self._path).encode()
        return f"{len(text)}-{zlib.crc32(text):08x}"

    @cached_property
    def words(self) -> Words:
        """Raises UsageError where the user's table is wrong."""
        return user_words(self._path)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")  # some editors of Windows put a mark before it
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        message = f"{path}, line {line}, column {column}: this is not UTF-8, as TOML has to be."
        raise UsageError(message, f"save {path} as UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", f"ls -l {path}") from error


def words_of(meanings: dict[str, Meaning]) -> Words:
    """A table that can be looked up; a later meaning of a word wins."""
    phrases: dict[str, Meaning] = {}
    for meaning in meanings.values():
        phrases |= {" ".join(tokens(word)): meaning for word in (meaning.name, *meaning.words)}
    parts = tuple((phrase, meaning) for phrase, meaning in phrases.items() if phrase and unspaced(phrase))
    return Words(meanings, phrases, parts)


def unspaced(phrase: str) -> bool:
    """Whether it is written in Chinese, Japanese or Korean, where a word may stand inside a longer one."""
    ranges = (("\u3040", "\u30ff"), ("\u4e00", "\u9fff"), ("\uac00", "\ud7a3"))
    return any(first <= sign <= last for sign in phrase for first, last in ranges)


def _meanings(text: str, path: Path) -> dict[str, Meaning]:
    return {name: _meaning(name, table, text, path) for name, table in parse(text, path).items()}


def _meaning(name: str, table: Any, text: str, path: Path) -> Meaning:
    if not isinstance(table, dict):
        raise _wrong("stands outside of a [trigger]", "", name, text, path)
    for key, value in table.items():
        if problem := _problem(key, value):
            raise _wrong(problem, name, key, text, path)
    category = table.get("category", "object")
    return Meaning(
        name=slug(name) or name,
        kind=cast(Kind, table.get("kind", "foreground")),
        category=category,
        tags=with_implied(category, tuple(table.get("tags", ()))),
        words=tuple(table.get("words", ())),
        files=tuple(table.get("files", ())),
        title=table.get("title", ""),
        description=table.get("description", ""),
        by_user=path != TABLE,
    )


def _problem(key: str, value: Any) -> str | None:
    """What is wrong with an entry, None where it is right."""
    if key == "kind":
        return None if value in KINDS else f"is one of {', '.join(KINDS)}"
    if key == "category":
        return None if value in CATEGORIES else f"is one of {', '.join(CATEGORIES)}"
    if key in LISTS:
        good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return None if good else 'is a list of words, such as ["soft", "close"]'
    if key in TEXTS:
        return None if isinstance(value, str) else "is a text"
    return f"is not known; use kind, category, {', '.join((*LISTS, *TEXTS))}"


def _wrong(problem: str, table: str, key: str, text: str, path: Path) -> UsageError:
    line, column = place_of(text, (table, key) if table else (key,))
    return UsageError(f"{path}, line {line}, column {column}: `{key}` {problem}.", f"mend line {line} of {path}")
