"""The index opens whatever has happened to it, and forgets nothing that it can keep."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from asmr_cli.errors import UsageError
from asmr_cli.library.header import header
from asmr_cli.library.index import Index
from asmr_cli.library.index_file import APPLICATION, SCHEMA
from asmr_cli.library.known import Learnt, Row
from asmr_cli.library.owned import own_triggers
from asmr_cli.library.scan import scan
from asmr_cli.library.words import WordBook

ROW = Row("/music/a.wav", "/music", 10, 20, 0, 60.0, "Title", "Artist", "CC0", "https://x")
LEARNT = Learnt(-30.0, -9.0, (12.0,), ((0.0, 5.0), (50.0, 60.0)), False, ("steady",), "{}")


def test_what_was_put_is_there_after_opening_again(tmp_path: Path) -> None:
    with Index(tmp_path / "index.db") as index:
        index.put([ROW])
        index.learn("/music/a.wav", 10, 20, LEARNT)
    with Index(tmp_path / "index.db") as index:
        assert index.knows("/music") and not index.knows("/mus")
        assert list(index.rows("/music")) == [ROW]
        assert index.learnt("/music/a.wav", 10, 20) == LEARNT
        assert index.seen("/music/a.wav", 10, 20) == (60.0, "Title")


def test_a_changed_file_is_not_what_was_learnt(tmp_path: Path) -> None:
    with Index(tmp_path / "index.db") as index:
        index.put([ROW])
        index.learn("/music/a.wav", 10, 20, LEARNT)
        assert index.learnt("/music/a.wav", 11, 20) is None
        assert index.seen("/music/a.wav", 10, 21) is None


def test_missing_and_damaged_files_are_not_playable(tmp_path: Path) -> None:
    broken = Row("/music/b.wav", "/music", 1, 1, 0, 0.0, problem="cannot be decoded")
    with Index(tmp_path / "index.db") as index:
        index.put([ROW, broken])
        assert [entry[0] for entry in index.playable("/music", "w")] == ["/music/a.wav"]
        index.mark_missing(["/music/a.wav"], True)
        assert list(index.playable("/music", "w")) == []
        index.mark_missing(["/music/a.wav"], False)
        assert len(list(index.playable("/music", "w"))) == 1


def test_a_guess_lasts_as_long_as_the_words_it_was_made_with(tmp_path: Path) -> None:
    with Index(tmp_path / "index.db") as index:
        index.put([ROW])
        index.put_guesses("words", [("/music/a.wav", "guess")])
        assert [entry[3] for entry in index.playable("/music", "words")] == ["guess"]
        assert [entry[3] for entry in index.playable("/music", "other")] == [None]


def _garbage(path: Path) -> None:
    path.write_bytes(b"this is no database at all" * 1000)


def _newer(path: Path) -> None:
    Index(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")


def _other_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION + 1}")
        connection.execute("CREATE TABLE files (x)")


def _torn(path: Path) -> None:
    with Index(path) as index:
        index.put([Row(f"/music/{n}.wav", "/music", 1, 1, 0, 1.0) for n in range(2000)])
    data = bytearray(path.read_bytes())
    data[4096:40960] = os.urandom(36864)
    path.write_bytes(data)


@pytest.mark.parametrize("spoil", [_garbage, _newer, _other_program, _torn])
def test_an_index_of_no_use_is_made_again_and_said_in_one_line(tmp_path: Path, spoil: object) -> None:
    path, notices = tmp_path / "index.db", []
    spoil(path)  # type: ignore[operator]
    with Index(path, notices.append) as index:
        assert not index.knows("/music")
        index.put([ROW])
        assert list(index.rows("/music")) == [ROW]
    assert len(notices) == 1 and "\n" not in notices[0]
    with Index(path, notices.append):
        assert len(notices) == 1


def test_where_nothing_can_be_written_it_works_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    notices: list[str] = []
    with Index(tmp_path / "file" / "index.db", notices.append) as index:
        index.put([ROW])
        assert list(index.rows("/music")) == [ROW]
    assert notices == [f"What is learnt of your files cannot be kept in {tmp_path / 'file'}."]


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can give up its rights")
def test_an_index_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    path = tmp_path / "locked" / "index.db"
    with Index(path) as index:
        index.put([ROW])
    path.chmod(0o444)
    path.parent.chmod(0o555)
    reader = (
        "import sys; from pathlib import Path; from asmr_cli.library.index import Index\n"
        "index = Index(Path(sys.argv[1]), print); print(len(list(index.rows('/music'))))\n"
        "index.mark_missing([next(index.rows('/music')).path], True)"
    )
    rights = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    done = subprocess.run([*rights, sys.executable, "-c", reader, str(path)], capture_output=True, text=True)
    assert done.stdout.splitlines() == [f"What is learnt of your files cannot be kept in {path.parent}.", "1"], (
        done.stderr
    )
    assert done.returncode == 0


WRITER = """
import sys
from pathlib import Path
from asmr_cli.library.index import Index
from asmr_cli.library.known import Row
index, number = Index(Path(sys.argv[1])), 0
print("ready", flush=True)
while True:
    number += 1
    index.put([Row(f"/m/{number}-{k}.wav", "/m", 1, 1, 0, 1.0) for k in range(20)])
