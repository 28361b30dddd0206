"""The last request comes back whole, but for its seed."""

import datetime
from pathlib import Path

import pytest

from asmr_cli.errors import UsageError
from asmr_cli.models import FadeLength, Request, Wanted
from asmr_cli.store.again import recall, remember
from asmr_cli.store.history import History
from asmr_cli.store.paths import Paths
from asmr_cli.store.settings import settle

NOW = datetime.datetime(2026, 3, 1, 22, 45).astimezone()


def kept(folder: Path, request: Request | None) -> None:
    with History(folder / "history.db") as history:
        history.begin(NOW, remember(request) if request else None, 60.0, 7)


def again(folder: Path, when: datetime.datetime = NOW) -> Request:
    paths = Paths.from_environ({"ASMR_HOME": str(folder)})
    return settle(paths, {"ASMR_VOLUME": "5"}, {}, recall(paths.history)).request(when)


def test_the_same_request_but_for_its_seed(tmp_path: Path) -> None:
    request = Request(
        duration=2700.0, triggers=(Wanted("rain", 33.3), Wanted("paper")), bed="none", preset="calm", sounds=("/a b",),
        voice=False, breath="box", breath_cue=True, fade=FadeLength(seconds=61.5), curve="db", volume=40, mono=True,
        new=True, even_so=True, end_cue=True,
    )  # fmt: skip
    kept(tmp_path, request)
    assert again(tmp_path) == request


def test_a_seed_is_drawn_anew(tmp_path: Path) -> None:
    kept(tmp_path, Request(seed=7))
    assert again(tmp_path) == Request()


def test_until_is_the_next_such_time(tmp_path: Path) -> None:
    kept(tmp_path, Request(duration=900.0, until="23:00"))
    assert again(tmp_path, NOW - datetime.timedelta(hours=1)) == Request(duration=4500.0, until="23:00")


def test_a_session_file_in_between_is_no_request(tmp_path: Path) -> None:
    kept(tmp_path, Request(bed="fire"))
    kept(tmp_path, None)
    assert again(tmp_path).bed == "fire"


def test_a_folder_of_then_is_found_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept(tmp_path, Request(sounds=("mine",)))
    monkeypatch.chdir("/")
    assert again(tmp_path).sounds == (str(tmp_path / "mine"),)


def test_without_a_last_session_there_is_nothing_to_play(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no session"):
        again(tmp_path)
