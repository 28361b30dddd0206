"""preview, breathe, synth, doctor, devices, about and plan."""

import json
import wave
from pathlib import Path

import pytest

from asmr_cli.cli.remote import _line
from asmr_cli.models import Session
from support.shell import run, run_process, started

PLAN_FIELDS = [
    "version", "duration", "seed", "preset", "target_lufs", "phases", "segments", "breath", "fade_in", "fade_out",
]  # fmt: skip


def test_the_plan_as_json_has_the_promised_fields_in_order(tmp_path: Path) -> None:
    plan = json.loads(run("plan", "30m", "--seed", "7", "--json", home=tmp_path).stdout)
    assert list(plan)[: len(PLAN_FIELDS)] == PLAN_FIELDS
    assert (plan["duration"], plan["seed"], plan["fade_in"]) == (1800.0, 7, 30.0)
    assert plan["fade_out"] == {"start": 1080.0, "duration": 720.0, "curve": "sone"}
    assert [phase["name"] for phase in plan["phases"]] == ["settle", "drift", "away"]


def test_the_same_seed_gives_the_same_plan_and_no_seed_another(tmp_path: Path) -> None:
    with_seed = [run("plan", "30m", "--seed", "7", "--json", home=tmp_path).stdout for _ in range(2)]
    without = [run("plan", "30m", "--json", home=tmp_path).stdout for _ in range(2)]
    assert with_seed[0] == with_seed[1] and without[0] != without[1]


def test_the_picture_is_understood_at_a_glance(tmp_path: Path) -> None:
    page = run("plan", "30m", "-t", "rain,paper", "--seed", "7", home=tmp_path).stdout
    assert all(word in page for word in ("settle", "drift", "away", "bed", "rain", "paper", "LUFS", "silence"))
    assert max(map(len, page.splitlines())) <= 80


def test_a_plan_is_saved_and_shown_again(tmp_path: Path) -> None:
    file = tmp_path / "evening.toml"
    planned = run("plan", "30m", "--json", "--save", str(file), home=tmp_path)
    assert f"asmr play {file}" in planned.stderr
    assert run("plan", str(file), "--json", home=tmp_path).stdout == planned.stdout


def test_planning_keeps_nothing(tmp_path: Path) -> None:
    run("plan", "30m", home=tmp_path / "home")
    run("render", "5s", "-t", "rain", "-o", str(tmp_path / "night.wav"), home=tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_silent_is_breath_and_motion_only(tmp_path: Path) -> None:
    plan = json.loads(run("plan", "30m", "--silent", "--json", home=tmp_path).stdout)
    assert plan["segments"] == [] and plan["breath"] is not None


def test_the_seed_that_a_preview_tells_gives_it_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[Session] = []
    monkeypatch.setattr("asmr_cli.cli.preview.run", lambda found, session, how, record: played.append(session))
    run("preview", "rain", home=tmp_path)
    run("preview", "rain", "--seed", str(played[0].seed), home=tmp_path)
    assert played[0] == played[1]


def test_a_preview_is_fifteen_seconds_of_one_sound_and_not_kept(tmp_path: Path) -> None:
    with started("preview", "rain", home=tmp_path) as session:
        assert json.loads(run("status", "--json", home=tmp_path).stdout)["duration"] == 15.0
        run("stop", home=tmp_path)
        assert session.stdout is not None
        heard = [json.loads(line) for line in session.stdout.read().splitlines()]
        assert session.wait(30) == 0 and heard[-1]["reason"] == "stopped"
    assert [event["trigger"] for event in heard if event["event"] == "segment"] == ["rain"]
    assert json.loads(run("history", "--json", home=tmp_path).stdout) == []


def test_breathing_needs_no_device_without_its_cue(tmp_path: Path) -> None:
    nothing = {"SDL_AUDIODRIVER": "nonexistent"}
    with started("breathe", "5m", "--no-breath-cue", home=tmp_path, **nothing) as session:
        state = json.loads(run("status", "--json", home=tmp_path).stdout)
        assert state["duration"] == 300.0 and 9.0 < state["breath_bpm"] <= 10.0 and state["playing"] == []
        run("stop", home=tmp_path)
        assert session.wait(30) == 0


def test_a_fresh_variation_is_as_long_as_asked_and_the_same_for_a_seed(tmp_path: Path) -> None:
    def make(name: str, seed: str) -> bytes:
        out = str(tmp_path / name)
        assert run("synth", "rain", "-o", out, "--length", "2s", "--seed", seed, home=tmp_path).code == 0
        with wave.open(out) as file:
            assert file.getnframes() == 96_000
            return file.readframes(96_000)

    first = make("a.wav", "3")
    assert make("b.wav", "3") == first != make("c.wav", "4")


def test_synth_speaks_only_of_formats_that_it_has(tmp_path: Path) -> None:
    refused = run("synth", "rain", "-o", str(tmp_path / "rain.xyz"), home=tmp_path)
    assert refused.code == 2 and ".opus" in refused.stderr and "raw" not in refused.stderr


def test_a_fresh_variation_replaces_nothing_unasked(tmp_path: Path) -> None:
    mine = tmp_path / "mine.wav"
    mine.write_text("mine")
    refused = run("synth", "rain", "-o", str(mine), "--length", "1s", home=tmp_path)
    assert refused.code == 2 and refused.is_calm and "--force" in refused.stderr and mine.read_text() == "mine"
    assert run("synth", "rain", "-o", str(mine), "--length", "1s", "--force", home=tmp_path).code == 0


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


def test_about_says_what_it_is_not(tmp_path: Path) -> None:
    page = run("about", home=tmp_path).stdout
    assert "Not medical advice" in page and "BS.1770" in page
    assert max(map(len, page.splitlines())) <= 80


def test_without_a_device_the_state_does_not_claim_to_play() -> None:
    state: dict[str, object] = {"state": "playing", "remaining": 60.0, "volume": 40}
    state["playing"] = [{"lane": "bed", "trigger": "rain"}, {"lane": "foreground", "trigger": "paper"}]
    assert _line({**state, "device": "Ear"}) == "playing  paper over rain  1m left  volume 40"
    assert _line({**state, "device": None}) == "playing  no device  1m left  volume 40"
    assert _line({**state, "device": None, "playing": []}) == "playing  no sound  1m left  volume 40"


def test_after_the_end_the_state_says_what_can_be_asked_for() -> None:
    state = {"state": "grace", "elapsed": 90.0, "remaining": 0.0, "playing": [], "volume": 40}
    assert _line(state) == "grace  the end; asmr resume starts again softly  volume 40"
