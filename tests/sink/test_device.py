"""The device, with SDL's own driver that writes a file: what is in it is what a device gets."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from numpy.typing import NDArray

from asmr_cli.errors import NoDevice
from asmr_cli.render.source import Block
from asmr_cli.sink.device import BLOCK, DeviceSink
from asmr_cli.sink.opening import CHUNK, _is_closing, device_names
from asmr_cli.sink.protocol import Awoken


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the samples go, a chunk a hundredth of a second."""
    path = tmp_path / "sdl.raw"
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(path))
    monkeypatch.setenv("SDL_DISKAUDIODELAY", "10")
    assert not _is_closing(30), "SDL, which the whole process shares, still closes the device of another test"
    return path


@pytest.fixture
def noise() -> Block:
    """No frame of it is silent."""
    return np.random.default_rng(3).integers(1, 30_000, (3 * BLOCK, 2)).astype(np.float32)


def encode(block: Block, first: int) -> NDArray[np.int16]:
    return block.astype(np.int16)


@pytest.fixture
def sink(file: Path, noise: Block) -> Iterator[DeviceSink]:
    opened = DeviceSink(encode, head=noise[: 3 * CHUNK])
    yield opened
    if opened._supply._blocks:  # it was not closed
        finish(opened)


def finish(sink: DeviceSink) -> None:
    """Close it, once, and wait until it is closed: a busy machine takes longer than a session waits, and only then the
    file is whole."""
    sink.close()
    assert not _is_closing(30)


def written(path: Path) -> NDArray[np.int16]:
    return np.fromfile(path, np.int16).reshape(-1, 2)


def sounding(path: Path) -> NDArray[np.int16]:
    frames = written(path)
    return frames[frames.any(axis=1)]


def wait_for_silence(sink: DeviceSink) -> None:
    end = time.monotonic() + 30
    while sink._supply.taken < sink._supply.end and time.monotonic() < end:
        time.sleep(0.01)


def test_what_is_written_arrives_to_the_very_frame(sink: DeviceSink, file: Path, noise: Block) -> None:
    done = 3 * CHUNK
    while done < len(noise):
        room = min(sink.room(), len(noise) - done)
        if room:
            sink.write(noise[done : done + room])
            done += room
        time.sleep(0.001)
    wait_for_silence(sink)
    finish(sink)
    assert np.array_equal(sounding(file), noise.astype(np.int16))


@pytest.mark.flaky(reruns=5)
def test_the_first_chunk_is_sound_already(sink: DeviceSink, file: Path, noise: Block) -> None:
    """A thread that gets no core meanwhile comes too late."""
    wait_for_silence(sink)
    finish(sink)
    assert np.array_equal(written(file)[: 3 * CHUNK], noise[: 3 * CHUNK].astype(np.int16))


def test_what_it_has_not_taken_is_known_to_the_frame(sink: DeviceSink) -> None:
    sink.hold()
    time.sleep(0.05)
    held = sink.held()
    assert held == sink._supply.end - sink._supply.taken
    time.sleep(0.05)
    assert sink.held() == held
    sink.go_on()
    wait_for_silence(sink)
    assert sink.held() == 0


def test_closed_it_can_be_opened_again(sink: DeviceSink, file: Path, noise: Block) -> None:
    finish(sink)
    again = DeviceSink(encode, first=48_000)
    again.write(noise[:CHUNK])
    wait_for_silence(again)
    finish(again)
    assert np.array_equal(sounding(file), noise[:CHUNK].astype(np.int16))


def test_where_no_more_threads_may_be_had_it_plays(monkeypatch: pytest.MonkeyPatch, file: Path, noise: Block) -> None:
    """Ours are only for its first chunk, and for a server that hangs."""

    def refuse(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", refuse)
    sink = DeviceSink(encode, head=noise[:CHUNK])
    wait_for_silence(sink)
    finish(sink)
    assert np.array_equal(sounding(file), noise[:CHUNK].astype(np.int16))


def test_the_names_are_what_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    assert not _is_closing(30)
    assert device_names() == []
    with pytest.raises(NoDevice):
        DeviceSink(encode)


@pytest.mark.parametrize("turn", [DeviceSink.hold, DeviceSink.latency])
def test_after_a_sleep_the_player_does_not_wait_until_the_device_asks(
    monkeypatch: pytest.MonkeyPatch, turn: Callable[[DeviceSink], object]
) -> None:
    """As long as SDL has the rest of a chunk it asks for nothing."""
    monkeypatch.setattr("asmr_cli.sink.device.open_output", lambda *given: None)
    now = [100.0]
    sink = DeviceSink(encode, clock=lambda: now[0])
    sink._supply.asked = now[0]
    turn(sink)
    assert not sink._supply.awoken
    now[0] += 5.0
    turn(sink)
    assert sink._supply.awoken


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="no clock here tells how long the machine slept")
def test_after_a_sleep_of_the_machine_it_gets_silence_before_the_player_has_looked(
    sink: DeviceSink, noise: Block, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its sleep the clock stands that a process which was stopped goes by."""
    real = time.clock_gettime
    slept = {time.CLOCK_BOOTTIME: 3600.0, time.CLOCK_REALTIME: 3600.0}
    sink.write(noise)
    end = time.monotonic() + 5
    while sink._supply.asked is None and time.monotonic() < end:
        time.sleep(0.001)
    monkeypatch.setattr(time, "clock_gettime", lambda clock: real(clock) + slept.get(clock, 0.0))
    end = time.monotonic() + 5
    while not sink._supply.awoken and time.monotonic() < end:
        time.sleep(0.005)
    taken = sink._supply.taken
    time.sleep(0.1)
    assert sink._supply.awoken
    assert sink._supply.taken == taken < sink._supply.end
    with pytest.raises(Awoken):
        sink.room()
