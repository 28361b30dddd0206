"""What is marked never stays away, and a line says so."""

import json
from pathlib import Path

import pytest

from asmr_cli.models import Session
from support.shell import Asmr


@pytest.fixture(autouse=True)
def _marked(asmr: Asmr) -> None:
    asmr("never", "whisper")


@pytest.fixture(name="saved")
def _saved(asmr: Asmr, tmp_path: Path) -> str:
    """A session of rain, and whispering and paper over it."""
    file = str(tmp_path / "evening.toml")
    asmr("plan", "20m", "-t", "whisper,paper", "--bed", "rain", "--seed", "3", "--even-so", "--save", file)
    return file


def triggers(plan: str) -> set[str]:
    return {segment["trigger"] for segment in json.loads(plan)["segments"]}


def test_what_is_left_out_is_said_in_one_line(asmr: Asmr) -> None:
    told = asmr("plan", "5m", "-t", "whisper,rain", "--json")
    assert told.code == 0 and '"whisper"' not in told.stdout
    assert told.stderr == "note: whisper is marked never and left out (--even-so plays it).\n"
    assert asmr("plan", "5m", "-t", "whisper,rain", "--json", "--even-so").stderr == ""


def test_several_of_a_preset_too(asmr: Asmr) -> None:
    asmr("never", "paper")
    assert asmr("preset", "save", "mine", "-t", "whisper,rain,paper").code == 0
    told = asmr("plan", "5m", "-p", "mine")
    assert told.stderr == "note: whisper, paper are marked never and left out (--even-so plays them).\n"


def test_where_that_was_all_it_is_an_error_with_the_way_back(asmr: Asmr, tmp_path: Path) -> None:
    for command in (("plan", "5m"), ("render", "5s", "-o", str(tmp_path / "x.wav")), ("sleep", "5s", "--to", "-")):
        told = asmr(*command, "-t", "whisper")
        assert told.code == 3 and told.stderr.startswith("Marked never: whisper.\nhint: take it back with asmr ok")


def test_who_wants_quiet_hears_nothing_of_it(asmr: Asmr) -> None:
    told = asmr("plan", "5m", "-t", "whisper,rain", "--json", ASMR_QUIET="1")
    assert (told.code, told.stderr) == (0, "")


def test_it_stays_away_from_a_saved_session_too_and_the_rest_is_as_it_was(asmr: Asmr, saved: str) -> None:
    told = asmr("plan", saved, "--json")
    assert told.stderr == "note: whisper is marked never since and left out (--even-so plays all).\n"
    whole = asmr("plan", saved, "--json", "--even-so")
    assert whole.stderr == "" and triggers(whole.stdout) == {"rain", "whisper", "paper"}
    left = [segment for segment in json.loads(whole.stdout)["segments"] if segment["trigger"] != "whisper"]
    assert json.loads(told.stdout)["segments"] == left


@pytest.mark.parametrize("what", ["rain", "rain/rain.opus"])
def test_another_bed_takes_the_place_of_one_that_was_saved(asmr: Asmr, saved: str, what: str) -> None:
    asmr("never", what)
    bed, *front = json.loads(asmr("plan", saved, "--json").stdout)["segments"]
    assert (bed["lane"], bed["start"], bed["end"]) == ("bed", 0.0, 1200.0) and bed["trigger"] != "rain"
    assert {segment["trigger"] for segment in front} == {"paper"}


def test_a_saved_session_of_nothing_else_is_refused_with_the_way_back(asmr: Asmr, saved: str) -> None:
    asmr("never", "rain", "paper")
    told = asmr("plan", saved)
    assert told.code == 3 and "hint: take it back with asmr ok" in told.stderr


def test_whoever_plays_it_even_so_hears_all_of_it(asmr: Asmr, saved: str, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[Session] = []
    monkeypatch.setattr("asmr_cli.cli.play.run", lambda found, session, how: played.append(session))
    asmr("play", saved)
    asmr("play", saved, "--even-so")
    without, whole = ({segment.trigger for segment in session.segments} for session in played)
    assert (without, whole) == ({"rain", "paper"}, {"rain", "whisper", "paper"})
