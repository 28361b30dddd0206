"""What scans and analyses have learnt of the user's files: SQLite, made again whenever it cannot be used."""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asmr_cli.errors import CannotWrite
from asmr_cli.types import Decibel, Lufs, Seconds

SCHEMA = 3
APPLICATION = 0x41534D52
"""`ASMR`: tells our file from another program's."""
_TABLES = """
CREATE TABLE files (
  path TEXT PRIMARY KEY, folder TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
  sidecar INTEGER NOT NULL, seconds REAL NOT NULL, title TEXT NOT NULL, artist TEXT NOT NULL, licence TEXT NOT NULL,
  source TEXT NOT NULL, problem TEXT, missing INTEGER NOT NULL DEFAULT 0, words TEXT, guess TEXT
) WITHOUT ROWID;
CREATE INDEX by_folder ON files (folder);
CREATE TABLE heard (
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, lufs REAL, true_peak_db REAL,
  entries TEXT NOT NULL, avoid TEXT NOT NULL, left_out INTEGER NOT NULL, tags TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One file as it was scanned."""

    path: str
    folder: str
    size: int
    mtime: int
    sidecar: int
    """When the file beside it was changed, 0 where there is none."""
    seconds: Seconds
    title: str = ""
    artist: str = ""
    licence: str = ""
    source: str = ""
    problem: str | None = None
    """Why it cannot be played."""
    missing: int = 0
    """1 where it is gone; kept, because drives are unplugged and come back."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What listening through one file has shown, as far as planning needs it."""

    lufs: Lufs | None
    true_peak_db: Decibel | None
    entries: tuple[Seconds, ...]
    avoid: tuple[tuple[Seconds, Seconds], ...]
    left_out: bool
    tags: tuple[str, ...]
    facts: str
    """All of it, as JSON."""


