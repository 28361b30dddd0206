"""Which trigger a file is, guessed from its folder, its name and its title."""

from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import NamedTuple

from asmr_cli.library.words import Meaning, Words, slug, tokens, unspaced
from asmr_cli.models import Kind

LONGEST_PHRASE = 5
PLAIN_NAME = 3
"""A folder of up to so many words is itself a name; a longer one is a title, and is searched for a known word."""
PLAIN_FILE = 2
"""A file's name is more often a title: of up to so many words, besides a number at its end, it is a name."""
SILENCING = ("no talking", "notalking", "no voice", "ohne sprechen", "sans parler", "sin hablar")


class Guess(NamedTuple):
    """The trigger of a file, and what its words say about it."""

    trigger: str
    kind: Kind
    category: str
    tags: tuple[str, ...]
    title: str
    description: str = ""


def trigger_of(path: PurePath, title: str, words: Words) -> Guess:
    """The guess for a file at `path` inside its folder, with the title of its metadata (or nothing).

    A sub-folder of a short name gives the trigger that name, as it is, and so does a file of a short name in no folder;
    else a known word in a folder, in the file's name or in the title does; else the folder's name; else the file's."""
    if pinned := _pinned(path, words):
        return _of(pinned.name, [pinned], [])
    folders = [name for name in reversed(path.parts[:-1]) if slug(name)]
    voices = [meaning for text in (path.stem, title) for meaning in _found(text, words) if "voice" in meaning.tags]
    for folder in (name for name in folders if len(tokens(name)) <= PLAIN_NAME):
        if found := _found(folder, words):
            return _of(found[0].name if found[0].by_user else slug(folder), found, voices)
    for text in (*folders, path.stem, title):
        if found := _found(text, words):
            plain = text == path.stem and not found[0].by_user and _is_name(path.stem)
            return _of(_plain([], path.stem) if plain else found[0].name, found, voices)
    return Guess(_plain(folders, path.stem), "foreground", "object", (), "")


def named(tag: str, words: Words) -> Meaning | None:
    """What one word means by itself."""
    return words.phrases.get(" ".join(tokens(tag)))


def _is_name(stem: str) -> bool:
    """Is a file's name a name, rather than a title?"""
    return len(_plain([], stem).split("-")) <= PLAIN_FILE and not unspaced(stem)


def _plain(folders: list[str], stem: str) -> str:
    """The innermost folder's name, else the file's without its number; at most six words."""
    if folders:
        return slug(folders[0])
    parts = tokens(stem)
    while len(parts) > 1 and parts[-1].isdigit():
        parts.pop()
    return "-".join(parts[:6]) or "sound"


def _pinned(path: PurePath, words: Words) -> Meaning | None:
    """The meaning whose `files` name this path."""
    text = path.as_posix()
    for meaning in words.meanings.values():
        if any(fnmatchcase(text, pattern) or path.match(pattern) for pattern in meaning.files):
            return meaning
    return None


def _found(text: str, words: Words) -> list[Meaning]:
    """Every meaning that a text names: the longest phrase first, then in the order of the text."""
    parts = tokens(text)
    hits: list[tuple[int, int, Meaning]] = []
    for length in range(min(LONGEST_PHRASE, len(parts)), 0, -1):
        for at in range(len(parts) - length + 1):
            meaning = words.phrases.get(" ".join(parts[at : at + length]))
            if meaning and not any(place <= at < place + size for size, place, _ in hits):
                hits.append((length, at, meaning))
    joined = " ".join(parts)
    hits += [(1, joined.index(part), meaning) for part, meaning in words.parts if part in joined]
    hits.sort(key=lambda hit: (-hit[0], hit[1]))
    meanings = list(dict.fromkeys(meaning.name for _, _, meaning in hits))
    chosen = [next(meaning for _, _, meaning in hits if meaning.name == name) for name in meanings]
    if any(phrase in joined for phrase in SILENCING):
        chosen = [meaning for meaning in chosen if "voice" not in meaning.tags]
    return chosen


def _of(name: str, found: list[Meaning], voices: list[Meaning]) -> Guess:
    """A voice, a mouth or a meal that the file's own name speaks of decides: it must not hide in a folder of rain."""
    if voices and "voice" not in found[0].tags:
        found, name = [*voices, *found], voices[0].name
    first = found[0]
    tags = tuple(dict.fromkeys(tag for meaning in (*found, *voices) for tag in (*meaning.tags, meaning.name)))
    voice = "voice" in tags
    return Guess(
        trigger=name,
        kind="foreground" if voice else first.kind,
        category="voice" if voice else first.category,
        tags=tuple(tag for tag in tags if tag != "steady") if voice else tags,
        title=first.title if first.name == name else "",
        description=first.description,
    )
