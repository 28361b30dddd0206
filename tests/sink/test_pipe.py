"""A FIFO with and without a reader, and standard output that is closed."""

import os
from pathlib import Path

import numpy as np
import pytest

from asmr_cli.errors import NoDevice, UsageError
from asmr_cli.render.source import Block
from asmr_cli.session.outlet import pipe_opener
from asmr_cli.sink.pipe import PipeSink
from asmr_cli.sink.protocol import DeviceLost

RATE = 48_000

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")


def encode(block: Block, first: int) -> np.ndarray:
    return np.rint(block * 32767).astype(np.int16)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "snapfifo"
    os.mkfifo(path)
    return path


def test_a_fifo_gets_the_samples(fifo: Path) -> None:
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    clock = Clock()
    sink = PipeSink(str(fifo), encode, clock)
    block = np.full((1000, 2), 0.25, dtype=np.float32)
    sink.write(block)
    sink.close()
    assert os.read(reader, 1 << 16) == encode(block, 0).tobytes()
    assert os.read(reader, 1) == b""  # the end is seen
    os.close(reader)
    assert sink.name == str(fifo)


def test_a_fifo_that_nobody_reads_is_waited_for_briefly(fifo: Path) -> None:
    clock = Clock()
    with pytest.raises(NoDevice) as told:
        PipeSink(str(fifo), encode, clock, clock.wait)
    assert str(fifo) in told.value.message
    assert 0.5 < clock.now < 3.0


def test_a_reader_that_has_gone_is_looked_for_in_passing(fifo: Path) -> None:
    """At every turn of the player, whose keys wait for it."""
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    clock = Clock()
    opened = pipe_opener(str(fifo), encode, clock, clock.wait)
    opened(0).close()
    os.close(reader)
    began = clock.now
    with pytest.raises(NoDevice):
        opened(RATE)
    assert clock.now - began < 0.2


def test_a_reader_that_comes_a_little_later_is_in_time(fifo: Path) -> None:
    clock, readers = Clock(), []

    def wait(seconds: float) -> None:
        clock.now += seconds
        if clock.now > 0.3 and not readers:
            readers.append(os.open(fifo, os.O_RDONLY | os.O_NONBLOCK))

    sink = PipeSink(str(fifo), encode, clock, wait)
    assert sink.room() > 0
    sink.close()
    os.close(readers[0])


def test_a_reader_that_goes_is_a_lost_device(fifo: Path) -> None:
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    sink = PipeSink(str(fifo), encode, Clock())
    os.close(reader)
    with pytest.raises(DeviceLost):
        sink.write(np.zeros((100, 2), dtype=np.float32))
    sink.close()


def test_a_pipe_that_is_closed_says_so_and_closes_quietly() -> None:
    reading, writing = os.pipe()
    sink = PipeSink(writing, encode, Clock())
    os.close(reading)
    with pytest.raises(BrokenPipeError):
        sink.write(np.zeros((100, 2), dtype=np.float32))
    sink.close()
    os.close(writing)


def test_a_reader_that_sleeps_blocks_nobody(fifo: Path) -> None:
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    clock = Clock()
    sink = PipeSink(str(fifo), encode, clock)
    written = 0
    for _ in range(1000):
        room = sink.room()
        if room:
            sink.write(np.zeros((room, 2), dtype=np.float32))
        written += room
        clock.now += 0.01
    assert written < 2 * RATE  # ten seconds have passed: the pipe is full, and the player was never held up
    received = 0
    for _ in range(200):
        try:
            received += len(os.read(reader, 1 << 16))
        except BlockingIOError:
            break
        sink._flush()
    assert received == written * 4
    sink.close()
    os.close(reader)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        PipeSink(str(tmp_path / "nothing"), encode)
    assert "mkfifo" in told.value.hint


def test_a_file_is_never_taken_for_a_pipe(tmp_path: Path) -> None:
    kept = tmp_path / "night.wav"
    kept.write_bytes(b"mine")
    with pytest.raises(UsageError):
        PipeSink(str(kept), lambda block, first: np.zeros((len(block), 2), np.int16))
    assert kept.read_bytes() == b"mine"
