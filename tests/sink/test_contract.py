"""What every sink promises, whatever is behind it."""

import os
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.sink.file import FileSink
from asmr_cli.sink.null import NullSink
from asmr_cli.sink.pipe import PipeSink
from asmr_cli.sink.protocol import Sink

RATE = 48_000


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Encoder:
    """Full scale to 16 bits, and a note of what was asked for."""

    def __init__(self) -> None:
        self.calls: list[tuple[int, int]] = []
        self.seen: list[NDArray[np.int16]] = []

    def __call__(self, block: Block, first: int) -> NDArray[np.int16]:
        self.calls.append((first, len(block)))
        self.seen.append(np.rint(block * 32767).astype(np.int16))
        return self.seen[-1]


@dataclass
class Case:
    """A sink, and what arrives behind it."""

    sink: Sink
    encoder: Encoder
    clock: Clock
    arrived: Callable[[], NDArray[np.int16]]
    drain: Callable[[], None] = lambda: None


def null_case(folder: Path, speed: float | None) -> Case:
    encoder, clock = Encoder(), Clock()
    sink = NullSink(encoder) if speed is None else NullSink(encoder, clock, speed)
    return Case(sink, encoder, clock, lambda: np.concatenate(encoder.seen))


def file_case(folder: Path, suffix: str) -> Case:
    encoder, path = Encoder(), folder / f"out{suffix}"
    sink = FileSink(path, encoder)

    def arrived() -> NDArray[np.int16]:
        sink.finish()
        if suffix == ".wav":
            with wave.open(str(path)) as file:
                return np.frombuffer(file.readframes(1 << 30), np.int16).reshape(-1, 2)
        with av.open(str(path)) as file:
            frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
        joined = np.concatenate(frames, axis=1)
        return joined.reshape(-1, 2) if joined.dtype == np.int16 else joined.T

    return Case(sink, encoder, Clock(), arrived)


def pipe_case(folder: Path) -> Case:
    encoder, clock = Encoder(), Clock()
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    received = bytearray()

    def drain() -> None:
        try:
            while part := os.read(reading, 1 << 16):
                received.extend(part)
        except BlockingIOError:
            pass  # empty for now

    def arrived() -> NDArray[np.int16]:
        for _ in range(100):
            drain()
            sink.room()
        return np.frombuffer(bytes(received), "<i2").reshape(-1, 2)

    sink = PipeSink(writing, encoder, clock)
    return Case(sink, encoder, clock, arrived, drain)


CASES: dict[str, Callable[[Path], Case]] = {
    "null, untimed": lambda folder: null_case(folder, None),
    "null, in real time": lambda folder: null_case(folder, 1.0),
    "null, a hundred times": lambda folder: null_case(folder, 100.0),
    "wav": lambda folder: file_case(folder, ".wav"),
    "flac": lambda folder: file_case(folder, ".flac"),
    "opus": lambda folder: file_case(folder, ".opus"),
    "mp3": lambda folder: file_case(folder, ".mp3"),
    "m4a": lambda folder: file_case(folder, ".m4a"),
    "pipe": pipe_case,
}
LOSSLESS = ["null, untimed", "null, in real time", "wav", "flac", "pipe"]


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    made = CASES[request.param](tmp_path)
    yield made
    made.sink.close()


def sound(frames: int, seed: int = 1) -> Block:
    return (np.random.default_rng(seed).standard_normal((frames, 2)) * 0.1).clip(-1, 1).astype(np.float32)


def pump(case: Case, block: Block, step: int = 5000) -> None:
    """Hand over a block as a player does: what there is room for, while the clock goes on."""
    start = turns = 0
    while start < len(block):
        count = min(case.sink.room(), step, len(block) - start)
        if count:
            case.sink.write(block[start : start + count])
            start += count
        case.clock.now += 0.02
        case.drain()
        turns += 1
        assert turns < 100_000


def test_takes_something_at_once(case: Case) -> None:
    assert case.sink.room() > 0
    assert case.sink.latency() == 0


def test_encodes_every_frame_once_and_in_order(case: Case) -> None:
    pump(case, sound(RATE))
    assert [first for first, _ in case.encoder.calls] == list(
        np.cumsum([0, *(count for _, count in case.encoder.calls[:-1])])
    )
    assert sum(count for _, count in case.encoder.calls) == RATE


def test_latency_is_never_more_than_was_written_and_never_negative(case: Case) -> None:
    written = 0
    for _ in range(50):
        count = min(case.sink.room(), 3000)
        if count:
            case.sink.write(sound(count))
        written += count
        assert 0 <= case.sink.latency() <= written
        case.clock.now += 0.013
        case.drain()


def test_what_was_written_is_heard_after_its_latency(case: Case) -> None:
    case.sink.write(sound(1000))
    case.clock.now += case.sink.latency() / RATE + 0.001
    assert case.sink.latency() == 0


def test_an_underrun_is_made_up_for_by_waiting(case: Case) -> None:
    case.sink.write(sound(1000))
    case.clock.now += 60.0
    before = case.sink.latency()
    case.sink.write(sound(1000))
    assert before == 0
    assert case.sink.latency() <= 1000
    assert case.sink.room() >= 0


def test_nothing_passes_while_it_holds(case: Case) -> None:
    case.sink.write(sound(4000))
    before = case.sink.latency()
    case.sink.hold()
    case.clock.now += 30.0
    assert case.sink.latency() == before
    case.sink.go_on()
    case.clock.now += 5.0
    assert case.sink.latency() == 0


def test_refreshing_and_closing_twice_does_no_harm(case: Case) -> None:
    case.sink.write(sound(100))
    case.sink.refresh()
    assert case.sink.held() == 0
    case.sink.close()
    case.sink.close()


@pytest.mark.parametrize("name", LOSSLESS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lengths=st.lists(st.sampled_from([1, 64, 65, 4096, 8192, 8193, 20_000]), min_size=1, max_size=6))
def test_the_samples_arrive_whatever_the_blocks(name: str, lengths: list[int], tmp_path: Path) -> None:
    case = CASES[name](tmp_path)
    block = sound(sum(lengths))
    start = 0
    for length in lengths:
        pump(case, block[start : start + length], step=length)
        start += length
    assert np.array_equal(case.arrived(), np.rint(block * 32767).astype(np.int16))
    case.sink.close()


@pytest.mark.parametrize("name", ["null, in real time", "pipe"])
def test_keeps_pace_with_the_clock(name: str, tmp_path: Path) -> None:
    case = CASES[name](tmp_path)
    written, began = 0, case.clock.now
    for _ in range(1000):
        count = case.sink.room()
        if count:
            case.sink.write(np.zeros((count, 2), dtype=np.float32))
        written += count
        case.clock.now += 0.01
        case.drain()
    ahead = written / RATE - (case.clock.now - began)
    assert 0 <= ahead <= 2.0
    case.sink.close()


def test_a_night_through_the_null_sink_takes_no_time() -> None:
    clock, encoder = Clock(), Encoder()
    sink = NullSink(lambda block, first: np.zeros((0, 2), np.int16), clock, speed=3600.0)
    block, written = np.zeros((RATE, 2), dtype=np.float32), 0
    while written < 12 * 3600 * RATE:
        while sink.room() >= RATE:
            sink.write(block)
            written += RATE
        clock.now += 2e-4
    assert clock.now - 100.0 == pytest.approx(12.0, rel=0.01)
    assert not encoder.calls
