"""asmr config, as it is typed."""

import json
from pathlib import Path

from asmr_cli.cli.config import EXAMPLE
from asmr_cli.store.layers import file_layer
from asmr_cli.store.options import EVERY
from asmr_cli.store.settings import Preferences
from asmr_cli.store.toml_file import parse
from support.shell import Asmr


def test_the_settings_say_where_each_value_comes_from(asmr: Asmr, home: Path) -> None:
    assert asmr("config", "init").stdout == asmr("config", "path").stdout == f"{home}/config.toml\n"
    (home / "config.toml").write_text('volume = 50\nduration = "45m"\n')
    found = {s["name"]: s for s in json.loads(asmr("config", "show", "--json", ASMR_DURATION="1h").stdout)}
    assert found["volume"] == {"name": "volume", "value": 50, "source": f"{home}/config.toml"}
    assert found["duration"] == {"name": "duration", "value": 3600.0, "source": "ASMR_DURATION"}
    assert tuple(found) == EVERY
    shown = asmr("config", "show", ASMR_TRIGGERS="rain:70,paper", ASMR_VOICE="no").stdout.splitlines()
    assert {
        f"duration        45m                  {home}/config.toml",
        "triggers        rain:70, paper       ASMR_TRIGGERS",
        "sounds          -                    default",
        "bed             -                    default",
        "voice           false                ASMR_VOICE",
        "history         true                 default",
    } < set(shown)


def test_a_file_that_is_there_is_never_rewritten(asmr: Asmr, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("volume = 50\n")
    assert asmr("config", "init").code == 2
    assert (home / "config.toml").read_text() == "volume = 50\n"


def test_every_line_of_the_example_is_what_holds_without_it(tmp_path: Path) -> None:
    text = "".join(line.removeprefix("# ") for line in EXAMPLE.splitlines(True)[3:])
    values = file_layer(parse(text, tmp_path), tmp_path, EVERY).values
    preferences = Preferences()
    for name in ("history", "plain", "quiet", "still", "inhibit", "keep", "on_device_lost"):
        assert values[name] == getattr(preferences, name)
