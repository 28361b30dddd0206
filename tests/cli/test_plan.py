"""asmr plan, as it is typed."""

import json
from pathlib import Path

from support.shell import Asmr, run

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


def test_what_is_typed_as_no_goes_before_what_is_kept_as_yes(asmr: Asmr) -> None:
    def breath(*words: str) -> dict[str, object]:
        return json.loads(asmr("plan", "5m", "--json", *words, ASMR_BREATH_CUE="yes").stdout)["breath"]

    assert breath()["cue"] is True and breath("--no-breath-cue")["cue"] is False
