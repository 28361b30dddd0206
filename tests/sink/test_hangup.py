"""What a sound server has still to say when its device is gone is not heard; nobody else is hung up on."""

import os
import socket
from pathlib import Path

import pytest

from asmr_cli.sink.hangup import fall_silent, hang_up

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="there is no /proc here")


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
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / name))
        server.listen()
        client.connect(str(tmp_path / name))
        with server.accept()[0] as other:
            other.sendall(b"there is no device")
            hang_up()
            assert os.read(client.fileno(), 100) == (b"" if cut else b"there is no device")
            assert gone(other) is cut


@pytest.mark.parametrize(("name", "cut"), [("native", True), ("other", False)])
def test_a_sound_server_learns_that_nothing_more_comes(tmp_path: Path, name: str, cut: bool) -> None:
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / name))
        server.listen()
        client.connect(str(tmp_path / name))
        with server.accept()[0] as other:
            fall_silent()
            assert gone(other) is gone(client) is cut


def test_it_keeps_no_file_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    hang_up()
    fall_silent()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
