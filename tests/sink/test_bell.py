"""What ends the player's wait when a device goes."""

import ctypes
import select
from threading import Thread

import pytest

from asmr_cli.sink import sdl
from asmr_cli.sink.bell import Bell
from asmr_cli.sink.probe import silence
from asmr_cli.sink.sdl_library import library

REMOVED, ADDED = 0x1101, 0x1100


def rings(bell: Bell) -> bool:
    return bool(select.select(bell.files(), [], [], 0)[0])


def test_it_rings_until_it_is_heard_from_any_thread() -> None:
    bell = Bell()
    assert not rings(bell)
    ringing = Thread(target=lambda: [bell.ring() for _ in range(3)])
    ringing.start()
    ringing.join()
    assert rings(bell)
    assert list(bell.commands()) == []
    assert not rings(bell)


def test_nobody_waits_for_one_that_is_not_heard() -> None:
    bell = Bell()
    for _ in range(10_000):
        bell.ring()
    assert rings(bell)


@pytest.mark.parametrize(("kind", "rung"), [(REMOVED, True), (ADDED, False)])
def test_it_is_rung_where_a_device_was_taken_away(monkeypatch: pytest.MonkeyPatch, kind: int, rung: bool) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    bell = Bell()
    assert sdl.start()
    try:
        device = sdl.Device(None, 1024, silence, bell.ring)
        event = (ctypes.c_uint32 * 32)(kind)
        library().SDL_PushEvent(event)
        device.close()
        assert rings(bell) == rung
        list(bell.commands())
        library().SDL_PushEvent(event)
    finally:
        sdl.stop()
    assert not rings(bell)
