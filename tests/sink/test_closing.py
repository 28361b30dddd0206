"""A device whose closing takes its time."""

from collections.abc import Iterator
from threading import Event, Timer

import pytest

from asmr_cli.errors import NoDevice
from asmr_cli.sink import opening, sdl
from asmr_cli.sink.probe import silence
from asmr_cli.sink.trial import Passed


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A device that is being closed until this is set."""
    event = Event()
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr(opening, "_LET_GO", 0.01)
    opened = opening.open_output(None, silence, Passed())
    monkeypatch.setattr(opening, "_close", lambda device: event.wait())
    opening.close_output(opened)
    yield event
    event.set()
    opened.device.close()
    sdl.stop()
    assert not opening._is_closing(30.0)


def test_a_return_does_not_wait_for_it(closed: Event) -> None:
    """Keys and deadline go on; the player asks again."""
    with pytest.raises(NoDevice):
        opening.open_output(None, silence, Passed())


def test_another_session_waits_for_it(closed: Event) -> None:
    Timer(0.2, closed.set).start()
    assert isinstance(opening.try_out(None), Passed)


def test_a_session_does_not_wait_for_ever(closed: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    with pytest.raises(NoDevice):
        opening.try_out(None)
