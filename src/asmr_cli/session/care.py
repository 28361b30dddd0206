"""A night whose bed is lost does not stay silent: another is asked for."""

from collections.abc import Iterator
from typing import Final

from asmr_cli.control.inbox import HasFileno
from asmr_cli.models.command import Command, Instead
from asmr_cli.player.ports import AnyLine
from asmr_cli.types import RATE, Frames

WAIT: Final[Frames] = 2 * RATE
"""A rest between two files is shorter."""

AGAIN: Final[Frames] = 6 * RATE
"""What was asked for has come by then, or is lost as well."""


class Care:
    """A source of commands: looks at the sound that was rendered last."""

    def __init__(self, line: AnyLine) -> None:
        self._line = line
        self._due: Frames | None = None

    def files(self) -> tuple[HasFileno, ...]:
        """Nothing wakes it; the player looks several times a second."""
        return ()

    def commands(self) -> Iterator[Command]:
        """`Instead`, where nothing has come from the file for a while."""
        begun = self._line.begun
        if not self._line.lost:
            self._due = None
        elif self._due is None or begun < self._due - AGAIN:  # it has come back at an earlier place
            self._due = begun + WAIT
        elif begun >= self._due:
            self._due = begun + AGAIN
            yield Instead()
