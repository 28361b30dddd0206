"""Files with their guesses, put together to triggers."""

from collections.abc import Iterable
from typing import TypeAlias

from asmr_cli.library.names import Guess, named
from asmr_cli.library.pack import with_implied
from asmr_cli.library.words import Words, slug
from asmr_cli.models import Sound, Trigger

Placed: TypeAlias = tuple[Guess, Sound, str]
"""A sound, what it is taken for, and the folder that it came from."""


def group(placed: Iterable[Placed]) -> tuple[Trigger, ...]:
    """One trigger for each name, with the tags of all its files; a voice among them makes it a voice."""
    groups: dict[str, list[Placed]] = {}
    for entry in placed:
        groups.setdefault(entry[0].trigger, []).append(entry)
    return tuple(_trigger(name, entries) for name, entries in sorted(groups.items()))


def _trigger(name: str, entries: list[Placed]) -> Trigger:
    # Most files share their guess with many, as the same object: to compare those first is ten times as quick.
    guesses = list(dict.fromkeys({id(guess): guess for guess, _, _ in entries}.values()))
    first, folder = guesses[0], entries[0][2]
    voice = any("voice" in guess.tags for guess in guesses)
    category = "voice" if voice else first.category
    count = f"{len(entries)} recordings" if len(entries) > 1 else "A recording"
    return Trigger(
        name=name,
        title=first.title or name.replace("-", " ").capitalize(),
        kind="foreground" if voice else first.kind,
        category=category,
        tags=with_implied(category, tuple(tag for guess in guesses for tag in guess.tags)),
        description=first.description or f"{count} of your own in {folder}.",
        sounds=tuple(sound for _, sound, _ in entries),
        source=folder,
    )


def retagged(guess: Guess, tags: tuple[str, ...], words: Words) -> Guess:
    """The guess with what the user said instead: the first known word names the trigger, all of them are its tags."""
    meanings = [meaning for tag in tags if (meaning := named(tag, words))]
    if not meanings:
        return guess._replace(tags=tags)
    meaning = meanings[0]
    spoken = {slug(tag) for tag in tags}
    all_tags = tuple(dict.fromkeys((*tags, *meaning.tags)))
    voice = bool(spoken & {"voice", "whisper"}) or "voice" in meaning.tags
    category = "voice" if voice else meaning.category
    kind = "foreground" if voice else meaning.kind
    return Guess(meaning.name, kind, category, with_implied(category, all_tags), meaning.title, meaning.description)
