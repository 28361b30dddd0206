"""The named pipe of Windows, tried with the sockets that the same library gives this system."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from asmr_cli.control import client, local, pipe
from asmr_cli.control.pipe import PipeServer, exchange, pipe_name
from asmr_cli.control.wire import LONGEST, parse_answer, request
from asmr_cli.errors import AlreadyPlaying, NothingPlays
from asmr_cli.models.command import Command, Pause, Volume

if sys.platform == "win32":
    pytest.skip("tried with Unix sockets", allow_module_level=True)

FAMILY = "AF_UNIX"


class Playing:
    """A server whose commands are carried out by a thread, as a player does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.done: list[Command] = []
        self.over = False
        self.thread = threading.Thread(target=self.play)
        self.thread.start()

    def play(self) -> None:
        with PipeServer(self.address, lambda: None, lambda: "", FAMILY) as server:
            while not self.over:
                self.done.extend(server.commands())
                time.sleep(0.005)

    def ask(self, line: bytes) -> dict[str, object]:
        for _ in range(200):
            try:
                return parse_answer(exchange(self.address, line, FAMILY))
            except (FileNotFoundError, ConnectionRefusedError):  # not made yet, or not listened to yet
                time.sleep(0.01)
        raise AssertionError("no server")


@pytest.fixture
def playing(tmp_path: Path) -> Iterator[Playing]:
    made = Playing(str(tmp_path / "pipe"))
    yield made
    made.over = True
    made.thread.join(5)
    assert not made.thread.is_alive()


def test_each_folder_has_a_pipe_of_its_own() -> None:
    one, other = pipe_name(Path("C:/Users/Ann/asmr")), pipe_name(Path("C:/Users/Bob/asmr"))
    assert one.startswith("\\\\.\\pipe\\asmr-")
    assert one != other
    assert one == pipe_name(Path("c:/users/ann/ASMR"))  # names of files have no case there
    assert len(one) < 256


def test_requests_are_carried_out_and_answered(playing: Playing) -> None:
    assert playing.ask(request("pause")) == {"version": 1, "ok": True, "status": {"state": "idle"}}
    assert playing.ask(request("volume", value=40.0))["ok"] is True
    assert playing.ask(request("status"))["ok"] is True
    assert playing.done == [Pause(), Volume(40)]


def test_rubbish_is_refused_and_what_is_too_long_is_not_read(playing: Playing) -> None:
    assert playing.ask(b"\x80\x04pickle")["ok"] is False
    assert exchange(playing.address, b"x" * (LONGEST + 1), FAMILY) == b""
    assert playing.ask(request("status"))["ok"] is True
    assert playing.done == []


def test_there_is_one_session_at_a_time(playing: Playing) -> None:
    playing.ask(request("status"))
    with pytest.raises(AlreadyPlaying), PipeServer(playing.address, lambda: None, lambda: "", FAMILY):
        pass


def test_where_there_are_no_unix_sockets_the_pipe_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "available", lambda: False)
    monkeypatch.setattr(local, "available", lambda: False)
    monkeypatch.setattr(pipe, "pipe_name", lambda folder: str(folder / "pipe"))
    monkeypatch.setattr(pipe.exchange, "__defaults__", (FAMILY,))
    assert isinstance(local.server(tmp_path, lambda: None, str), PipeServer)
    with pytest.raises(NothingPlays):
        client.ask(tmp_path, "status")
    made = Playing(str(tmp_path / "pipe"))
    try:
        made.ask(request("status"))
        assert client.ask(tmp_path, "status") == {"state": "idle"}
    finally:
        made.over = True
        made.thread.join(5)
