"""What a key means, by the state of the session."""

import signal
from collections.abc import Iterator
from typing import Final

from asmr_cli.control.decoder import CTRL_C, ESCAPE
from asmr_cli.models.command import (
    Command,
    Extend,
    Louder,
    Love,
    Never,
    Pause,
    Peek,
    Resume,
    Skip,
    StillAwake,
    Stop,
    Undo,
)
from asmr_cli.models.status import State
from asmr_cli.types import Seconds

_OWN: Final[dict[str, Command]] = {
    "+": Louder(1),
    "=": Louder(1),
    "-": Louder(-1),
    "_": Louder(-1),
    "u": Undo(),
    "l": Love(),
    "e": Extend(),
}
_LEAVE: Final = frozenset({"q", ESCAPE})

TWICE: Seconds = 5.0
"""The second `x` comes within so long, or the first is forgotten."""


class Keymap:
    """Remembers only that one `x` was pressed."""

    def __init__(self, without: str = "") -> None:
        """`without`: keys that mean nothing in this session. Without `e` it cannot be planned anew, and nobody can be
        still awake in it."""
        self._without = without
        self._marked: Seconds | None = None

    def asking(self, now: Seconds) -> bool:
        """Whether a second `x` is waited for."""
        return self._marked is not None and now - self._marked < TWICE

    def commands(self, key: str, state: State, now: Seconds) -> Iterator[Command]:
        """What the key asks for; any key shows a blank screen for a moment, besides."""
        again, self._marked = self.asking(now), None
        if key == CTRL_C:
            yield Stop("signal", signal.SIGINT)
        elif key in _LEAVE:
            yield Stop()
        elif state == "grace":
            yield StillAwake()
        elif key == "?":
            yield Peek(keys=True)
        else:
            yield Peek()
            yield from self._own(key, state, now, again)

    def _own(self, key: str, state: State, now: Seconds, again: bool) -> Iterator[Command]:
        planned = "e" not in self._without
        if key in self._without:
            return
        if key == "x" and not again:
            self._marked = now
        elif key in ("x", "n"):
            yield Never() if key == "x" else Skip()
        elif key in _OWN:
            yield _OWN[key]
        elif state == "fading" and planned:
            yield StillAwake()
        elif key == " ":
            yield Resume() if state == "paused" else Pause()
