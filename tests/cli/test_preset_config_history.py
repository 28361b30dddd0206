"""preset, config, history, last, forget and schedule, as they are typed."""

import datetime
import json
from pathlib import Path

import pytest

from asmr_cli.cli.config import EXAMPLE
from asmr_cli.cli.weeks import picture
from asmr_cli.store.history import Entry, Heard, History, Progress
from asmr_cli.store.layers import file_layer
from asmr_cli.store.options import EVERY
from asmr_cli.store.settings import Preferences
from asmr_cli.store.toml_file import parse
from support.shell import Asmr, Told, run

NOW = datetime.datetime(2026, 3, 11, 21, 0).astimezone()


@pytest.fixture
def asmr(home: Path) -> Asmr:
    """On the same evening each time."""

    def call(*words: str, **variables: str) -> Told:
        return run(*words, home=home, moment=NOW, **{"XDG_RUNTIME_DIR": str(home.parent)} | variables)

    return call


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


def test_the_settings_say_where_each_value_comes_from(asmr: Asmr, home: Path) -> None:
    assert asmr("config", "init").stdout == asmr("config", "path").stdout == f"{home}/config.toml\n"
    (home / "config.toml").write_text('volume = 50\nduration = "45m"\n')
    found = {s["name"]: s for s in json.loads(asmr("config", "show", "--json", ASMR_DURATION="1h").stdout)}
    assert found["volume"] == {"name": "volume", "value": 50, "source": f"{home}/config.toml"}
    assert found["duration"] == {"name": "duration", "value": 3600.0, "source": "ASMR_DURATION"}
    assert tuple(found) == EVERY
    assert "duration        45m " in asmr("config", "show").stdout


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


def played(home: Path, days_ago: int, elapsed: float = 1800.0, reason: str = "deadline") -> None:
    with History(home / "history.db") as history:
        request = {"duration": 1800.0, "preset": "sleep"}
        number = history.begin(NOW - datetime.timedelta(days=days_ago), request, 1800.0, 7)
        heard = {("rain", "rain/steady.opus"): elapsed, ("paper", "paper/a.opus"): 240.0}
        history.end(number, Progress(elapsed, 1800.0, 61.0, heard), reason, 15 if reason == "signal" else None)


def test_what_was_played_is_listed_and_drawn(asmr: Asmr, home: Path) -> None:
    played(home, 1)
    played(home, 0, 600.0, "signal")
    lines = asmr("history").stdout.splitlines()
    assert lines[0].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert lines[4] == "09 Mar  ··   ▅▅   ▂▂"
    assert lines[6].split() == ["Wed", "11", "Mar", "21:00", "10m", "ended", "by", "SIGTERM", "rain,", "paper"]
    assert lines[7].endswith("30m  to the end            rain, paper")
    assert asmr("last").stdout.splitlines()[0] == "Wed 11 Mar 21:00, 10m of 30m, ended by SIGTERM; last key after 1m1s."


def test_what_ended_at_once_is_told_in_whole_seconds(asmr: Asmr, home: Path) -> None:
    with History(home / "history.db") as history:
        number = history.begin(NOW, {"duration": 1800.0, "preset": "sleep"}, 1800.0, 7)
        history.end(number, Progress(0.4137, 1800.0, 0.389793, {("rain", "rain/a.opus"): 0.4137}), "stopped", None)
    first, second = asmr("last").stdout.splitlines()
    assert first == "Wed 11 Mar 21:00, 0s of 30m, ended by hand; last key after 0s."
    assert second.split() == ["0s", "rain", "rain/a.opus"]
    assert "0.4" not in asmr("history").stdout


def test_history_as_json(asmr: Asmr, home: Path) -> None:
    played(home, 0)
    (entry,) = json.loads(asmr("history", "--json").stdout)
    assert entry == json.loads(asmr("last", "--json").stdout)
    assert entry["started"] == NOW.isoformat(timespec="seconds")
    assert entry["heard"][0] == {"trigger": "rain", "sound": "rain/steady.opus", "seconds": 1800.0}


def test_an_empty_history_is_no_failure(asmr: Asmr, home: Path) -> None:
    assert (asmr("history").code, asmr("history", "--json").stdout, asmr("last", "--json").stdout) == (
        0,
        "[]\n",
        "null\n",
    )
    assert asmr("forget").stderr == "Nothing is kept.\n"
    assert not home.exists()


