"""What displays have in common: they listen, and their failing never touches the sound."""

import contextlib
from collections.abc import Callable
from typing import Protocol

from asmr_cli.models.event import Event
from asmr_cli.models.status import Status


class Display(Protocol):
    """Shows a session to somebody."""

    def open(self) -> None: ...

    def event(self, event: Event) -> None: ...

    def status(self, status: Status) -> None: ...

    def peek(self, keys: bool = False) -> None:
        """A key was pressed: show a blank screen for a moment, with the list of keys if asked."""
        ...

    def close(self) -> None: ...


class NullDisplay:
    """Says nothing."""

    def open(self) -> None:
        """Nothing to open."""

    def event(self, event: Event) -> None:
        """Nothing to say."""

    def status(self, status: Status) -> None:
        """Nothing to show."""

    def peek(self, keys: bool = False) -> None:
        """Nothing to show."""

    def close(self) -> None:
        """Nothing to close."""


class Guarded:
    """A display that is dropped when it fails; the sound goes on."""

    def __init__(self, display: Display, failed: Callable[[Exception], None] = lambda failure: None) -> None:
        """`failed` hears of the failure, once."""
        self._display: Display = display
        self._failed = failed

    def open(self) -> None:
        self._try(self._display.open)

    def event(self, event: Event) -> None:
        self._try(lambda: self._display.event(event))

    def status(self, status: Status) -> None:
        self._try(lambda: self._display.status(status))

    def peek(self, keys: bool = False) -> None:
        self._try(lambda: self._display.peek(keys))

    def close(self) -> None:
        self._try(self._display.close)

    def _try(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception as failure:
            broken, self._display = self._display, NullDisplay()
            with contextlib.suppress(Exception):  # it has failed already; what it held is given back as far as it can
                broken.close()
            self._failed(failure)
