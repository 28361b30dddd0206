"""The sounds with which a session begins, decoded at once, each in a thread: somebody has just pressed Enter."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from asmr_cli.decode.shelf import Shelf
from asmr_cli.decode.tape import FileTape
from asmr_cli.errors import AsmrError
from asmr_cli.types import RATE, Frames

_BEGINNING: Frames = 5 * RATE
"""The first block, three seconds that levelling looks ahead, half a one each that limiter and fades hold."""


class Place(NamedTuple):
    """Where a file is begun with."""

    path: Path
    start: Frames
    far: bool = False
    """It may lie on a drive that begins to hang."""


@contextmanager
def warmed(shelf: Shelf, places: Sequence[Place]) -> Iterator[None]:
    """The shelf keeps what comes from these places on, of different files, and the files are open within the block.

    FFmpeg decodes without Python's lock. What goes wrong here is met again, and named, where it is played."""
    tapes: list[FileTape] = []
    threads = [Thread(target=_decode, args=(shelf, place, tapes), daemon=True) for place in places]
    with suppress(RuntimeError):  # no more threads may be had here
        for thread in threads:
            thread.start()
    for thread in threads:
        if thread.ident is not None:
            thread.join()
    try:
        yield
    finally:
        for tape in tapes:
            tape.close()


def _decode(shelf: Shelf, place: Place, tapes: list[FileTape]) -> None:
    with suppress(AsmrError, OSError, MemoryError):
        tape = shelf.open(place.path, place.far)
        tapes.append(tape)
        if shelf.keeps(tape):
            tape.read(place.start, _BEGINNING)
