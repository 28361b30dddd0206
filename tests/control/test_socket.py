"""The local socket, with real clients."""

import json
import math
import os
import socket
import stat
import subprocess
import sys
import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asmr_cli.control import client
from asmr_cli.control.address import SOCKET
from asmr_cli.control.clients import MOST
from asmr_cli.control.inbox import Inbox
from asmr_cli.control.server import Server
from asmr_cli.control.wire import LONGEST, Malformed, parse_request, status_fields
from asmr_cli.errors import AlreadyPlaying, AsmrError, NothingPlays, UsageError
from asmr_cli.models.command import Extend, Pause, Skip, Stop, Volume
from asmr_cli.models.status import BreathMoment, Playing, Status


class Playback:
    """A session of a kind: a volume that commands change, served by a thread as the player would."""

    def __init__(self, folder):
        self.volume = 100
        self.refused = ""
        self.got = []
        self.server = Server(folder, self.status, lambda: self.refused)
        self.inbox = Inbox(self.server)
        self.going = True
        self.thread = threading.Thread(target=self._run)

    def status(self):
        playing = (Playing("bed", "rain"),)
        breath = BreathMoment(0.5, "in", 7.4)
        return Status("playing", 1.0, 2.0, 3.0, "drift", playing, self.volume, math.nan, breath, 1.0, "Ear")

    def _run(self):
        while self.going:
            for command in self.inbox.commands():
                self.got.append(command)
                self.refused = "Nothing else suits." if isinstance(command, Skip) else ""
                if isinstance(command, Volume):
                    self.volume = command.value
            self.inbox.wait(0.02)

    def __enter__(self):
        self.server.__enter__()
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.going = False
        self.thread.join()
        self.server.__exit__(*error)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "run"


@pytest.fixture
def playback(folder):
    with Playback(folder) as playback:
        yield playback


def speak(folder, data, answers=1):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(str(folder / SOCKET))
        connection.sendall(data)
        got = b""
        while got.count(b"\n") < answers:
            more = connection.recv(4096)
            if not more:
                break
            got += more
        return [json.loads(line) for line in got.splitlines()]


def test_the_state_has_changed_before_the_answer(playback, folder):
    assert client.ask(folder, "status")["volume"] == 100
    assert client.ask(folder, "volume", value=60)["volume"] == 60
    assert playback.got == [Volume(60)] and isinstance(playback.got[0], Volume)


def test_status_has_the_fields_that_are_promised(playback, folder):
    assert client.ask(folder, "status") == {
        "state": "playing", "elapsed": 1.0, "remaining": 2.0, "duration": 3.0, "phase": "drift",
        "playing": [{"lane": "bed", "trigger": "rain"}], "volume": 100, "level_lufs": None, "breath_bpm": 7.4,
        "device": "Ear",
    }  # fmt: skip


def test_a_wish_that_cannot_be_met_is_said(playback, folder):
    with pytest.raises(AsmrError, match="Nothing else suits"):
        client.ask(folder, "skip")
    assert client.ask(folder, "status")["state"] == "playing", "it is said once"


def test_answers_come_in_fifty_milliseconds(playback, folder):
    client.ask(folder, "status")
    times = []
    for _ in range(20):
        began = time.perf_counter()
        client.ask(folder, "pause")
        times.append(time.perf_counter() - began)
    assert sorted(times)[len(times) // 2] < 0.05


def test_several_clients_and_several_lines(playback, folder):
    line = b'{"version": 1, "verb": "status"}\n'
    with socket.socket(socket.AF_UNIX) as idle:
        idle.connect(str(folder / SOCKET))
        assert len(speak(folder, line * 3, answers=3)) == 3
        idle.sendall(line[:10])
        assert speak(folder, line)[0]["ok"]
        idle.sendall(line[10:])
        idle.settimeout(5)
        assert json.loads(idle.recv(4096))["ok"]


def test_more_clients_than_there_is_room_for_do_not_shut_others_out(playback, folder):
    crowd = [socket.socket(socket.AF_UNIX) for _ in range(MOST + 4)]
    for one in crowd:
        one.connect(str(folder / SOCKET))
    assert client.ask(folder, "status")["state"] == "playing"
    for one in crowd:
        one.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=12).map(lambda b: b"[" * 3000 + b), st.just(b"{}"),
                 st.sampled_from([b'{"version": 1, "verb": "volume", "value": NaN}', b'{"version": 1e999}',
                                  b'{"version": 1, "verb": "volume", "value": true}', b"1" * 4000,
                                  b'{"version": 1, "verb": ["stop"]}', b'{"version": 1, "verb": "__import__"}',
                                  b'{"version": 2, "verb": "stop"}', b'{"version": 1, "verb": 1}'])))  # fmt: skip
