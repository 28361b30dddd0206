"""What a plan and a command say where nothing else was asked for."""

from asmr_cli.models import FadeOut, Phase, Segment, Session
from asmr_cli.models.command import Extend

BED = Segment("bed", "rain", (), 0.0, 100.0, 0.0, 0.0, 0.0, ())
VOICE = Segment("foreground", "whisper", ("voice",), 0.0, 25.0, 0.0, 0.0, 0.0, ())
PHASES = (Phase("settle", 0, 25), Phase("drift", 25, 60), Phase("away", 60, 100))
SESSION = Session(100.0, 7, "sleep", PHASES, (BED, VOICE), None, 10.0, FadeOut(60.0, 40.0, "sone"))


def test_the_target_is_the_level_of_the_night() -> None:
    assert SESSION.target_lufs == -28.0


def test_a_phase_holds_its_first_moment_and_the_last_one_all_that_follows() -> None:
    assert [SESSION.phase_at(at) for at in (0, 24.9, 25, 59.9, 60, 100, 101)] == [
        "settle", "settle", "drift", "drift", "away", "away", "away"
    ]  # fmt: skip


def test_lanes_are_told_apart() -> None:
    assert SESSION.lane("bed") == (BED,) and SESSION.lane("foreground") == (VOICE,)


def test_more_time_is_ten_minutes() -> None:
    assert Extend().seconds == 600.0
