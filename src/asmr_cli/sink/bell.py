"""A bell that any thread may ring, and that ends the wait of the player's."""

import contextlib
import socket
from collections.abc import Iterator, Sequence


class Bell:
    """A source of commands that has none: hearing it is enough."""

    def __init__(self) -> None:
        self._heard, self._rung = socket.socketpair()
        self._heard.setblocking(False)
        self._rung.setblocking(False)

    def ring(self) -> None:
        with contextlib.suppress(OSError):  # it rings already, or nobody waits any more
            self._rung.send(b"!")

    def files(self) -> Sequence[socket.socket]:
        """What becomes readable."""
        return [self._heard]

    def commands(self) -> Iterator[None]:
        """Nothing, and the bell is still again."""
        with contextlib.suppress(BlockingIOError):
            self._heard.recv(64)
        return iter(())