def test_forgetting(asmr: Asmr, home: Path) -> None:
    played(home, 5)
    played(home, 1)
    played(home, 0)
    assert asmr("forget", "--before", "2026-03-08").stderr == "Forgot 1 session.\n"
    assert len(json.loads(asmr("history", "--json").stdout)) == 2
    assert asmr("forget", "--before", "yesterday").code == 2
    assert asmr("forget").stderr == "Forgot 2 sessions.\n"


def test_the_picture_adds_up_a_night_and_leaves_the_future_blank() -> None:
    def entry(hours: int, minutes: float) -> Entry:
        when = NOW + datetime.timedelta(hours=hours)
        return Entry(1, when, None, 1800.0, 7, minutes * 60, None, "deadline", None, (Heard("rain", "a", 1.0),))

    lines = picture((entry(0, 30), entry(5, 29)), NOW.date())
    assert len(lines) == 5
    assert lines[-1] == "09 Mar  ··   ··   ██"


def test_a_name_with_a_space_is_told_as_a_shell_takes_it(asmr: Asmr) -> None:
    saved = asmr("preset", "save", "late night", "10m")
    assert saved.code == 0 and "--preset 'late night'" in saved.stderr
    assert "--preset 'late night'\n" in asmr("preset", "show", "late night").stdout


def test_a_wrong_value_is_named_as_the_option_that_was_typed(asmr: Asmr) -> None:
    assert asmr("preset", "save", "x", "--volume", "0").stderr.startswith(
        "--volume has to be a whole number, 1 to 100.\n"
    )


def test_a_schedule_can_be_shown_without_being_installed(asmr: Asmr) -> None:
    words = ("--days", "mon-fri", "--with", "cron", "--print", "--", "sleep", "30m", "--preset", "nature")
    shown = asmr("schedule", "add", "22:45", *words)
    assert shown.code == 0
    assert shown.stdout.startswith("45 22 * * 1-5 PATH=") and shown.stdout.endswith(
        " sleep 30m --preset nature # asmr:1\n"
    )
    assert "ASMR_HOME=" in shown.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("add", "25:99", "--", "sleep"), ("add", "22:45", "--days", "mo", "--", "sleep"), ("add", "22:45"),
        ("add", "22:45", "--", "slep"), ("add", "22:45", "--", "sleep", "--preste", "calm"),
        ("add", "22:45", "--", "sleep", "--volume", "999"), ("add", "22:45", "--", "sleep", "30x"),
        ("add", "22:45", "--", "sleep", "--preset", "nowhere"),
        ("add", "22:45", "--", "play", "--blank-after", "x", "a.toml"),
        ("add", "22:45", "--", "render", "1h", "-o", "a.wav", "--until", "6:00"),
        ("remove",), ("remove", "1", "--all"),
        ("add", "22:45", "--with", "at", "--", "sleep"),
    ],
)  # fmt: skip
def test_what_cannot_be_scheduled_is_refused_with_a_hint(asmr: Asmr, words: tuple[str, ...]) -> None:
    refused = asmr("schedule", *words, PATH="/nonexistent")
    assert (refused.code, refused.stdout) == (2, "")
    assert refused.stderr.count("hint: ") == 1


def test_a_file_is_scheduled_with_its_whole_path(asmr: Asmr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "evening.toml").touch()
    (tmp_path / "rain").mkdir()
    monkeypatch.chdir(tmp_path)
    shown = asmr("schedule", "add", "22:45", "--with", "cron", "--print", "--", "play", "evening.toml").stdout
    assert f"play {tmp_path}/evening.toml # asmr:1" in shown
    words = ("render", "5m", "--sounds=rain", "-o", "night.flac", "-t", "rain")
    shown = asmr("schedule", "add", "22:45", "--with", "cron", "--print", "--", *words).stdout
    assert f"--sounds={tmp_path}/rain -o {tmp_path}/night.flac -t rain # asmr:1" in shown
    shown = asmr("schedule", "add", "22:45", "--with", "cron", "--print", "--", "sleep", "--to", "-").stdout
    assert "sleep --to - # asmr:1" in shown
    shown = asmr("schedule", "add", "22:45", "--with", "cron", "--print", "--", "sleep", "-t", "rain").stdout
    assert "sleep -t rain # asmr:1" in shown


@pytest.mark.parametrize("words", [("preset",), ("schedule",), ("config",)])
def test_a_group_alone_shows_what_it_can(asmr: Asmr, words: tuple[str, ...]) -> None:
    shown = asmr(*words)
    assert shown.code == 2 and "needs one more word: " in shown.stderr
