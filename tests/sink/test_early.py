"""The connection is made while others work, and only where a trial has found a device."""

from threading import Thread

import pytest

from asmr_cli.sink import sdl
from asmr_cli.sink.early import Early


class Told:
    """A trial with this answer."""

    def __init__(self, answer: str | None) -> None:
        self._answer = answer

    def answer(self) -> str | None:
        return self._answer


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(sdl, "start", lambda: calls.append("start") or True)
    return calls


@pytest.mark.parametrize("answer", ["ear", "", None])
def test_a_device_that_was_found_is_connected_with(answer: str | None, started: list[str]) -> None:
    assert Early(Told(answer)).answer() == answer  # type: ignore[arg-type]  # asked as the real ones are
    assert started == (["start"] if answer else [])


def test_without_threads_nothing_is_begun_early(started: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", refused)
    assert Early(Told("ear")).answer() == "ear"  # type: ignore[arg-type]  # asked as the real ones are
    assert started == []
