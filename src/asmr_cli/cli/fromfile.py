"""A session out of a file, as a command line names it: played as it stands, or planned where the file is a request."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from asmr_cli.cli.collection import Collection
from asmr_cli.cli.found import Found, Note, gather, is_there, planned
from asmr_cli.cli.output import unsaid
from asmr_cli.errors import UsageError
from asmr_cli.models import Session
from asmr_cli.session.tonight import Tonight
from asmr_cli.store.layers import Layer
from asmr_cli.store.options import REQUEST


def wished(options: Mapping[str, Any]) -> tuple[Found, Session]:
    """What a command line asks for, planned; where the duration is the name of a TOML file, the session of that file.

    Raises UsageError, NothingToPlay."""
    duration = options.get("duration")
    if isinstance(duration, str) and duration.endswith(".toml"):
        return opened(Path(duration), {name: value for name, value in options.items() if name != "duration"}, False)
    return planned(gather(options))


def opened(path: Path, options: Mapping[str, Any], strict: bool) -> tuple[Found, Session]:
    """The session of a file, planned where it is a request; missing sounds are replaced, or refused if `strict`.

    Raises UsageError, NothingToPlay."""
    from asmr_cli.store.session_file import load

    asked = load(path)
    if isinstance(asked, Layer):
        return planned(gather(options, asked))
    if unfit := [name for name in options if name in REQUEST and name != "even_so"]:
        option = unfit[0].replace("_", "-")
        raise UsageError(f"{path} is a whole session, --{option} cannot change it.", f"edit {path}, or leave that out")
    found = gather(options)
    tonight = replace(found.tonight, request=None)
    never = () if found.tonight.request and found.tonight.request.even_so else _never(asked)
    return found._replace(tonight=tonight), _complete(asked, tonight, never, strict, found.note)


def _never(session: Session) -> tuple[str, ...]:
    from asmr_cli.session.unwelcome import unwelcome

    return unwelcome(session, Collection(unsaid).likes())


def _complete(session: Session, tonight: Tonight, never: tuple[str, ...], strict: bool, note: Note) -> Session:
    """The session without what is `never` to be heard, and with others in place of files that are not there."""
    from asmr_cli.session.missing import mended, missing, present
    from asmr_cli.session.unwelcome import spared

    there = is_there(tonight)
    if never:
        are = "is" if len(never) == 1 else "are"
        note(f"{', '.join(never)} {are} marked never since and left out (--even-so plays all).")
    left = spared(session, never)
    gone = missing(left, there)
    if gone and strict:
        raise UsageError(f"{gone[0]} is not there.", "leave --strict out, and the same trigger plays from another file")
    for ref in gone:
        note(f"{ref} is not there; its trigger plays from another file, if it has one.")
    whole = mended(left, tonight.catalogue, lambda ref: there(ref) and ref not in never)
    if session.lane("bed") and not whole.lane("bed"):
        return replace(tonight, catalogue=present(tonight.catalogue, there)).with_bed(whole)
    return whole