def test_hostile_lines_change_nothing_and_the_next_is_answered(playback, folder, data):
    data = data.replace(b"\n", b" ")
    for answer in speak(folder, data + b"\n", answers=1 if data.strip() else 0):
        assert answer["ok"] is False
    assert playback.got == []
    assert client.ask(folder, "status")["state"] == "playing"


def test_a_line_without_an_end_is_cut_off(playback, folder):
    answers = speak(folder, b"x" * (LONGEST + 10))
    assert "bytes" in answers[0]["error"]
    assert client.ask(folder, "status")["state"] == "playing"


@pytest.mark.parametrize(
    ("line", "command"),
    [(b'{"version": 1, "verb": "stop"}', Stop()), (b'{"version": 1, "verb": "pause"}', Pause()),
     (b'{"version": 1, "verb": "extend", "seconds": 90}', Extend(90.0)),
     (b'{"version": 1, "verb": "status", "later": 1}', None)],
)  # fmt: skip
def test_requests(line, command):
    found = parse_request(line)
    assert found == command and type(found) is type(command)  # named tuples of equal values are equal


@pytest.mark.parametrize("value", ["0", "101", '"60"', "null", "-1e308"])
def test_volumes_that_are_none(value):
    with pytest.raises(Malformed):
        parse_request(b'{"version": 1, "verb": "volume", "value": %s}' % value.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_line_is_utf_8_and_nothing_else(encoding):
    with pytest.raises(Malformed):
        parse_request('{"version": 1, "verb": "stop"}'.encode(encoding))


def test_the_socket_is_for_its_user_alone_and_goes_with_the_session(folder):
    with Playback(folder):
        assert stat.S_IMODE((folder / SOCKET).stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not (folder / SOCKET).exists()


def test_nothing_plays(folder):
    with pytest.raises(NothingPlays):
        client.ask(folder, "status")


def test_a_second_session_is_told(playback, folder):
    with pytest.raises(AlreadyPlaying) as caught, Server(folder, lambda: None):
        pass
    assert caught.value.exit_code == 6
    assert "--replace" in caught.value.hint
    assert client.ask(folder, "status")["state"] == "playing"


def test_what_a_killed_session_left_is_cleared_away(folder):
    code = (
        "import sys, time, pathlib; from asmr_cli.control.server import Server\n"
        "with Server(pathlib.Path(sys.argv[1]), lambda: None): print('up', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    assert (folder / SOCKET).exists()
    with pytest.raises(NothingPlays):
        client.ask(folder, "status")
    with Playback(folder):
        assert client.ask(folder, "status")["state"] == "playing"


def test_a_path_longer_than_sockets_take_works_on_linux(tmp_path):
    folder = tmp_path / ("very-long-" * 12)
    with Playback(folder):
        assert client.ask(folder, "status")["state"] == "playing"


def test_a_folder_that_cannot_be_used_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError), Server(tmp_path / "file" / "run", lambda: None):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_another_user_cannot_speak_to_it(playback, folder):
    for part in (folder, *folder.parents):
        if part.stat().st_mode & 0o005 == 0 and part != folder.anchor:
            part.chmod(0o755)
    (folder / SOCKET).chmod(0o666)
    code = """
import os, socket, sys
os.setuid(65534)
with socket.socket(socket.AF_UNIX) as connection:
    connection.settimeout(5)
    connection.connect(sys.argv[1])
    try:
        connection.sendall(b'{"version": 1, "verb": "stop"}\\n')
        answer = connection.recv(100)
    except OSError:
        answer = b""
sys.exit(1 if answer else 0)
"""
    assert subprocess.run([sys.executable, "-I", "-c", code, str(folder / SOCKET)], check=False).returncode == 0
    assert playback.got == []


def test_whom_every_folder_is_open_to_is_told_whose_session_it_is(playback, folder, monkeypatch):
    """An administrator may connect, and would wait for an answer that nobody gives."""
    monkeypatch.setattr(client, "same_user", lambda connection: False)
    with pytest.raises(UsageError, match="not yours"):
        client.ask(folder, "status")


def test_replace_stops_the_old_and_waits_until_it_is_gone(folder):
    with Playback(folder) as playback:
        leaver = threading.Timer(0.3, playback.__exit__, (None, None, None))
        leaver.start()
        client.replace(folder)
        assert playback.got == [Stop()]
        leaver.join()
    client.replace(folder)


def test_numbers_that_are_not_finite_are_not_sent():
    status = Playback.status(type("Bare", (), {"volume": 3})())
    assert status_fields(status)["level_lufs"] is None
