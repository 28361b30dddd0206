"""The recorder counts what was really heard, and never stands in the way of a session."""

import datetime
from pathlib import Path

from asmr_cli.models import Clip, FadeOut, Phase, Segment, Session
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


def test_a_new_plan_counts_from_where_it_begins(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "history.db")
    recorder.begin(NOW, {"bed": "rain"}, night("paper"))
    recorder.progress(15.0)
    recorder.key(20.0)
    recorder.replan(20.0, night("whisper"))
    recorder.progress(50.0)
    recorder.end(70.0, "stopped")
    (entry,) = entries(tmp_path / "history.db")
    assert {(h.trigger, h.seconds) for h in entry.heard} == {("rain", 70.0), ("paper", 10.0), ("whisper", 30.0)}
    assert (entry.elapsed, entry.last_key, entry.reason) == (70.0, 20.0, "stopped")


def test_a_crash_leaves_what_was_heard_a_minute_before(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "history.db")
    recorder.begin(NOW, None, night("paper"))
    recorder.progress(59.0)
    recorder.progress(61.0)
    recorder.progress(80.0)
    (entry,) = entries(tmp_path / "history.db")
    assert (entry.elapsed, entry.reason, entry.request) == (61.0, None, None)


def test_without_a_place_to_write_the_session_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    recorder = Recorder(tmp_path / "file" / "history.db")
    recorder.begin(NOW, {}, night("paper"))
    recorder.end(10.0, "deadline")
    assert recorder.failure is not None


def test_history_off_writes_nothing(tmp_path: Path) -> None:
    recorder = Recorder(None)
    recorder.begin(NOW, {}, night("paper"))
    recorder.progress(61.0)
    recorder.end(100.0, "deadline")
    assert recorder.failure is None
    assert list(tmp_path.iterdir()) == []
