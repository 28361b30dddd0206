"""asmr preview, as it is typed."""

import json
from pathlib import Path

import pytest

from asmr_cli.models import Session
from support.shell import run, started


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
