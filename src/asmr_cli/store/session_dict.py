"""A Session as the plain values that `asmr plan --json` prints, and back."""

from typing import Any

from asmr_cli.models import Session
from asmr_cli.models.session import VERSION
from asmr_cli.store.session_check import check
from asmr_cli.store.shape import FieldError, from_plain, to_plain

FIRST = ("version", "duration", "seed", "preset", "target_lufs", "phases", "segments", "breath", "fade_in", "fade_out")
"""The order in which the fields are printed; the others follow."""


def to_dict(session: Session) -> dict[str, Any]:
    """Plain dicts and lists, in the order of DESIGN; `breath` is None when off."""
    plain: dict[str, Any] = to_plain(session)
    return {name: plain.pop(name) for name in FIRST} | plain


def from_dict(data: dict[str, Any]) -> Session:
    """The Session, checked: types, ranges, order and overlaps. Raises FieldError with the place."""
    check_version(data)
    session: Session = from_plain(Session, data)
    check(session)
    return session


def check_version(data: dict[str, Any]) -> None:
    """Raises FieldError unless the file was made for this version; a file that names none is."""
    version = data.get("version", VERSION)
    if isinstance(version, int) and version > VERSION:
        raise FieldError(("version",), f"is {version}, made by a newer asmr (this one reads {VERSION})")
    if version != VERSION or isinstance(version, bool):
        raise FieldError(("version",), f"has to be {VERSION}")
