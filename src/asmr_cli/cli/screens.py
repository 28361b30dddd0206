"""The display that suits who is watching."""

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from asmr_cli.cli.environment import environment
from asmr_cli.control.terminal import behind
from asmr_cli.models import Session
from asmr_cli.store.paths import Paths
from asmr_cli.store.settings import Preferences

if TYPE_CHECKING:
    from asmr_cli.ui.display import Display


def screen_for(session: Session, prefer: Preferences, how: Mapping[str, Any], silent: bool, paths: Paths) -> "Display":
    """JSON lines, nothing, plain lines, or the screen for the night."""
    from asmr_cli.ui.display import Guarded, NullDisplay
    from asmr_cli.ui.lines import JsonDisplay

    here = environment()
    if how.get("as_json"):
        return Guarded(JsonDisplay(here.stdout))
    if prefer.quiet:
        return NullDisplay()
    note = _first_night(paths) if session.breath is not None else ""
    # A dumb terminal shows what moves the cursor as letters; behind `&` the page belongs to the shell.
    dumb = here.environ.get("TERM") == "dumb" or not here.stdout.isatty()
    if prefer.plain or dumb or behind(here.stdout) or how.get("to") == "-":
        from asmr_cli.ui.plain import PlainDisplay

        return Guarded(PlainDisplay(here.stderr, session, note, silent))
    from asmr_cli.session.play import keys_without_meaning
    from asmr_cli.ui.live import LiveDisplay
    from asmr_cli.ui.view import Look

    look = Look(prefer.still, silent, prefer.blank_after, note, keys_without_meaning(session))
    return Guarded(LiveDisplay(_of_its_own(here.stdout), here.environ, session, look))


def _of_its_own(stream: TextIO) -> TextIO:
    """The same terminal once more: where it hangs, the display's thread holds on to this one, and not to that which is
    flushed at the end of the process."""
    try:
        return os.fdopen(os.dup(stream.fileno()), "w", encoding=stream.encoding, errors=stream.errors)
    except (OSError, ValueError):  # no file of the system's
        return stream


def _first_night(paths: Paths) -> str:
    """What is said once: a file says that it was. Where none can be kept it is said again."""
    from asmr_cli.ui.words import FIRST_NIGHT

    said = paths.state / "first-night"
    with suppress(OSError):
        if said.exists():
            return ""
        said.parent.mkdir(parents=True, exist_ok=True)
        said.touch()
    return FIRST_NIGHT
