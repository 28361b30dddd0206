"""What a sound server has still to say when its device is gone is not heard; nobody else is hung up on."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from asmr_cli.sink.hangup import fall_silent, hang_up

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="there is no /proc here")


@contextmanager
def connected(path: Path) -> Iterator[tuple[socket.socket, socket.socket]]:
    """Both ends of a connection with the socket of that name: the server's and the client's."""
    with socket.socket(socket.AF_UNIX) as listening, socket.socket(socket.AF_UNIX) as client:
        listening.bind(str(path))
        listening.listen()
        client.connect(str(path))
        with listening.accept()[0] as server:
            yield server, client


def gone(connection: socket.socket) -> bool:
    """Whether the other side has hung up."""
    connection.setblocking(False)
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


@pytest.mark.parametrize(("name", "cut"), [("native", True), ("other", False)])
def test_what_waits_from_a_sound_server_is_not_read_any_more(tmp_path: Path, name: str, cut: bool) -> None:
    with connected(tmp_path / name) as (server, client):
        server.sendall(b"there is no device")
        hang_up()
        assert os.read(client.fileno(), 100) == (b"" if cut else b"there is no device")
        assert gone(server) is cut


@pytest.mark.parametrize(("name", "cut"), [("native", True), ("other", False)])
def test_a_sound_server_learns_that_nothing_more_comes(tmp_path: Path, name: str, cut: bool) -> None:
    with connected(tmp_path / name) as (server, client):
        fall_silent()
        assert gone(server) is gone(client) is cut


def test_it_keeps_no_file_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    hang_up()
    fall_silent()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
