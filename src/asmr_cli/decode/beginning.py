"""What a session begins with: decoded in one process and heard in another, through memory that both see."""

import os
from collections.abc import Iterable
from io import BytesIO
from mmap import mmap
from pathlib import Path
from threading import Thread
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from asmr_cli.decode.pages import PAGE, PAGE_BYTES, Page, Pages
from asmr_cli.decode.tape import open_tape
from asmr_cli.errors import AsmrError
from asmr_cli.types import CHANNELS, RATE, Frames

BEGINNING: Final[Frames] = 5 * RATE
"""The first block, three seconds that levelling looks ahead, half a one each that limiter and fades hold."""

MOST: Final = BEGINNING // PAGE + 1
"""Pages that lie in it, in part or whole."""

_Told: TypeAlias = tuple[bytes, Frames, dict[int, tuple[int, Frames, float]]]
"""A file, its length, and its pages: where each lies in the memory, its frames and its scale."""


class Beginning(NamedTuple):
    """A file from where it is begun with on."""

    path: Path
    frames: Frames
    """Its length: by its container, or where its end was met."""
    pages: dict[int, Page]

    @property
    def extent(self) -> tuple[Frames, Frames]:
        """The first frame of its pages, and that behind the last."""
        last = max(self.pages)
        return min(self.pages) * PAGE, last * PAGE + len(self.pages[last].samples)


def told(places: Iterable[tuple[bytes, Frames]], memory: mmap) -> list[_Told]:
    """What is decoded from these places of files on, each in a thread: FFmpeg decodes without Python's lock.

    What is not there, or damaged, is left out: it is met again, and named, where it is played."""
    found: list[_Told] = []
    rooms = range(0, len(memory) - MOST * PAGE_BYTES + 1, MOST * PAGE_BYTES)
    threads = [
        Thread(target=_decode, args=(name, start, memory, room, found), daemon=True)
        for (name, start), room in zip(places, rooms, strict=False)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def received(beginnings: Iterable[_Told], memory: mmap) -> list[Beginning]:
    """The same as pages; they lie in the memory."""
    return [
        Beginning(Path(os.fsdecode(name)), frames, {number: _page(memory, *page) for number, page in pages.items()})
        for name, frames, pages in beginnings
    ]


def _decode(name: bytes, start: Frames, memory: mmap, room: int, found: list[_Told]) -> None:
    path, damages = Path(os.fsdecode(name)), list[str]()
    first, pages = start // PAGE, dict[int, tuple[int, Frames, float]]()
    try:
        tape = open_tape(path, Pages(PAGE_BYTES, BytesIO()), lambda path, what: damages.append(what))
        tape.run = 1
        for number in range(first, (start + BEGINNING - 1) // PAGE + 1):
            samples, scale = tape.page(number)
            place = room + (number - first) * PAGE_BYTES
            memory[place : place + samples.nbytes] = samples.tobytes()
            pages[number] = place, len(samples), scale
        tape.close()
    except (AsmrError, OSError, MemoryError):
        return
    if not damages:
        found.append((name, tape.frames, pages))


def _page(memory: mmap, place: int, frames: Frames, scale: float) -> Page:
    return Page(np.frombuffer(memory, np.int16, frames * CHANNELS, place).reshape(-1, CHANNELS), scale)
