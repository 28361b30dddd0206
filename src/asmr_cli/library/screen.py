"""Screening one file, with what an earlier screening has learnt of it."""

from contextlib import suppress
from pathlib import Path

from asmr_cli.decode.container import cannot_decode
from asmr_cli.decode.drives import Drives, State
from asmr_cli.errors import CannotDecode, CannotWrite
from asmr_cli.library.analysis import Progress, analyse, unwatched
from asmr_cli.library.facts import Facts, steady
from asmr_cli.library.index import Index
from asmr_cli.library.known import Learnt
from asmr_cli.library.report import Report, avoid, report


def check(
    path: Path, index: Index | None = None, progress: Progress = unwatched, drives: Drives | None = None
) -> Report:
    """Listen through a file, or look up what is known of it, and judge it."""
    return report(str(path), facts_of(path, index, progress, drives))


def facts_of(
    path: Path, index: Index | None = None, progress: Progress = unwatched, drives: Drives | None = None
) -> Facts | None:
    """As `known_facts`; None where the file cannot be decoded at all."""
    try:
        return known_facts(path, index, progress, drives)
    except CannotDecode:
        return None


def known_facts(path: Path, index: Index | None, progress: Progress = unwatched, drives: Drives | None = None) -> Facts:
    """The facts of a file as it is now; kept in the index where there is one. Raises CannotDecode."""
    if drives and drives.silent(path):
        raise cannot_decode(path, TimeoutError())
    if index is None:
        return analyse(path, progress, drives)
    try:
        state = drives.look(path) if drives else State.of(path)
    except TimeoutError as error:
        raise cannot_decode(path, error) from error
    except OSError as error:
        raise CannotDecode(f"{path} cannot be read: {error.strerror}.", f"ls -l {path}") from error
    key = (str(path), state.size, state.mtime)
    if known := index.learnt(*key):
        try:
            return Facts.from_json(known.facts)
        except (ValueError, KeyError, TypeError):
            pass  # of an older version: it is listened to once more
    facts = analyse(path, progress, drives)
    with suppress(CannotWrite):  # a full disk: it is listened to again next time
        index.learn(*key, learnt(facts, str(path)))
    return facts


def learnt(facts: Facts, file: str) -> Learnt:
    """What planning needs to know of a file."""
    left_out = report(file, facts).verdict == "left out"
    tags = ("steady",) if steady(facts) else ("eventful",) if facts.onset_rate > 1.0 else ()
    return Learnt(facts.calm_lufs, facts.true_peak_db, facts.entries, avoid(facts), left_out, tags, facts.to_json())
