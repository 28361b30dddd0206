"""Several sources as one."""

import socket
import time
from collections.abc import Iterator

from asmr_cli.control.inbox import SOON, Inbox


class Line:
    """Somebody who may say something."""

    def __init__(self) -> None:
        self.here, self.there = socket.socketpair()

    def files(self) -> list[socket.socket]:
        return [self.here]

    def commands(self) -> Iterator[None]:
        self.here.recv(16)
        return iter(())


def test_after_a_word_it_looks_again_soon() -> None:
    """An Esc is a key of its own only where nothing has followed it."""
    line = Line()
    inbox = Inbox(line)
    line.there.send(b"\x1b")
    inbox.wait(600.0)
    list(inbox.commands())
    began = time.monotonic()
    inbox.wait(600.0)
    assert time.monotonic() - began >= SOON / 2
    line.there.close()
