"""All the tapes of one session: one bounded memory, each file opened once, and each damaged one named once."""

from collections.abc import Callable, Iterable
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from asmr_cli.decode.beginning import MOST, Beginning
from asmr_cli.decode.damage import OnDamage, ignore_damage
from asmr_cli.decode.later import Later, Sequential
from asmr_cli.decode.pages import ON_DISK, PAGE_BYTES, Pages
from asmr_cli.decode.reach import directly
from asmr_cli.decode.tape import RUN, FileTape
from asmr_cli.types import RATE, Frames

if TYPE_CHECKING:
    from asmr_cli.decode.drives import Drives

_LONG: Frames = 300 * RATE
"""What is played on and on hardly comes to the same place again: it is not kept."""

_PASSING = MOST * PAGE_BYTES
"""Six seconds, enough for a crossing between two places, and for what it is begun with."""


class Shelf:
    """Opens tapes that share their memory; `limit` bytes are kept at most."""

    def __init__(self, on_damage: OnDamage = ignore_damage, limit: int = ON_DISK) -> None:
        self._tell = on_damage
        self._pages = Pages(limit)
        self._named: set[Path] = set()
        self._shared: dict[Path, FileTape] = {}
        self._run = 1
        self._beginnings: dict[Path, Beginning] = {}
        self.pressed: Callable[[], bool] = lambda: False
        """Whether what is read is heard in a moment."""

    @cached_property
    def drives(self) -> "Drives":
        """Who reads what is far."""
        from asmr_cli.decode.drives import Drives

        return Drives(self._on_damage, lambda: self.pressed())

    def open(self, path: Path, far: bool = False) -> FileTape:
        """A tape, the same for all who read a file that is kept; each has to close it. Raises CannotDecode.

        `far`: it may lie on a drive that begins to hang."""
        tape = self._shared.get(path)
        if tape is not None and tape.readers:
            tape.readers += 1
            return tape
        beginning = self._beginnings.get(path)
        tape = FileTape(path, self._stream(path, far, beginning), self._pages)
        if tape.frames > _LONG:
            tape.pages, tape.run = Pages(_PASSING, BytesIO()), 1
        else:
            tape.run = self._run
            self._shared[path] = tape
        for number, page in beginning.pages.items() if beginning else ():
            tape.pages.put((path, number), page)
        return tape

    def _stream(self, path: Path, far: bool, beginning: Beginning | None) -> Sequential:
        def opened() -> Sequential:
            from asmr_cli.decode.stream import Stream  # FFmpeg, without which the first sound may begin

            return Stream(path, self._on_damage, self.drives.open if far else directly)

        if beginning is None:
            return opened()
        return Later(
            beginning.frames, beginning.extent, opened, lambda error: self._on_damage(path, "cannot be read any more")
        )

    def begin_with(self, beginnings: Iterable[Beginning]) -> None:
        """What another process has decoded: such a file is opened when more of it is wanted."""
        self._beginnings = {beginning.path: beginning for beginning in beginnings}

    def begun(self) -> None:
        """Who has just pressed Enter waits no more: from now on what follows a place is decoded with it."""
        self._run = RUN
        self._beginnings = {}
        for tape in self._shared.values():
            tape.run = RUN

    def _on_damage(self, path: Path, what: str) -> None:
        if path not in self._named:
            self._named.add(path)
            self._tell(path, what)
