"""The index's file: SQLite, made again whenever it cannot be used, and kept in memory where it cannot be written."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

SCHEMA = 6
"""Goes up with the tables, and with what listening finds: an older index is made again."""
APPLICATION = 0x41534D52
"""`ASMR`: tells our file from another program's."""
UNUSABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite raises for a damaged file: even its reason may be no text then."""
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


def open_index(path: Path, notice: Callable[[str], None]) -> sqlite3.Connection:
    """A connection with tables, whatever is there; `notice` is told, in a sentence, what was lost or will be."""
    try:
        connection = _opened(path)
    except UNUSABLE:
        notice("The index of your library could not be used and is made again.")
        connection = _made_again(path)
    if not connection.execute("PRAGMA database_list").fetchone()[2]:
        notice(f"What is learnt of your files cannot be kept in {path.parent}.")
    return connection


def _opened(path: Path) -> sqlite3.Connection:
    """The file at a path, with tables where it is new. UNUSABLE where it is of no use."""
    connection = _connection(path)
    try:
        marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        if marks == [0, 0] and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            connection.executescript(
                f"BEGIN; {_TABLES} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA}; COMMIT;"
            )
        elif marks != [APPLICATION, SCHEMA] or connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("another program's, another version or damaged")
    except UNUSABLE:
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
    except UNUSABLE:
        return _opened(Path(":memory:"))
