"""The envelope is heard in pieces as it would be at once, and clicks are found wherever they fall."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.library.listener import PIECE, Listener
from asmr_cli.library.onsets import onset_rises
from asmr_cli.library.sharp import Clicks

RATE = 48_000


def _envelope(seed: int, grains: int) -> "np.ndarray":
    """Quiet taps with rests and some long silences, 10 ms each."""
    rng = np.random.default_rng(seed)
    envelope = np.full(grains, 1e-3, np.float32)
    for at in rng.integers(0, grains - 50, grains // 60):
        envelope[at : at + 20] += np.exp(-np.arange(20) / 4).astype(np.float32) * 0.05
    for at in rng.integers(0, grains - 1500, 4):
        envelope[at : at + 1500] = 1e-5
    return envelope


@settings(max_examples=10)
@given(st.integers(0, 99), st.lists(st.integers(1, 7000), max_size=5))
def test_however_it_comes_the_same_is_heard(seed: int, cuts: list[int]) -> None:
    envelope = _envelope(seed, 20_000)
    at_once, in_parts = Listener(), Listener()
    at_once.add(envelope)
    for part in np.split(envelope, np.cumsum(cuts)):
        in_parts.add(part)
    one, other = at_once.finish(), in_parts.finish()
    assert (one.onsets, one.rests) == (other.onsets, other.rests)
    assert one.voice == pytest.approx(other.voice) and np.array_equal(one.seconds, other.seconds)


def test_a_rest_over_the_edge_of_a_piece_is_one_and_onsets_are_not_lost_there() -> None:
    envelope = _envelope(1, 2 * PIECE + 5000)
    envelope[PIECE - 700 : PIECE + 700] = 1e-6
    listener = Listener()
    for start in range(0, len(envelope), 997):
        listener.add(envelope[start : start + 997])
    heard = listener.finish()
    assert any(start <= (PIECE - 700) / 100 and end >= (PIECE + 700) / 100 for start, end in heard.rests)
    assert len(heard.seconds) == len(envelope) // 100
    assert heard.onsets.rate * len(envelope) / 100 == pytest.approx(len(onset_rises(envelope)), rel=0.02)


def test_silence_to_the_end_is_a_rest() -> None:
    listener = Listener()
    listener.add(np.concatenate([np.full(1000, 0.01), np.zeros(600)]).astype(np.float32))
    assert listener.finish().rests == ((10.0, 16.0),)


def _syllables(gaps: "np.ndarray") -> "np.ndarray":
    """Soft swells of 100 ms, so many grains apart."""
    envelope = np.full(int(gaps.sum()) + 40, 1e-3, np.float32)
    for at in np.cumsum(gaps):
        envelope[at : at + 20] += np.hanning(20).astype(np.float32) * 0.05
    return envelope


def test_a_rhythm_of_speech_is_no_single_rate() -> None:
    spoken, ticking = Listener(), Listener()
    spoken.add(_syllables(np.random.default_rng(3).integers(15, 40, 400)))
    ticking.add(_syllables(np.full(400, 25)))
    assert spoken.finish().voice > 0.7
    assert ticking.finish().voice == 0.0


@pytest.mark.parametrize("size", [48_000, 30_001])
@pytest.mark.parametrize("place", [0, 1, 239, 240, 241, 479])
def test_a_click_is_found_once_wherever_it_falls(size: int, place: int) -> None:
    samples = (np.random.default_rng(1).standard_normal(3 * RATE) * 0.002).astype(np.float32)
    at = RATE + 960 + place
    samples[at] += 0.3
    clicks = Clicks()
    for start in range(0, len(samples), size):
        clicks.add(samples[start : start + size])
    assert clicks.count == 1
    assert clicks.first == [pytest.approx(at / RATE, abs=1e-4)]


def test_a_file_that_begins_or_ends_in_the_middle_does_not_click() -> None:
    tone = (0.5 * np.cos(np.arange(RATE) * 0.02)).astype(np.float32)
    clicks = Clicks()
    clicks.add(tone)
    assert clicks.count == 0


def test_taps_are_no_clicks() -> None:
    samples, t = np.random.default_rng(1).standard_normal(4 * RATE) * 1e-4, np.arange(2000) / RATE
    for at in range(3000, 4 * RATE - 3000, 11_000):
        samples[at : at + 2000] += 0.4 * np.sin(2 * np.pi * 6000 * t) * np.exp(-t * 900)
    clicks = Clicks()
    for part in np.split(samples.astype(np.float32), 4):
        clicks.add(part)
    assert clicks.count == 0


def test_of_very_many_only_the_first_moments_are_kept() -> None:
    clicks = Clicks()
    for _ in range(80):
        second = np.zeros(RATE, np.float32)
        second[24_000] = 0.5
        clicks.add(second)
    assert clicks.count == 80 and len(clicks.first) == 50
