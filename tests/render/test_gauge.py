"""A first guess at the loudness of a file: near the meter's for what is even, blind to rests, calm about silence."""

import numpy as np
import pytest

from asmr_cli.render.gauge import gauge
from asmr_cli.render.loudness import Meter
from asmr_cli.types import RATE
from support.tapes import ArrayTape, noise


def measured(block: np.ndarray) -> float:
    meter = Meter()
    meter.add(block)
    return meter.integrated


def test_it_is_what_the_meter_says_of_an_even_file() -> None:
    block = noise(60, -26)
    assert gauge(ArrayTape(block), 0, len(block)) == pytest.approx(measured(block), abs=0.3)


def test_it_hears_the_stretch_that_will_play_and_no_other() -> None:
    block = np.concatenate([noise(30, -14), noise(30, -40)])
    assert gauge(ArrayTape(block), 30 * RATE, 30 * RATE) == pytest.approx(measured(block[30 * RATE :]), abs=0.3)


def test_rests_do_not_make_a_file_softer_than_it_is() -> None:
    block = noise(60, -26)
    for start in range(0, 60, 2):
        block[start * RATE : (start + 1) * RATE] = 0.0
    assert gauge(ArrayTape(block), 0, len(block)) == pytest.approx(measured(noise(60, -26)), abs=0.8)


@pytest.mark.parametrize("frames", [0, RATE, 20 * RATE])
def test_of_silence_it_says_the_least_there_is(frames: int) -> None:
    assert gauge(ArrayTape(np.zeros((frames, 2), np.float32)), 0, frames) == -120.0


@pytest.mark.parametrize("places", [(1,), (1, 29, 58), (0.5, 1.5, 28.5, 29.5, 57.5, 58.5)])
@pytest.mark.parametrize("floor", [-30, -45, -60])
def test_a_few_loud_ticks_are_not_how_loud_a_file_is(floor: float, places: tuple[float, ...]) -> None:
    block = noise(60, floor)
    for place in places:
        block[round(place * RATE) :][: RATE // 100] = 0.9
    assert gauge(ArrayTape(block), 0, len(block)) == pytest.approx(measured(noise(60, floor)), abs=1.5)


def test_a_shouted_word_is_not_how_loud_a_whisper_is() -> None:
    block = noise(60, -55)
    block[RATE : 2 * RATE] = noise(1, -18)
    assert gauge(ArrayTape(block), 0, len(block)) == pytest.approx(measured(noise(60, -55)), abs=3.0)
