"""The recorder counts what was really heard, and never stands in the way of a session."""

import datetime
import sqlite3
from pathlib import Path

from asmr_cli.models import Clip, FadeOut, Phase, Segment, Session
from asmr_cli.models.event import Event
from asmr_cli.models.status import Status
from asmr_cli.store.history import entries
from asmr_cli.store.recorder import Recorder, heard

NOW = datetime.datetime(2026, 3, 1, 22, 45, tzinfo=datetime.timezone.utc)  # noqa: UP017 (plain for 3.11)


def night(foreground: str) -> Session:
    """Rain for 100 s, and two clips of something from 10 to 30 and from 40 to 60."""
    clips = (Clip(f"{foreground}/a", 10.0, 0.0, 20.0), Clip(f"{foreground}/a", 40.0, 0.0, 20.0))
    return Session(
        100.0, 7, "sleep", (Phase("away", 0.0, 100.0),),
        (
            Segment("bed", "rain", (), 0.0, 100.0, 0.0, 0.0, 0.0, (Clip("rain/a", 0.0, 0.0, 100.0),)),
            Segment("foreground", foreground, (), 10.0, 60.0, 0.0, 0.0, 0.0, clips),
        ),
        None, 10.0, FadeOut(60.0, 40.0, "sone"),
    )  # fmt: skip


def test_seconds_are_counted_between_two_moments() -> None:
    assert heard(night("paper"), 20.0, 45.0) == {("rain", "rain/a"): 25.0, ("paper", "paper/a"): 15.0}


def recorder(path: Path | None, request: dict[str, str] | None = None) -> Recorder:
    return Recorder(path, night("paper"), request, lambda: NOW)


def status(elapsed: float) -> Status:
    return Status("playing", elapsed, 100.0 - elapsed, 100.0, "away", (), 100, None, None, 1.0, None)


def test_a_new_plan_counts_from_where_it_begins(tmp_path: Path) -> None:
    listener = recorder(tmp_path / "history.db", {"bed": "rain"})
    listener.event(Event("started", 0.0))
    listener.key(20.0)
    listener.replan(night("whisper"), 20.0)
    listener.status(status(50.0))
    listener.event(Event("ended", 70.0, {"reason": "signal", "signal": 15}))
    (entry,) = entries(tmp_path / "history.db")
    assert {(h.trigger, h.seconds) for h in entry.heard} == {("rain", 70.0), ("paper", 10.0), ("whisper", 30.0)}
    assert (entry.elapsed, entry.last_key, entry.reason, entry.signal) == (70.0, 20.0, "signal", 15)
    assert (entry.started, entry.request) == (NOW, {"bed": "rain"})


def test_a_crash_leaves_what_was_heard_a_minute_before(tmp_path: Path) -> None:
    listener = recorder(tmp_path / "history.db")
    listener.event(Event("started", 0.0))
    for elapsed in (59.0, 61.0, 80.0):
        listener.status(status(elapsed))
    (entry,) = entries(tmp_path / "history.db")
    assert (entry.elapsed, entry.reason, entry.request) == (61.0, None, None)


def test_what_never_started_is_not_kept(tmp_path: Path) -> None:
    recorder(tmp_path / "history.db").event(Event("ended", 0.0, {"reason": "error"}))
    assert entries(tmp_path / "history.db") == ()


def test_without_a_place_to_write_the_session_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    listener = recorder(tmp_path / "file" / "history.db")
    listener.event(Event("started", 0.0))
    listener.status(status(61.0))
    listener.event(Event("ended", 100.0, {"reason": "deadline"}))
    assert listener.failure is None


def test_a_history_of_a_newer_version_is_told(tmp_path: Path) -> None:
    recorder(tmp_path / "history.db")
    with sqlite3.connect(tmp_path / "history.db") as plain:
        plain.execute("PRAGMA user_version = 99")
    listener = recorder(tmp_path / "history.db")
    listener.event(Event("started", 0.0))
    assert listener.failure is not None


def test_another_writer_is_not_waited_for(tmp_path: Path) -> None:
    listener = recorder(tmp_path / "history.db")
    with sqlite3.connect(tmp_path / "history.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        listener.event(Event("started", 0.0))
    assert listener.failure is not None


def test_history_off_writes_nothing(tmp_path: Path) -> None:
    listener = recorder(None)
    listener.event(Event("started", 0.0))
    listener.status(status(61.0))
    listener.event(Event("ended", 100.0, {"reason": "deadline"}))
    assert listener.failure is None
    assert list(tmp_path.iterdir()) == []
