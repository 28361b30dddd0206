"""Keys of a terminal as commands."""

import time
from collections.abc import Callable, Iterator, Sequence

from asmr_cli.control.inbox import HasFileno
from asmr_cli.control.keymap import Keymap
from asmr_cli.control.keystrokes import Keystrokes
from asmr_cli.models.command import Command, Stop
from asmr_cli.models.status import State
from asmr_cli.types import Seconds

ASK = "x again: never this"
"""What the display says after the first `x`."""


class Keys:
    """What somebody at the keyboard asks for."""

    def __init__(
        self,
        file: HasFileno,
        state: Callable[[], State | None],
        clock: Callable[[], Seconds] = time.monotonic,
        pressed: Callable[[], None] = lambda: None,
        without: str = "",
    ) -> None:
        """`file`: see Keystrokes. `state` says what a key means just now, None: nothing plays yet. `pressed` hears that
        somebody is awake. `without`: see Keymap."""
        self._strokes = Keystrokes(file)
        self._state = state
        self._clock = clock
        self._keymap = Keymap(without)
        self._pressed = pressed

    def files(self) -> Sequence[HasFileno]:
        return self._strokes.files()

    def notice(self) -> str:
        """A question that waits for a key, or nothing."""
        return ASK if self._keymap.asking(self._clock()) else ""

    def commands(self) -> Iterator[Command]:
        now = self._clock()
        keys = self._strokes.read(now)
        if self._strokes.over and self._state() == "grace":  # nobody can press a key any more
            yield Stop()
        if keys:
            self._pressed()
        for key in keys:
            state = self._state()
            if state is not None:
                yield from self._keymap.commands(key, state, now)
