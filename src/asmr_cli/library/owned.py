"""The triggers in the user's own folders, as the index knows them."""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePath

from asmr_cli.errors import CannotWrite
from asmr_cli.library.grouping import Placed, group, retagged
from asmr_cli.library.index import Index
from asmr_cli.library.known import Learnt
from asmr_cli.library.names import Guess, trigger_of
from asmr_cli.library.words import WordBook
from asmr_cli.models import Sound, Trigger
from asmr_cli.types import Seconds


def own_triggers(
    folders: Iterable[Path], index: Index, book: WordBook, tags: Mapping[str, tuple[str, ...]]
) -> tuple[Trigger, ...]:
    """The triggers of folders that were scanned; files that are gone, damaged or better left out are not among them."""
    placed: list[Placed] = []
    fresh: list[tuple[str, str]] = []
    for folder in map(str, folders):
        for path, seconds, title, kept, learnt in index.playable(folder, book.fingerprint):
            if learnt and learnt.left_out:
                continue
            guess = _told(kept)
            if guess is None:
                guess = trigger_of(PurePath(path.removeprefix(folder).lstrip(os.sep)), title, book.words)
                fresh.append((path, json.dumps(guess)))
            if path in tags:
                guess = retagged(guess, tags[path], book.words)
            elif learnt and not guess.tags:  # no name says what it is: then what was heard does
                guess = guess._replace(tags=learnt.tags)
            placed.append((guess, sound_of(path, seconds, learnt), folder))
    if fresh:
        with suppress(CannotWrite):  # they are made again next time
            index.put_guesses(book.fingerprint, fresh)
    return group(placed)


@lru_cache(maxsize=4096)
def _told(kept: str | None) -> Guess | None:
    """A guess as the index keeps it, if it does; most files share theirs with many."""
    try:
        trigger, kind, category, tags, title, description = json.loads(kept or "[]")
        return Guess(trigger, kind, category, tuple(tags), title, description)
    except (ValueError, TypeError):
        return None


def sound_of(path: str, seconds: Seconds, learnt: Learnt | None) -> Sound:
    """A file with what listening has shown of it."""
    if learnt is None:
        return Sound(path, seconds)
    return Sound(path, seconds, learnt.lufs, learnt.true_peak_db, learnt.entries, learnt.avoid)
