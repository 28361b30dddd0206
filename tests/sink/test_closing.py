"""A device whose closing takes its time."""

from collections.abc import Iterator
from threading import Event, Timer

import pytest

from asmr_cli.errors import NoDevice
from asmr_cli.sink import mixer
from asmr_cli.sink.trial import Passed


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A mixer that is being closed until this is set."""
    event = Event()
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr(mixer, "_close", event.wait)
    monkeypatch.setattr(mixer, "_LET_GO", 0.01)
    mixer.close_mixer()
    yield event
    event.set()
    assert not mixer._is_closing(30.0)


def test_a_return_does_not_wait_for_it(closed: Event) -> None:
    """Keys and deadline go on; the player asks again."""
    with pytest.raises(NoDevice):
        mixer.open_mixer(None, Passed())


def test_another_session_waits_for_it(closed: Event) -> None:
    Timer(0.2, closed.set).start()
    assert isinstance(mixer.try_out(None), Passed)


def test_a_session_does_not_wait_for_ever(closed: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixer, "PATIENCE", 0.05)
    with pytest.raises(NoDevice):
        mixer.try_out(None)
