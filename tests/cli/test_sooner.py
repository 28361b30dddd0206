"""What is heard first begins to be decoded for the commands that let something be heard, and for no other."""

import pytest

from asmr_cli.cli import sooner
from asmr_cli.decode import ahead


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    processes: list[object] = []
    monkeypatch.setattr(ahead, "possible", lambda: True)
    monkeypatch.setattr(ahead, "Ahead", lambda: processes.append(object()) or processes[-1])
    return processes


@pytest.mark.parametrize("words", ["sleep", "sleep 30m -t rain", "play night.toml", "again --plain", "preview rain"])
def test_it_begins_for_what_is_heard(words: str, made: list[object]) -> None:
    assert sooner.begun(words.split()) is not None
    assert len(made) == 1


@pytest.mark.parametrize(
    "words", ["", "plan 30m", "render 30m -o x.wav", "sleep --silent", "sleep --help", "preview -h"]
)
def test_it_does_not_for_the_rest(words: str, made: list[object]) -> None:
    assert sooner.begun(words.split()) is None
    assert not made


def test_without_another_process_all_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> ahead.Ahead:
        raise OSError("no more processes")

    monkeypatch.setattr(ahead, "possible", lambda: True)
    monkeypatch.setattr(ahead, "Ahead", refused)
    assert sooner.begun(["sleep"]) is None
