"""docs/JSON.md against what the commands really print."""

import json
import os
import re
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "JSON.md"
SHAPES: dict[str, Any] = {
    name: json.loads(text) for name, text in re.findall(r"```shape (\w+)\n(.*?)```", PAGE.read_text(), re.DOTALL)
}
KINDS: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "whole": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "flag": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "any": lambda value: True,
}


def wrong(value: Any, shape: Any, where: str = "") -> list[str]:
    """Every place in which a value differs from a shape of the page."""
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [text for n, item in enumerate(value) for text in wrong(item, shape[0], f"{where}[{n}]")]
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return [f"{where} is no table"]
        known = {name.removesuffix("?"): (kind, name.endswith("?")) for name, kind in shape.items()}
        found = [f"{where}.{name} is not on the page" for name in value.keys() - known.keys()]
        found += [f"{where}.{n} is missing" for n, (_, absent) in known.items() if n not in value and not absent]
        return found + [
            text for n in value.keys() & known.keys() for text in wrong(value[n], known[n][0], f"{where}.{n}")
        ]
    choices = [_choice(value, word, where) for word in shape.split("|")]
    return [] if [] in choices else max(choices, key=len)


def _choice(value: Any, word: str, where: str) -> list[str]:
    if word in KINDS:
        return [] if KINDS[word](value) else [f"{where} is {value!r}, no {word}"]
    if word in SHAPES and not isinstance(value, str):
        return wrong(value, SHAPES[word], where)
    return [] if value == word else [f"{where} is {value!r}, not {word}"]


def asmr(home: Path, *words: str, codes: tuple[int, ...] = (0,)) -> str:
    environ = {
        "PATH": os.environ["PATH"],
        "ASMR_HOME": str(home),
        "SDL_AUDIODRIVER": "dummy",
        "XDG_RUNTIME_DIR": str(home),
    }
    command = [sys.executable, "-m", "asmr_cli", *words]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)
    assert done.returncode in codes, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state with one of everything: a folder, a preset, a session that was played."""
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o700)
    folder = home / "mine"
    folder.mkdir()
    with wave.open(str(folder / "hum.wav"), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 48_000 * 8))
    asmr(home, "library", "add", str(folder))
    asmr(home, "preset", "save", "mine", "45m", "-t", "rain:70,paper", "--fade", "40%", "--no-voice")
    return home


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("triggers", "triggers"), ("plan", "plan 10m --seed 7"), ("plan", "plan 10m --breath off"),
        ("presets", "preset list"), ("config", "config show"), ("schedule", "schedule list"),
        ("library", "library list"), ("doctor", "doctor"), ("devices", "devices"), ("idle", "status"),
    ],
)  # fmt: skip
def test_what_is_printed_is_on_the_page(home: Path, shape: str, words: str) -> None:
    printed = json.loads(asmr(home, *words.split(), "--json", codes=(0, 1, 4)))
    assert wrong(printed, SHAPES[shape]) == []


def test_a_report_is_on_the_page(home: Path) -> None:
    report = json.loads(asmr(home, "check", str(home / "mine"), "--json", codes=(0, 1)))
    assert report["files"]
    assert wrong(report, SHAPES["check"]) == []


def test_a_session_and_what_is_kept_of_it_are_on_the_page(home: Path) -> None:
    events = [
        json.loads(line) for line in asmr(home, "sleep", "6s", "--json", "-t", "rain", "--volume", "60").splitlines()
    ]
    assert {event["event"] for event in events} >= {"planned", "started", "segment", "phase", "fade", "ended"}
    assert [text for event in events for text in wrong(event, SHAPES[event["event"]])] == []
    kept = json.loads(asmr(home, "history", "--json"))
    assert wrong(kept, SHAPES["history"]) == []
    assert kept[0] == json.loads(asmr(home, "last", "--json"))
    assert kept[0]["request"]["volume"] == 60


def test_the_page_itself_is_strict() -> None:
    trigger = {"name": "a", "title": "a", "kind": "loft", "category": "a", "tags": [1], "sounds": 1.5, "seconds": True}
    assert len(wrong([trigger | {"more": 1}], SHAPES["triggers"])) == 8


def test_every_event_there_is_has_its_place() -> None:
    from typing import get_args

    from asmr_cli.models.event import EventName

    assert {name for name, shape in SHAPES.items() if "event" in shape} == set(get_args(EventName))
