"""The SQLite file under the history: opening, version, transactions, and its failures as sentences."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from asmr_cli.errors import CannotWrite, Damaged, UsageError
from asmr_cli.types import Seconds

Run: TypeAlias = Callable[..., sqlite3.Cursor]

VERSION = 1
WAIT: Seconds = 5.0
"""How long one writer waits for another."""

TABLES = (
    """CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    started REAL NOT NULL,       -- seconds since 1970, UTC
    utc_offset INTEGER NOT NULL, -- seconds east of Greenwich, where it was played
    request TEXT,                -- the options as JSON; null for a session file
    duration REAL NOT NULL,
    seed INTEGER NOT NULL,
    elapsed REAL NOT NULL DEFAULT 0,
    last_key REAL,               -- seconds into the session
    reason TEXT,                 -- null while it plays, and after a crash
    signal INTEGER
)""",
    "CREATE INDEX sessions_started ON sessions(started)",
    """CREATE TABLE heard (
    session INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    trigger TEXT NOT NULL,
    sound TEXT NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (session, trigger, sound)
) WITHOUT ROWID""",
)


def connect(path: Path, wait: Seconds) -> sqlite3.Connection:
    """Open the file, making it where it was not.

    Raises UsageError for a file that is none or of a newer version, CannotWrite where it cannot be kept."""
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
    try:
        with told(path):
            _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[Run]:
    """All that runs inside is kept as a whole, or nothing of it."""
    # IMMEDIATE takes the writer's lock first: two writers wait for each other and never deadlock.
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection.execute
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite and the disk say into one sentence."""
    try:
        yield
    except sqlite3.OperationalError as error:
        hint = f"ls -l {path}, or df -h {path.parent}"
        raise CannotWrite(f"The history {path} cannot be used: {error}.", hint) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # in a damaged file even the reason is no text
        raise _damaged(path) from error
    except OSError as error:
        reason = error.strerror or error
        raise CannotWrite(f"The history {path} cannot be kept: {reason}.", f"ls -ld {path.parent}") from error


@contextmanager
def read_back(path: Path) -> Iterator[None]:
    """Turns what cannot have been written so by us into one sentence."""
    try:
        yield
    except (ValueError, TypeError, LookupError, OverflowError, OSError) as error:  # OSError: a time that is none
        raise _damaged(path) from error


def _damaged(path: Path) -> Damaged:
    return Damaged(f"{path} is damaged, or not a history of asmr.", "move that file away, then try again")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    _use_wal(connection)
    # In WAL a kill loses nothing that was committed; only a power cut may take the last moments, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    if _version(connection) == VERSION:
        return
    with transaction(connection) as run:
        found = _version(connection)
        if found > VERSION:
            raise UsageError(f"The history {path} was written by a newer asmr.", "update asmr, or move that file away")
        if found == 0:
            for statement in TABLES:
                run(statement)
            run(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _use_wal(connection: sqlite3.Connection) -> None:
    """Change to WAL, once in the life of a file; SQLite does not wait for others there, so we do."""
    deadline = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise  # a full disk: it will be full in five seconds, too
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
