"""Short and long sounds are rings, too."""

import numpy as np
import pytest

from asmr_cli import synth
from asmr_cli.synth import finish, lengths

RATE = 48_000


def noise(seconds, seed, size=0.1):
    return np.random.default_rng(seed).normal(0, size, (seconds * RATE, 2)).astype(np.float32)


def level_db(sound):
    return 10 * np.log10(np.mean(np.square(sound, dtype=np.float64)))


def test_a_short_ring_goes_on_at_its_beginning():
    ring = noise(20, 1)
    short = lengths.cut(ring, 5 * RATE)
    tick = 960
    begins = np.abs(ring[::tick, 0] - short[0, 0]).argsort()[:9] * tick
    at = next(int(begin) for begin in begins if np.allclose(ring[begin : begin + 9], short[:9], atol=1e-3))
    assert np.allclose(short[-9:], np.roll(ring, 9 - at, axis=0)[:9], atol=0.02)
    assert np.abs(short.mean(axis=0)).max() < 1e-6


def test_a_short_ring_is_cut_from_where_it_sounds():
    ring = noise(20, 2)
    ring[: 9 * RATE] *= 0.01
    assert level_db(lengths.cut(ring, RATE)) == pytest.approx(level_db(ring[10 * RATE :]), abs=1.5)


def test_a_short_ring_keeps_its_level_through_the_join():
    short = lengths.cut(noise(20, 3), 2 * RATE)
    assert level_db(short[-lengths.SHORT_JOIN :]) == pytest.approx(level_db(short), abs=0.4)


@pytest.mark.parametrize("name", ["page-turning", "tapping-glass", "heartbeat"])
def test_a_second_of_a_sound_with_rests_is_heard(name):
    sound = synth.make(name, 1, 1)
    assert -31 < finish.loudness(finish.weighted_power(sound)) < -20


@pytest.mark.parametrize("seconds", [150, 100, 97, 201])
def test_a_long_sound_is_a_ring_of_the_asked_length(seconds):
    sound = np.concatenate(list(lengths.joined(lambda number: noise(60, number), seconds * RATE)))
    assert len(sound) == seconds * RATE
    first = noise(60, 0)
    assert np.array_equal(sound[:RATE], first[4 * RATE : 5 * RATE])
    assert np.allclose(sound[-9:], first[4 * RATE - 9 : 4 * RATE], atol=1e-3)


def test_no_join_rises_from_a_lull_into_a_gust():
    """Rings that swell by 10 dB and begin and end in a lull or a gust."""

    def gusts(number):
        swell = 5 * np.cos(2 * np.pi * np.arange(60 * RATE) / (30 * RATE) + number * np.pi)
        return noise(60, number, 0.03) * (10 ** (swell / 20)).astype(np.float32)[:, None]

    for seconds in (130, 170):
        sound = np.concatenate(list(lengths.joined(gusts, seconds * RATE)))
        assert finish.rises(finish.weighted_power(sound)).max() < 3.0


def test_where_two_sounds_meet_no_peak_passes_the_limit():
    loud = np.full((20 * RATE, 2), finish.CEILING, np.float32)
    sound = np.concatenate(list(lengths.joined(lambda number: loud.copy(), 40 * RATE)))
    assert sound.max() <= 0.6
    assert np.array_equal(sound[: 5 * RATE], loud[: 5 * RATE])


def test_a_long_sound_holds_only_one_ring_at_a_time():
    made = []
    blocks = lengths.joined(lambda number: made.append(number) or noise(20, number), 100 * RATE)
    next(blocks)
    assert made == [0]
