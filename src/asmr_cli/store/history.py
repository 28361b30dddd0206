"""What was played, how it ended and when a key was last pressed: one small SQLite file, on this computer only."""

import datetime
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from asmr_cli.store.history_db import WAIT, Run, connect, read_back, told, transaction
from asmr_cli.store.paths import is_there
from asmr_cli.store.played import Entry, Heard, Progress
from asmr_cli.types import Seconds


class History:
    """The history file. Every method is one transaction: whole or not at all, also when the process is killed."""

    def __init__(self, path: Path, wait: Seconds = WAIT) -> None:
        """Open the file, making it where it was not; `wait` is how long a write waits for other writers.

        Raises UsageError for a file that is none or of a newer version, CannotWrite where it cannot be kept."""
        self._path = path
        self._connection = connect(path, wait)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, started: datetime.datetime, request: Mapping[str, Any] | None, duration: Seconds, seed: int) -> int:
        """Note that a session begins; `started` is aware of its zone. Returns its id."""
        offset = started.utcoffset() or datetime.timedelta()
        options = None if request is None else json.dumps(dict(request))
        with told(self._path), transaction(self._connection) as run:
            row = run(
                "INSERT INTO sessions (started, utc_offset, request, duration, seed) VALUES (?, ?, ?, ?, ?)",
                (started.timestamp(), round(offset.total_seconds()), options, duration, seed),
            )
            return int(row.lastrowid or 0)

    def update(self, session: int, progress: Progress) -> None:
        """How far it is, with all that was heard so far."""
        with told(self._path), transaction(self._connection) as run:
            _write(run, session, progress)

    def end(self, session: int, progress: Progress, reason: str, signal: int | None = None) -> None:
        """The last update, with how it ended."""
        with told(self._path), transaction(self._connection) as run:
            _write(run, session, progress)
            run("UPDATE sessions SET reason = ?, signal = ? WHERE id = ?", (reason, signal, session))

    def entries(self, limit: int | None = None, since: datetime.datetime | None = None) -> tuple[Entry, ...]:
        """The sessions, the newest first; at most `limit`, none before `since`."""
        rows = self._read(
            "SELECT * FROM sessions WHERE started >= ? ORDER BY started DESC, id DESC LIMIT ?",
            (since.timestamp() if since else float("-inf"), -1 if limit is None else limit),
        )
        with read_back(self._path):
            return tuple(self._entry(row) for row in rows)

    def last_request(self) -> dict[str, Any] | None:
        """The options of the last session that was asked for by options."""
        rows = self._read(
            "SELECT request FROM sessions WHERE request IS NOT NULL ORDER BY started DESC, id DESC LIMIT 1"
        )
        with read_back(self._path):
            return dict(json.loads(rows[0]["request"])) if rows else None

    def forget(self, before: datetime.datetime | None = None) -> int:
        """Delete everything, or what began before a moment; how many sessions that were. The bytes are overwritten."""
        until = float("inf") if before is None else before.timestamp()
        with told(self._path):
            with transaction(self._connection) as run:
                count = run("DELETE FROM sessions WHERE started < ?", (until,)).rowcount
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return int(count)

    def _entry(self, row: sqlite3.Row) -> Entry:
        zone = datetime.timezone(datetime.timedelta(seconds=row["utc_offset"]))
        heard = self._read(
            "SELECT trigger, sound, seconds FROM heard WHERE session = ? ORDER BY seconds DESC, sound", (row["id"],)
        )
        return Entry(
            id=row["id"],
            started=datetime.datetime.fromtimestamp(row["started"], zone),
            request=dict(json.loads(row["request"])) if row["request"] else None,
            duration=float(row["duration"]),
            seed=int(row["seed"]),
            elapsed=float(row["elapsed"]),
            last_key=None if row["last_key"] is None else float(row["last_key"]),
            reason=row["reason"],
            signal=row["signal"],
            heard=tuple(Heard(trigger, sound, float(seconds)) for trigger, sound, seconds in heard),
        )

    def _read(self, query: str, values: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        with told(self._path):
            return self._connection.execute(query, values).fetchall()


def entries(path: Path, limit: int | None = None, since: datetime.datetime | None = None) -> tuple[Entry, ...]:
    """The sessions of a history file, the newest first; none where there is no file. Raises as History does."""
    if not is_there(path):
        return ()
    with History(path) as history:
        return history.entries(limit, since)


def last_request(path: Path) -> dict[str, Any] | None:
    """The options of the last session that was asked for by options, None where there is none."""
    if not is_there(path):
        return None
    with History(path) as history:
        return history.last_request()


def _write(run: Run, session: int, progress: Progress) -> None:
    run(
        "UPDATE sessions SET elapsed = ?, duration = ?, last_key = ? WHERE id = ?",
        (progress.elapsed, progress.duration, progress.last_key, session),
    )
    for (trigger, sound), seconds in progress.heard.items():
        # A file name need not be text; SQLite's texts are.
        name = sound.encode(errors="backslashreplace").decode()
        run(
            "INSERT INTO heard VALUES (?, ?, ?, ?)"
            " ON CONFLICT (session, trigger, sound) DO UPDATE SET seconds = excluded.seconds",
            (session, trigger, name, seconds),
        )