"""


@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.slow)])
def test_a_kill_at_any_moment_leaves_an_index_that_opens_with_whole_transactions(tmp_path: Path, kills: int) -> None:
    path, notices = tmp_path / "index.db", []
    for number in range(kills):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        assert process.stdout and process.stdout.readline()
        time.sleep(0.003 * (number % 17))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with Index(path, notices.append) as index:
            assert len(list(index.rows("/m"))) % 20 == 0
    assert notices == []


SCANNER = """
import sys
from pathlib import Path
from asmr_cli.library.header import header
from asmr_cli.library.index import Index
from asmr_cli.library.scan import scan
index = Index(Path(sys.argv[1]), print)
print("ready", flush=True)
scan(Path(sys.argv[2]), index, header, print)
"""


@pytest.mark.parametrize("kills", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_a_scan_that_is_killed_leaves_an_index_that_opens_and_the_next_completes(
    tmp_path: Path, kills: int, write_noise: Callable[..., Path]
) -> None:
    one, music, path = write_noise(tmp_path / "one.wav", 0.1), tmp_path / "music", tmp_path / "index.db"
    notices: list[str] = []
    for number in range(kills):
        album = music / f"album {number}"
        album.mkdir(parents=True)
        for track in range(100):
            os.link(one, album / f"{track}.wav")
        process = subprocess.Popen([sys.executable, "-c", SCANNER, path, music], stdout=subprocess.PIPE, text=True)
        assert process.stdout and process.stdout.readline() == "ready\n"
        time.sleep(0.004 * (number % 13))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert process.stdout.read() == ""
        process.stdout.close()
        with Index(path, notices.append) as index:
            assert len(list(index.rows(str(music)))) <= 100 * (number + 1)
    with Index(path, notices.append) as index:
        assert scan(music, index, header, print).files == 100 * kills
        assert len(list(index.playable(str(music), "w"))) == 100 * kills
        assert scan(music, index, header, print).probed == 0
    assert notices == []


@pytest.mark.parametrize(
    "damage",
    [
        "heard SET entries = '[1, '",
        "heard SET avoid = '[3]'",
        "heard SET tags = '7'",
        "heard SET facts = x'ff', tags = '7'",
    ],
)
def test_what_cannot_have_been_written_so_is_said_with_the_way_out(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "index.db"
    with Index(path) as index:
        index.put([ROW])
        index.learn("/music/a.wav", 10, 20, LEARNT)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE {damage}")
    with Index(path) as index:
        for ask in (lambda: index.learnt("/music/a.wav", 10, 20), lambda: list(index.playable("/music", "w"))):
            with pytest.raises(UsageError, match="is damaged") as refused:
                ask()
            assert refused.value.hint == f"rm {path}, then asmr library scan"


def test_text_that_is_none_is_said_so_too(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    with Index(path) as index:
        index.put([ROW])
    path.write_bytes(path.read_bytes().replace(b"Artist", b"Art\xff\xfft"))
    with Index(path) as index, pytest.raises(UsageError, match="is damaged"):
        list(index.rows("/music"))


def test_one_so_damaged_that_even_the_reason_is_no_text_is_made_again(tmp_path: Path) -> None:
    path, told = tmp_path / "index.db", []
    with Index(path) as index:
        index.put([ROW])
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE files", b"CREATE TABLE \xff\xffles"))
    with Index(path, told.append) as index:
        assert list(index.rows("/music")) == [] and len(told) == 1 and "made again" in told[0]


def test_a_guess_that_is_none_is_made_again(tmp_path: Path) -> None:
    book = WordBook(tmp_path / "triggers.toml")
    with Index(tmp_path / "index.db") as index:
        index.put([Row("/music/rain/a.wav", "/music", 10, 20, 0, 60.0)])
        for kept in ("no JSON", "[]", "3"):
            index.put_guesses(book.fingerprint, [("/music/rain/a.wav", kept)])
            assert [trigger.name for trigger in own_triggers([Path("/music")], index, book, {})] == ["rain"]
