"""Folders for one run: what lies in them is probed, not analysed, and nothing is kept."""

from collections.abc import Mapping
from pathlib import Path, PurePath

from asmr_cli.decode.drives import Drives
from asmr_cli.errors import CannotDecode, NothingToPlay
from asmr_cli.library.grouping import Placed, group, retagged
from asmr_cli.library.index import Index
from asmr_cli.library.names import Guess, trigger_of
from asmr_cli.library.owned import sound_of
from asmr_cli.library.places import checked_folder, no_answer
from asmr_cli.library.prober import Prober
from asmr_cli.library.walk import Found, Trouble, walk
from asmr_cli.library.words import Words
from asmr_cli.models import Sound, Trigger
from asmr_cli.types import Seconds


def run_triggers(
    folder: Path,
    probe: Prober,
    words: Words,
    trouble: Trouble,
    index: Index | None = None,
    tags: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Trigger, ...]:
    """The triggers of a folder. UsageError where it is none, NothingToPlay where no sound lies in it.

    What `index` knows of a file that has not changed since is used; nothing is added to it."""
    folder = checked_folder(folder)
    drives = Drives()
    placed: list[Placed] = []
    try:
        for found in walk(folder, trouble, drives):
            if told := _told(found, probe, trouble, drives, index):
                sound, title = told
                placed.append((_guess(found.path, folder, title, words, tags or {}), sound, str(folder)))
    except TimeoutError as error:
        raise no_answer(folder) from error
    finally:
        drives.close()
    if not placed:
        raise NothingToPlay(f"There is no sound to play in {folder}.", "asmr doctor lists what can be decoded")
    return group(placed)


def _told(
    found: Found, probe: Prober, trouble: Trouble, drives: Drives, index: Index | None
) -> tuple[Sound, str] | None:
    """The sound and its title, or None after a warning where it is not to be played."""
    key = (found.path, found.size, found.mtime)
    learnt = index.learnt(*key) if index else None
    if learnt and learnt.left_out:
        trouble(f"{found.path} would disturb and is left out; asmr check tells why.")
        return None
    seen = (index.seen(*key) if index else None) or _probed(found.path, probe, trouble, drives)
    return (sound_of(found.path, seen[0], learnt), seen[1]) if seen else None


def _probed(path: str, probe: Prober, trouble: Trouble, drives: Drives) -> tuple[Seconds, str] | None:
    """Length and title, or None after a warning where it cannot be decoded or holds nothing."""
    problem, header = f"{path} holds no sound.", None
    try:
        header = probe(Path(path), drives.open)
    except CannotDecode as error:
        problem = error.message
    if drives.silent(Path(path)):
        raise TimeoutError("no answer in time")
    if header is None or header.seconds <= 0:
        trouble(f"{problem} It is left out.")
        return None
    return header.seconds, header.title


def _guess(path: str, folder: Path, title: str, words: Words, tags: Mapping[str, tuple[str, ...]]) -> Guess:
    guess = trigger_of(PurePath(path).relative_to(folder), title, words)
    return retagged(guess, tags[path], words) if path in tags else guess
