"""What scans and analyses have learnt of the user's files, kept in SQLite."""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from asmr_cli.errors import CannotWrite, Damaged
from asmr_cli.library.index_file import UNUSABLE, open_index
from asmr_cli.library.known import Learnt, Row
from asmr_cli.types import Seconds


class Index:
    """The index at a path. Every method is one transaction, so that a kill at any moment loses at most that one."""

    def __init__(self, path: Path, notice: Callable[[str], None] = lambda text: None) -> None:
        self._path = path
        self._connection = open_index(path, notice)

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

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Raises Damaged."""
        try:
            yield self._connection
        except UnicodeEncodeError:
            raise  # of a name that was asked for
        except (*UNUSABLE, ValueError, TypeError) as error:
            message = f"The index of your library, {self._path}, is damaged."
            raise Damaged(message, f"rm {self._path}, then asmr library scan") from error

    def rows(self, folder: str) -> Iterator[Row]:
        """Every file that was ever met in a folder."""
        columns = "path, folder, size, mtime, sidecar, seconds, title, artist, licence, source, problem, missing"
        with self._reading() as connection:
            for row in connection.execute(f"SELECT {columns} FROM files WHERE folder = ? ORDER BY path", (folder,)):
                yield Row(*row)

    def playable(self, folder: str, words: str) -> Iterator[tuple[str, Seconds, str, str | None, Learnt | None]]:
        """Path, seconds, title, guess and what was learnt of every file that is there and can be played.

        The guess is None where it was not made with these `words`; the title is empty where it was."""
        heard = self._heard(folder)
        # `+` keeps SQLite from the index: to go through the table once is twice as quick as to look up each path.
        query = """
            SELECT path, seconds, CASE WHEN words = ?1 THEN '' ELSE title END, CASE WHEN words = ?1 THEN guess END
            FROM files WHERE +folder = ?2 AND NOT missing AND problem IS NULL AND seconds > 0 ORDER BY path"""
        with self._reading() as connection:
            for path, seconds, title, guess in connection.execute(query, (words, folder)):
                yield path, seconds, title, guess, heard.get(path)

    def _heard(self, folder: str) -> dict[str, Learnt]:
        """What was learnt of the files of a folder that have not changed since; CROSS JOIN: few were listened to."""
        query = """
            SELECT path, lufs, true_peak_db, entries, avoid, left_out, h.tags
            FROM heard h CROSS JOIN files f USING (path, size, mtime) WHERE folder = ?"""
        with self._reading() as connection:
            return {path: _learnt(rest) for path, *rest in connection.execute(query, (folder,))}

    def put_guesses(self, words: str, guesses: Iterable[tuple[str, str]]) -> None:
        """Keep (path, guess) made with a table of words, so that starting a session need not guess."""
        with self._transaction() as transaction:
            values = [(words, guess, path) for path, guess in guesses]
            transaction.executemany("UPDATE files SET words = ?, guess = ? WHERE path = ?", values)

    def knows(self, folder: str) -> bool:
        """Whether anything was ever met in a folder."""
        with self._reading() as connection:
            met = connection.execute("SELECT 1 FROM files WHERE folder = ? LIMIT 1", (folder,))
            return met.fetchone() is not None

    def marks(self, folder: str) -> dict[str, tuple[int, int, int, int]]:
        """Size, mtime, sidecar's mtime and whether it is missing, by path."""
        query = "SELECT path, size, mtime, sidecar, missing FROM files WHERE +folder = ?"  # + as in `playable`
        with self._reading() as connection:
            return {row[0]: row[1:] for row in connection.execute(query, (folder,))}

    def seen(self, path: str, size: int, mtime: int) -> tuple[Seconds, str] | None:
        """Length and title of a playable file that is still as it was scanned."""
        query = """SELECT seconds, title FROM files
                   WHERE path = ? AND size = ? AND mtime = ? AND problem IS NULL AND seconds > 0"""
        with self._reading() as connection:
            row: tuple[Seconds, str] | None = connection.execute(query, (path, size, mtime)).fetchone()
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
        with self._reading() as connection:
            row = connection.execute(query, (path, size, mtime)).fetchone()
            return None if row is None else _learnt(row[:-1], row[-1])


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