class Index:
    """The index at a path. Every method is one transaction, so that a kill at any moment loses at most that one."""

    def __init__(self, path: Path, notice: Callable[[str], None] = lambda text: None) -> None:
        self._path = path
        try:
            self._connection = _opened(path)
        except sqlite3.DatabaseError:
            notice("The index of your library could not be used and is made again.")
            self._connection = _made_again(path)
        if not self._connection.execute("PRAGMA database_list").fetchone()[2]:
            notice(f"What is learnt of your files cannot be kept in {path.parent}.")

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Raises CannotWrite where the disk is full, or another process writes for long."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            message = f"The index of your library, {self._path}, cannot be written: {error}."
            raise CannotWrite(message, f"df -h {self._path.parent}") from error

    def rows(self, folder: str) -> Iterator[Row]:
        """Every file that was ever met in a folder."""
        columns = "path, folder, size, mtime, sidecar, seconds, title, artist, licence, source, problem, missing"
        for row in self._connection.execute(f"SELECT {columns} FROM files WHERE folder = ? ORDER BY path", (folder,)):
            yield Row(*row)

    def playable(self, folder: str, words: str) -> Iterator[tuple[str, Seconds, str, str | None, Learnt | None]]:
        """Path, seconds, title, guess and what was learnt of every file that is there and can be played.

        The guess is None where it was not made with these `words`; the title is empty where it was."""
        heard = self._heard(folder)
        # `+` keeps SQLite from the index: to go through the table once is twice as quick as to look up each path.
        query = """
            SELECT path, seconds, CASE WHEN words = ?1 THEN '' ELSE title END, CASE WHEN words = ?1 THEN guess END
            FROM files WHERE +folder = ?2 AND NOT missing AND problem IS NULL AND seconds > 0 ORDER BY path"""
        for path, seconds, title, guess in self._connection.execute(query, (words, folder)):
            yield path, seconds, title, guess, heard.get(path)

    def _heard(self, folder: str) -> dict[str, Learnt]:
        """What was learnt of the files of a folder that have not changed since; CROSS JOIN: few were listened to."""
        query = """
            SELECT path, lufs, true_peak_db, entries, avoid, left_out, h.tags
            FROM heard h CROSS JOIN files f USING (path, size, mtime) WHERE folder = ?"""
        return {path: _learnt(rest) for path, *rest in self._connection.execute(query, (folder,))}

    def put_guesses(self, words: str, guesses: Iterable[tuple[str, str]]) -> None:
        """Keep (path, guess) made with a table of words, so that starting a session need not guess."""
        with self._transaction() as transaction:
            values = [(words, guess, path) for path, guess in guesses]
            transaction.executemany("UPDATE files SET words = ?, guess = ? WHERE path = ?", values)

    def knows(self, folder: str) -> bool:
        """Whether anything was ever met in a folder."""
        met = self._connection.execute("SELECT 1 FROM files WHERE folder = ? LIMIT 1", (folder,))
        return met.fetchone() is not None

    def marks(self, folder: str) -> dict[str, tuple[int, int, int, int]]:
        """Size, mtime, sidecar's mtime and whether it is missing, by path."""
        query = "SELECT path, size, mtime, sidecar, missing FROM files WHERE folder = ?"
        return {path: tuple(mark) for path, *mark in self._connection.execute(query, (folder,))}

    def seen(self, path: str, size: int, mtime: int) -> tuple[Seconds, str] | None:
        """Length and title of a playable file that is still as it was scanned."""
        query = """SELECT seconds, title FROM files
                   WHERE path = ? AND size = ? AND mtime = ? AND problem IS NULL AND seconds > 0"""
        row: tuple[Seconds, str] | None = self._connection.execute(query, (path, size, mtime)).fetchone()
        return row

    def put(self, rows: Iterable[Row]) -> None:
        """Keep what a scan has found, in place of what was known of these paths."""
        values = [
            (r.path, r.folder, r.size, r.mtime, r.sidecar, r.seconds, r.title, r.artist, r.licence, r.source, r.problem)
            for r in rows
        ]
        with self._transaction() as transaction:
            transaction.executemany("INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?,?,?,?,?,0,NULL,NULL)", values)

    def mark_missing(self, paths: Iterable[str], missing: bool) -> None:
        """Keep files that are gone, or take back that they are."""
        with self._transaction() as transaction:
            marks = [(missing, path) for path in paths]
            transaction.executemany("UPDATE files SET missing = ? WHERE path = ?", marks)

    def drop(self, folder: str) -> int:
        """Forget a folder that is no longer in the library; how many files it held."""
        with self._transaction() as transaction:
            transaction.execute("DELETE FROM heard WHERE path IN (SELECT path FROM files WHERE folder = ?)", (folder,))
            return transaction.execute("DELETE FROM files WHERE folder = ?", (folder,)).rowcount

    def learn(self, path: str, size: int, mtime: int, learnt: Learnt) -> None:
        """Keep what listening has shown of a file of this size and time."""
        lists = (json.dumps(learnt.entries), json.dumps(learnt.avoid), learnt.left_out, json.dumps(learnt.tags))
        values = (path, size, mtime, learnt.lufs, learnt.true_peak_db, *lists, learnt.facts)
        with self._transaction() as transaction:
            transaction.execute("INSERT OR REPLACE INTO heard VALUES (?,?,?,?,?,?,?,?,?,?)", values)

    def learnt(self, path: str, size: int, mtime: int) -> Learnt | None:
        """What is known of a file, None where nothing is or where it has changed since."""
        query = """SELECT lufs, true_peak_db, entries, avoid, left_out, tags, facts FROM heard
                   WHERE path = ? AND size = ? AND mtime = ?"""
        row = self._connection.execute(query, (path, size, mtime)).fetchone()
        return None if row is None else _learnt(row[:-1], row[-1])


def _opened(path: Path) -> sqlite3.Connection:
    """The file at a path, with tables where it is new. DatabaseError where it is of no use."""
    connection = _connection(path)
    try:
        marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        if marks == [0, 0] and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            connection.executescript(
                f"BEGIN; {_TABLES} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA}; COMMIT;"
            )
        elif marks != [APPLICATION, SCHEMA] or connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("another program's, another version or damaged")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _connection(path: Path) -> sqlite3.Connection:
    """The file, or a copy in memory where it cannot be written: a home that is locked must not stop a night."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=10, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    except (OSError, sqlite3.OperationalError):
        return _copy(path)
    return connection


def _copy(path: Path) -> sqlite3.Connection:
    """What a file holds that can be read and not written; empty where there is none."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    with contextlib.suppress(sqlite3.OperationalError, ValueError):
        original = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        with contextlib.closing(original):
            original.backup(memory)
    return memory


def _made_again(path: Path) -> sqlite3.Connection:
    for ending in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):  # what cannot be removed is left; the index is then kept in memory
            path.with_name(path.name + ending).unlink()
    try:
        return _opened(path)
    except sqlite3.DatabaseError:
        return _opened(Path(":memory:"))


def _learnt(row: list[object] | tuple[object, ...], facts: str = "") -> Learnt:
    lufs, peak, entries, avoid, left_out, tags = row
    return Learnt(
        lufs,  # type: ignore[arg-type]  # the columns' types are those of the table
        peak,  # type: ignore[arg-type]
        _list(entries),
        tuple((start, end) for start, end in _list(avoid)),
        bool(left_out),
        _list(tags),
        facts,
    )


def _list(text: object) -> tuple[Any, ...]:
    return () if text == "[]" else tuple(json.loads(str(text)))
