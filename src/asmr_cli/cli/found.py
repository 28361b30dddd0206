"""What a command line comes to: from its options to everything that a session needs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from asmr_cli.cli.collection import Collection
from asmr_cli.cli.counted import counted
from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import say, unsaid, warn
from asmr_cli.errors import AsmrError
from asmr_cli.library.catalogue import resolve
from asmr_cli.models import Request, Session, Taste
from asmr_cli.plan.never import left_out
from asmr_cli.session.tonight import Tonight
from asmr_cli.sink.clock import wall
from asmr_cli.store.layers import Layer
from asmr_cli.store.paths import Paths
from asmr_cli.store.settings import Preferences, settle
from asmr_cli.types import Seconds

Note: TypeAlias = Callable[[str], None]
"""Told, in a sentence, of what goes on in another way than asked."""


class Found(NamedTuple):
    """Tonight, how it is to be played, and where all of it is kept."""

    tonight: Tonight
    preferences: Preferences
    paths: Paths
    asked: Seconds
    """When it was, on `sink.clock`; a time of day was turned into a duration then."""

    @property
    def note(self) -> Note:
        return _note(self.preferences)


def gather(options: Mapping[str, Any], file: Layer | None = None) -> Found:
    """Settle config, environment, preset, a request file and options, and gather what there is.

    Raises UsageError, NothingToPlay."""
    here = environment()
    paths = Paths.from_environ(here.environ)
    settings = settle(paths, here.environ, options, file)
    preferences = settings.preferences()
    asked, request = wall(), settings.request(here.now())
    return Found(_of_request(request, _note(preferences)), preferences, paths, asked)


def _note(preferences: Preferences) -> Note:
    return unsaid if preferences.quiet else warn


def _of_request(request: Request, note: Note) -> Tonight:
    """An evening for a request. With a seed, history and liking other than `never` are left aside."""
    collection = Collection(note)
    catalogue = collection.catalogue(request.sounds)
    taste = Taste() if request.seed is not None else collection.taste(catalogue, request.new)
    return Tonight(catalogue, taste, collection.pack, request, Troubles(note), ahead=environment().ahead)


def planned(found: Found) -> tuple[Found, Session]:
    """The session of an evening. What has gone since the last scan is left out, and the rest planned.

    Raises UsageError, NothingToPlay."""
    from asmr_cli.session.missing import missing, present

    there = is_there(found.tonight)
    session = found.tonight.plan()
    _tell_never(found.tonight, found.note)
    if gone := missing(session, there):
        others = f" and {counted(len(gone) - 1, 'other file')}" if len(gone) > 1 else ""
        found.note(f"{gone[0]}{others} cannot be found any more; tonight goes without.")
        tonight = replace(found.tonight, catalogue=present(found.tonight.catalogue, there))
        return found._replace(tonight=tonight), tonight.plan()
    return found, session


def _tell_never(tonight: Tonight, note: Note) -> None:
    """Say of what was asked for, by name or in a preset, that it stays away."""
    if tonight.request and (names := left_out(tonight.request, tonight.catalogue)):
        are, them = ("is", "it") if len(names) == 1 else ("are", "them")
        note(f"{', '.join(names)} {are} marked never and left out (--even-so plays {them}).")


def is_there(tonight: Tonight) -> Callable[[str], bool]:
    """Tells whether the file of a sound is there."""
    return lambda ref: resolve(ref, tonight.pack).is_file()


def save_plan(session: Session, path: str | None, tell: Note = say) -> None:
    """Write the plan where `--save` asks for it, and tell how it is played."""
    if path is not None:
        from asmr_cli.store.session_file import save

        save(session, Path(path))
        tell(f"Saved to {path}. Play it: asmr play {path}")


class Troubles:
    """Names each file that gives less than was planned, once."""

    def __init__(self, note: Note = warn) -> None:
        self._note = note
        self._named: set[str] = set()

    def __call__(self, ref: str, error: AsmrError | None) -> None:
        if ref not in self._named:
            self._named.add(ref)
            self._note(error.message if error else f"{ref} ended early; the session goes on.")
