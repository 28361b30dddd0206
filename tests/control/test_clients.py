"""Who speaks to a session: how long a silent client is kept."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from asmr_cli.control.clients import IDLE, Clients

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no Unix sockets")


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "s"))
        made.listen()
        made.setblocking(False)
        yield made


def test_who_says_nothing_for_long_is_let_go_of(listener: socket.socket) -> None:
    now = 100.0
    clients = Clients(lambda: now)
    with socket.socket(socket.AF_UNIX) as silent, socket.socket(socket.AF_UNIX) as talker:
        for one in (silent, talker):
            one.connect(listener.getsockname())
        clients.welcome(listener)
        now += IDLE - 1
        talker.sendall(b"half a li")
        assert [clients.lines(client) for client in clients] == [[], []]
        clients.welcome(listener)
        assert len(clients.files()) == 2
        now += 2
        clients.welcome(listener)
        assert len(clients.files()) == 1
        talker.sendall(b"ne\n")
        assert [clients.lines(client) for client in clients] == [[b"half a line"]]
        silent.settimeout(5)
        assert silent.recv(1) == b""
        clients.close()
