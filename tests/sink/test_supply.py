"""What waits for the device, and what the device gets of it."""

import ctypes

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.sink.supply import STOOD, Supply

LENGTHS = st.lists(st.integers(1, 500), min_size=1, max_size=6)


class Ear:
    """A device that takes when it is told to; its clock goes on by a tenth of a second each time."""

    def __init__(self, first: int = 0) -> None:
        self.now = 100.0
        self.gain = 1
        self.silenced = 0
        self.supply = Supply(self.encode, first, lambda: self.now, self.silence)
        self.heard: list[int] = []

    def silence(self) -> None:
        self.silenced += 1

    def encode(self, block: Block, first: int) -> NDArray[np.int16]:
        return (block * self.gain).astype(np.int16)

    def take(self, frames: int) -> list[int]:
        """What it got, left and right being alike."""
        chunk = np.full((frames, 2), -1, np.int16)
        self.now += 0.1
        self.supply.take(None, chunk.ctypes.data, 4 * frames)
        assert (chunk[:, 0] == chunk[:, 1]).all()
        got = [int(sample) for sample in chunk[:, 0]]
        self.heard += got
        return got


def numbered(first: int, frames: int) -> Block:
    """Each frame is its own number, counted from 1."""
    return np.repeat(np.arange(first + 1, first + frames + 1, dtype=np.float32), 2).reshape(-1, 2)


def given_to(ear: Ear, *lengths: int) -> None:
    for length in lengths:
        ear.supply.add(numbered(ear.supply.end, length))


@given(LENGTHS, LENGTHS, st.integers(0, 1000))
def test_every_frame_comes_once_and_in_order_and_silence_where_there_is_none(
    blocks: list[int], chunks: list[int], first: int
) -> None:
    ear = Ear(first)
    for turn in range(max(len(blocks), len(chunks))):
        given_to(ear, *blocks[turn : turn + 1])
        for chunk in chunks[turn : turn + 1]:
            ear.take(chunk)
    assert ear.supply.taken - first == sum(sample != 0 for sample in ear.heard)
    ear.take(sum(blocks))
    assert [sample for sample in ear.heard if sample] == list(range(first + 1, first + sum(blocks) + 1))
    assert ear.supply.taken == ear.supply.end == first + sum(blocks)


@given(LENGTHS, st.integers(1, 600), st.integers(0, 600))
def test_a_gain_is_heard_from_its_frame_on(blocks: list[int], chunk: int, at: int) -> None:
    ear = Ear()
    given_to(ear, *blocks)
    ear.take(chunk)
    ear.gain = 2
    ear.supply.refresh(max(at, ear.supply.taken))
    ear.take(4000)
    changed = max(at, min(chunk, sum(blocks)))
    expected = [frame * (2 if frame > changed else 1) for frame in range(1, sum(blocks) + 1)]
    assert [sample for sample in ear.heard if sample] == expected


@given(LENGTHS, st.integers(0, 400), st.integers(0, 3000))
def test_another_sound_is_heard_in_place_of_the_last_frames(blocks: list[int], chunk: int, last: int) -> None:
    ear = Ear()
    given_to(ear, *blocks)
    ear.take(chunk)
    last = min(last, ear.supply.end - ear.supply.taken)
    other = numbered(ear.supply.end - last, last) + 10_000
    if last:
        ear.supply.rewrite(other)
    given_to(ear, 7)
    ear.take(4000)
    end = sum(blocks)
    expected = [*range(1, end - last + 1), *range(10_001 + end - last, 10_001 + end), *range(end + 1, end + 8)]
    assert [sample for sample in ear.heard if sample] == expected


def test_while_it_stands_the_frames_wait() -> None:
    ear = Ear()
    given_to(ear, 10)
    assert ear.take(4) == [1, 2, 3, 4]
    ear.supply.standing = True
    assert ear.take(4) == [0] * 4
    ear.supply.standing = False
    assert ear.take(4) == [5, 6, 7, 8]


def test_cleared_it_is_silent_at_once() -> None:
    ear = Ear()
    given_to(ear, 10)
    ear.take(4)
    ear.supply.clear()
    assert ear.take(4) == [0] * 4


def test_after_a_gap_in_time_there_is_only_silence() -> None:
    ear = Ear()
    given_to(ear, 100)
    ear.take(4)
    assert not ear.supply.awoken
    assert ear.silenced == 0
    ear.now += STOOD
    assert ear.take(4) == [0] * 4
    assert ear.supply.awoken
    assert ear.take(4) == [0] * 4
    assert ear.silenced == 1


def test_after_a_gap_the_player_may_have_its_turn_first() -> None:
    """SDL then still has the rest of a chunk, and hands it over before it asks for another."""
    ear = Ear()
    given_to(ear, 100)
    ear.supply.look()
    ear.take(4)
    ear.supply.look()
    assert ear.silenced == 0
    ear.now += STOOD + 0.1
    ear.supply.look()
    assert ear.silenced == 1
    ear.take(4)
    assert ear.silenced == 1


def test_the_first_chunk_may_come_late() -> None:
    ear = Ear()
    given_to(ear, 100)
    ear.now += 60.0
    assert ear.take(4) == [1, 2, 3, 4]


def test_memory_does_not_grow() -> None:
    ear = Ear()
    for _ in range(50):
        given_to(ear, 100)
        ear.take(100)
    assert len(ear.supply._blocks) <= 2


def test_it_may_write_anywhere_and_no_further_than_asked() -> None:
    buffer = ctypes.create_string_buffer(b"\xff" * 40)
    Ear().supply.take(None, ctypes.addressof(buffer) + 8, 16)
    assert buffer.raw[:40] == b"\xff" * 8 + b"\0" * 16 + b"\xff" * 16
