"""What is marked never stays away, and a line says so."""

from pathlib import Path

import pytest

from support.shell import Asmr


@pytest.fixture(autouse=True)
def _marked(asmr: Asmr) -> None:
    asmr("never", "whisper")


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
