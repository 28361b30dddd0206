"""Keys, signals and the socket in one place: the player waits here, and takes its commands from here."""

import select
import time
from collections.abc import Iterator, Sequence
from typing import Protocol

from asmr_cli.models.command import Command
from asmr_cli.types import Seconds

SOON: Seconds = 0.08
"""The longest wait after one that was ended."""


class HasFileno(Protocol):
    def fileno(self) -> int: ...


class Source(Protocol):
    """Where commands come from."""

    def files(self) -> Sequence[HasFileno]:
        """What becomes readable when there is something to do."""
        ...

    def commands(self) -> Iterator[Command]:
        """What was asked for since the last call; each is carried out before the next is drawn."""
        ...


class Inbox:
    """Several sources as one."""

    def __init__(self, *sources: Source) -> None:
        self._sources = sources
        self._stirred = False
        self._numbers: list[int] = []
        self._poll: select.poll | None = None

    def commands(self) -> Iterator[Command]:
        for source in self._sources:
            yield from source.commands()

    def wait(self, seconds: Seconds) -> None:
        """Return when somebody wants something, after `seconds` at the latest."""
        files = [file for source in self._sources for file in source.files()]
        if not files:
            time.sleep(seconds)
            return
        if not hasattr(select, "poll"):
            select.select(files, [], [], seconds)
            return
        # Who has begun to say something may not have ended yet: an Esc is one only where nothing follows.
        seconds = min(seconds, SOON) if self._stirred else seconds
        # select() would wait for its whole time again after the process was stopped; poll() returns at once.
        self._stirred = bool(self._watch([file.fileno() for file in files]).poll(seconds * 1000))

    def _watch(self, numbers: list[int]) -> "select.poll":
        """A poll of these files, kept from turn to turn."""
        if self._poll is None or numbers != self._numbers:
            self._numbers, self._poll = numbers, select.poll()
            for number in numbers:
                self._poll.register(number, select.POLLIN)
        return self._poll
