"""The limiter: the true peak stays under -6 dBTP, and nothing else is touched."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.render.chunked import QUANTUM
from asmr_cli.render.limit import Limited, true_peaks
from asmr_cli.render.source import Block
from asmr_cli.render.stretch import Stretch
from asmr_cli.render.truepeak import TruePeak
from asmr_cli.types import RATE, Frames
from support.tapes import ArrayTape, noise

CEILING = 10 ** (-6.0 / 20)


class Endless:
    """A stretch, then silence."""

    def __init__(self, samples: Block) -> None:
        self._stretch = Stretch(ArrayTape(samples), 0, len(samples))

    def read(self, frames: Frames) -> Block:
        block = self._stretch.read(frames)
        return np.concatenate([block, np.zeros((frames - len(block), 2), np.float32)])


def limited(samples: Block) -> tuple[Block, Limited]:
    limiter = Limited(Endless(samples))
    return limiter.read(len(samples)), limiter


def measured_peak(block: Block) -> float:
    meter = TruePeak(RATE, 2)
    meter.add(np.ascontiguousarray(block.T))
    return meter.peak


def test_what_is_soft_passes_bit_for_bit() -> None:
    samples = noise(3.0, -30)
    out, limiter = limited(samples)
    assert np.array_equal(out, samples)
    assert limiter.limited == 0


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-30, -10), st.lists(st.integers(0, 2 * RATE - 400), max_size=12))
def test_no_peak_passes(seed: int, level: float, clicks: list[int]) -> None:
    samples = noise(2.0, level, seed)
    for at in clicks:
        samples[at : at + 300] += np.hanning(300).astype(np.float32)[:, None] * 2
    out, _ = limited(samples)
    assert true_peaks(out[None]).max() <= CEILING
    assert measured_peak(out) <= CEILING * 10 ** (0.05 / 20)


@pytest.mark.parametrize("at", [QUANTUM - 3, QUANTUM, QUANTUM + 1, 2 * QUANTUM - 1])
def test_a_peak_at_the_edge_of_a_block_is_seen_in_time(at: int) -> None:
    samples = noise(2.0, -40)
    samples[at : at + 2] = 1.0
    out, _ = limited(samples)
    assert true_peaks(out[None]).max() <= CEILING


def test_it_acts_only_near_a_peak_and_without_a_step() -> None:
    samples = np.full((2 * RATE, 2), 0.1, np.float32)
    samples[RATE : RATE + 48] = 0.9
    out, limiter = limited(samples)
    assert limiter.limited < RATE // 4
    gains = out[:, 0] / samples[:, 0]
    assert np.abs(np.diff(gains)).max() < 0.01
    assert gains[RATE - 480] == 1.0
    assert gains[RATE + RATE // 2] == 1.0
