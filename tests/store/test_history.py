"""The history keeps what happened, forgets what it is told to, and outlives kills and other writers."""

import contextlib
import datetime
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from asmr_cli.errors import CannotWrite, UsageError
from asmr_cli.store.history import History, entries, last_request
from asmr_cli.store.played import Heard, Progress

EVENING = datetime.datetime(2026, 3, 1, 22, 45, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
DAY = datetime.timedelta(days=1)


def played(history: History, when: datetime.datetime, **request: object) -> int:
    session = history.begin(when, request, 1800.0, 7)
    history.end(session, Progress(1800.0, 1800.0, 61.5, {("rain", "rain/steady.opus"): 1800.0}), "deadline")
    return session


def test_progress_without_sounds_is_kept(tmp_path: Path) -> None:
    with History(tmp_path / "history.db") as history:
        number = history.begin(EVENING, None, 480.0, 7)
        history.end(number, Progress(480.0, 480.0), "deadline")
        assert history.entries()[0].heard == ()


def test_what_was_kept_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "state" / "history.db"
    with History(path) as history:
        number = history.begin(EVENING, {"duration": 1800.0, "triggers": ["rain:70"]}, 1800.0, 7)
        history.update(number, Progress(60.0, 1800.0, None, {("rain", "a"): 60.0}))
        heard = {("rain", "a"): 90.0, ("paper", "/x/\udcff.wav"): 20.0}
        history.end(number, Progress(90.0, 2400.0, 61.5, heard), "signal", 15)
    (entry,) = entries(path)
    assert (entry.started, entry.duration, entry.elapsed, entry.last_key) == (EVENING, 2400.0, 90.0, 61.5)
    assert entry.started.utcoffset() == EVENING.utcoffset()
    assert (entry.reason, entry.signal, entry.seed) == ("signal", 15, 7)
    assert entry.heard == (Heard("rain", "a", 90.0), Heard("paper", "/x/\\udcff.wav", 20.0))
    assert last_request(path) == entry.request == {"duration": 1800.0, "triggers": ["rain:70"]}


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    assert entries(tmp_path / "history.db") == ()
    assert last_request(tmp_path / "history.db") is None
    assert list(tmp_path.iterdir()) == []


def test_a_night_goes_until_noon(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        for hours in (0, 3, 13, 14):
            played(history, EVENING + datetime.timedelta(hours=hours))
    assert [entry.night.day for entry in entries(path)] == [2, 1, 1, 1]


def test_the_newest_come_first_limited_by_number_and_moment(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        for days in (2, 0, 1):
            played(history, EVENING + days * DAY, day=days)
        assert [entry.started for entry in history.entries(2)] == [EVENING + 2 * DAY, EVENING + DAY]
        assert len(history.entries(since=EVENING + DAY)) == 2
        assert history.last_request() == {"day": 2}


def test_what_is_forgotten_is_in_no_byte_of_the_files(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        played(history, EVENING, bed="unforgettable")
        played(history, EVENING + DAY, bed="later")
        assert history.forget(EVENING + DAY) == 1
        assert not any(b"unforgettable" in file.read_bytes() for file in tmp_path.iterdir())
        assert [entry.request for entry in history.entries()] == [{"bed": "later"}]
        assert history.forget() == 1
        assert history.entries() == ()
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM heard").fetchone() == (0,)


def test_a_newer_history_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    History(path).close()
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(UsageError, match="newer"):
        History(path)
    assert path.read_bytes() == before


def test_a_file_that_is_none_and_a_folder_that_refuses_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "history.db").write_bytes(b"This is no database, but a text of some length." * 99)
    with pytest.raises(UsageError, match="damaged"):
        History(tmp_path / "history.db")
    with pytest.raises(CannotWrite):
        History(tmp_path / "history.db" / "history.db")


def write_many(path: Path, who: str, count: int) -> None:
    for number in range(count):
        with History(path) as history:
            played(history, EVENING + number * DAY, who=who, number=number)


def test_two_processes_write_a_new_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    context = multiprocessing.get_context("fork")  # spawn would have to find this file again
    writers = [context.Process(target=write_many, args=(path, who, 25)) for who in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert sorted((e.request["who"], e.request["number"]) for e in entries(path) if e.request) == [
        (who, number) for who in "ab" for number in range(25)
    ]


FOREVER = """
import sys, datetime, pathlib
from asmr_cli.store.history import History
from asmr_cli.store.played import Progress
when = datetime.datetime(2026, 3, 1, 22, 45, tzinfo=datetime.timezone.utc)
with History(pathlib.Path(sys.argv[1])) as history:
    while True:
        number = history.begin(when, {"bed": "rain"}, 1800.0, 7)
        history.end(number, Progress(1.0, 1800.0, None, {("rain", str(n)): 1.0 for n in range(50)}), "deadline")
        print(number, flush=True)
"""


def test_a_kill_at_any_moment_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    confirmed: set[int] = set()
    for _ in range(5):
        writer = subprocess.Popen([sys.executable, "-c", FOREVER, str(path)], stdout=subprocess.PIPE)
        assert writer.stdout
        confirmed |= {int(writer.stdout.readline()) for _ in range(20)}
        os.kill(writer.pid, signal.SIGKILL)
        confirmed |= {int(line) for line in writer.stdout.read().split(b"\n")[:-1]}
        writer.wait()
        kept = {entry.id: entry for entry in entries(path)}
        assert all(kept[number].reason == "deadline" and len(kept[number].heard) == 50 for number in confirmed)
        with sqlite3.connect(path) as plain:
            assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    "damage",
    ["request = '{'", "started = 1e300", "utc_offset = 99999999", "elapsed = 'x'", "seed = 'x'", "last_key = 'x'"],
)
def test_what_cannot_have_been_written_so_is_told_as_damage(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        played(history, EVENING, duration=1800.0)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE sessions SET {damage}")
    with pytest.raises(UsageError, match="is damaged"):
        entries(path)
    if "request" in damage:
        with pytest.raises(UsageError, match="is damaged"):
            last_request(path)


def test_a_file_so_damaged_that_even_the_reason_is_no_text_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        played(history, EVENING)
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE sessions", b"CREATE TABLE \xff\xffssions"))
    with pytest.raises(UsageError, match="is damaged"):
        entries(path)
