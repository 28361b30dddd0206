"""asmr history, last and forget, as they are typed on one evening."""

import datetime
import json
from pathlib import Path

import pytest

from asmr_cli.cli.weeks import picture
from asmr_cli.store.history import History
from asmr_cli.store.played import Entry, Heard, Progress
from support.shell import Asmr, Told, run

NOW = datetime.datetime(2026, 3, 11, 21, 0).astimezone()


@pytest.fixture
def asmr(home: Path) -> Asmr:
    """On the same evening each time."""

    def call(*words: str, **variables: str) -> Told:
        return run(*words, home=home, moment=NOW, **{"XDG_RUNTIME_DIR": str(home.parent)} | variables)

    return call


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


@pytest.mark.parametrize(("count", "names"), [(4, "a, b, c, d"), (5, "a, b, c, d …")])
def test_of_many_triggers_four_are_named_and_an_end_that_nobody_noted_is_told(
    asmr: Asmr, home: Path, count: int, names: str
) -> None:
    with History(home / "history.db") as history:
        number = history.begin(NOW, None, 1800.0, 7)
        heard = {(name, f"{name}/1.opus"): 100.0 - at for at, name in enumerate("abcde"[:count])}
        history.update(number, Progress(600.0, 1800.0, None, heard))
    assert asmr("history").stdout.splitlines()[-1] == f"Wed 11 Mar 21:00      10m  no end was noted      {names}"
    assert asmr("last").stdout.startswith("Wed 11 Mar 21:00, 10m of 30m, no end was noted; no key was pressed.\n")


def test_the_picture_goes_back_four_weeks_however_few_are_listed(asmr: Asmr, home: Path) -> None:
    played(home, 0)
    played(home, 23)
    lines = asmr("history", "--count", "1").stdout.splitlines()
    assert lines[1] == "16 Feb  ▅▅   ··   ··   ··   ··   ··   ··" and len(lines) == 7


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
