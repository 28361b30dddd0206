"""asmr preset, as it is typed."""

import json
from pathlib import Path

import pytest

from support.shell import Asmr


def test_an_evening_is_saved_shown_listed_and_deleted(asmr: Asmr, home: Path) -> None:
    saved = asmr("preset", "save", "rain-45", "45m", "-t", "rain:70,paper", "--no-voice", "--fade", "40%")
    assert (saved.code, saved.stdout) == (0, f"{home}/presets/rain-45.toml\n")
    assert "asmr sleep --preset rain-45" in saved.stderr
    assert asmr("preset", "show", "rain-45").stdout == (home / "presets" / "rain-45.toml").read_text()
    assert "rain-45  45m, rain:70 paper, voice off, fade 40%" in asmr("preset", "list").stdout
    listed = json.loads(asmr("preset", "list", "--json").stdout)
    assert [preset["name"] for preset in listed] == ["sleep", "nature", "calm", "haircut", "break", "rain-45"]
    assert listed[-1]["options"] == {
        "duration": 2700.0,
        "triggers": ["rain:70", "paper"],
        "voice": False,
        "fade": "40%",
    }
    assert asmr("preset", "delete", "rain-45").code == 0
    gone = asmr("preset", "show", "rain-45")
    assert (gone.code, gone.stdout) == (2, "")
    assert gone.stderr == "There is no preset “rain-45”.\nhint: asmr preset list\n"


def test_a_preset_may_begin_with_another(asmr: Asmr) -> None:
    asmr("preset", "save", "quick", "--preset", "break", "--until", "22:00", "--sounds", "/a/b")
    assert json.loads(asmr("preset", "show", "quick", "--json").stdout)["options"] == {
        "fade": "20%", "end_cue": True, "until": "22:00", "sounds": ["/a/b"],
    }  # fmt: skip


def test_the_folders_of_a_preset_are_those_of_where_it_was_saved(
    asmr: Asmr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asmr("preset", "save", "mine", "--sounds", "music")
    assert json.loads(asmr("preset", "show", "mine", "--json").stdout)["options"] == {"sounds": [f"{tmp_path}/music"]}


@pytest.mark.parametrize(
    "words",
    [
        ("save", "a/b"), ("save", "sleep"), ("save", "x", "13h"), ("save", "x", "--volume", "0"),
        ("save", "x", "-t", "rain:0"), ("save", "x", "30m", "--until", "22:00", "--breath", "deeper"),
        ("delete", "nature"), ("delete", "none"), ("show", "../x"), ("save",), ("sve", "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_preset_is_refused_with_a_hint(asmr: Asmr, home: Path, words: tuple[str, ...]) -> None:
    refused = asmr("preset", *words)
    assert (refused.code, refused.stdout) == (2, "")
    assert refused.stderr.count("hint: ") == 1
    assert not home.exists()


def test_a_name_with_a_space_is_told_as_a_shell_takes_it(asmr: Asmr) -> None:
    saved = asmr("preset", "save", "late night", "10m")
    assert saved.code == 0 and "--preset 'late night'" in saved.stderr
    assert "--preset 'late night'\n" in asmr("preset", "show", "late night").stdout


def test_a_wrong_value_is_named_as_the_option_that_was_typed(asmr: Asmr) -> None:
    assert asmr("preset", "save", "x", "--volume", "0").stderr.startswith(
        "--volume has to be a whole number, 1 to 100.\n"
    )


@pytest.mark.parametrize("words", [("preset",), ("schedule",), ("config",)])
def test_a_group_alone_shows_what_it_can(asmr: Asmr, words: tuple[str, ...]) -> None:
    shown = asmr(*words)
    assert shown.code == 2 and "needs one more word: " in shown.stderr
