"""asmr doctor and devices, as it is typed."""

import json
from pathlib import Path

import pytest

from support.shell import run_process


def test_the_doctor_says_what_is_there_and_what_to_do(tmp_path: Path) -> None:
    well = run_process("doctor", home=tmp_path)
    assert well.code == 0 and "rehearsal" in well.stdout
    ill = run_process("doctor", "--json", home=tmp_path, SDL_AUDIODRIVER="nonexistent")
    device = json.loads(ill.stdout)["findings"][0]
    assert ill.code == 4 and not device["fine"] and "asmr render" in device["hint"]


def test_the_doctors_second_is_over_in_a_moment(tmp_path: Path) -> None:
    assert run_process("doctor", "--sound", home=tmp_path).code == 0


def test_devices_are_named_one_a_line(tmp_path: Path) -> None:
    named = run_process("devices", home=tmp_path).stdout.splitlines()
    as_json = json.loads(run_process("devices", "--json", home=tmp_path).stdout)
    assert named and [device["name"] for device in as_json] == named


@pytest.mark.parametrize("driver", ["nonexistent", "alsa"])
def test_devices_without_a_name_are_told_as_such(tmp_path: Path, driver: str) -> None:
    """ALSA without a card may still play, through what is called default there."""
    (tmp_path / ".asoundrc").write_text("pcm.!default { type null }")
    told = run_process("devices", home=tmp_path, HOME=str(tmp_path), SDL_AUDIODRIVER=driver)
    if told.code == 0:
        pytest.skip("there is a card")
    assert told.code == 4
    assert told.stderr.startswith("There is no audio device that has a name.")
