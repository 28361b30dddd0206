"""Crackle: avalanches in time, a power law in energy."""

import numpy as np
import pytest

from asmr_cli.synth.canvas import TICK
from asmr_cli.synth.crackle import Sheet, avalanche, crackle, facet, slips
from asmr_cli.synth.strokes import CELL

RATE = 48_000
FRAMES = 30 * RATE


def rng(seed=2):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("branching", [0.0, 0.4, 0.6])
def test_an_avalanche_keeps_its_mean_rate(branching):
    starts = avalanche(rng(), FRAMES, np.full(FRAMES // CELL, 100.0), branching, 0.03)
    assert starts.size == pytest.approx(3000, rel=0.12)
    assert starts.min() >= 0
    assert starts.max() < FRAMES


def test_facets_set_off_others():
    def clumping(branching):
        starts = avalanche(rng(), FRAMES, np.full(FRAMES // CELL, 60.0), branching, 0.03)
        counts = np.bincount(starts // (RATE // 10), minlength=FRAMES * 10 // RATE)
        return counts.var() / counts.mean()

    assert clumping(0.0) == pytest.approx(1, abs=0.25)
    assert clumping(0.6) > 2


def test_avalanches_follow_the_hand():
    rate = np.concatenate([np.zeros(FRAMES // CELL // 2), np.full(FRAMES // CELL // 2, 50.0)])
    starts = avalanche(rng(), FRAMES, rate, 0.3, 0.01)
    assert (starts > FRAMES // 2).mean() > 0.97


def test_slips_keep_their_rate_and_are_far_more_even_than_chance():
    pace = np.concatenate([np.zeros(FRAMES // CELL // 2), np.full(FRAMES // CELL // 2, 200.0)])
    starts = slips(rng(), FRAMES, pace, 0.3)
    assert starts.size == pytest.approx(100 * FRAMES / RATE, rel=0.01)
    assert (starts >= FRAMES // 2).mean() > 0.99
    gaps = np.diff(starts[starts > FRAMES // 2])
    assert gaps.std() / gaps.mean() < 0.5


def test_large_facets_are_lower_and_no_louder_than_one():
    sheet = Sheet(3000, 0.1)

    def centre(size):
        grains = [facet(rng(seed), sheet, size) for seed in range(12)]
        assert all(np.abs(grain).max() <= 1.0001 for grain in grains)
        powers = [np.abs(np.fft.rfft(grain, 4096)) ** 2 for grain in grains]
        hz = np.fft.rfftfreq(4096, 1 / RATE)
        return np.mean([(hz * p).sum() / p.sum() for p in powers])

    assert centre(0.95) < centre(0.05)


def test_energies_stay_below_their_cap_and_spread_over_decades():
    sheet = Sheet(3000, energies=(1e-4, 0.5))
    starts = np.arange(200) * (FRAMES // 200)
    sound = crackle(rng(), FRAMES, starts, sheet, np.zeros(FRAMES // TICK), reach=0.0)
    peaks = np.sort(np.abs(sound.reshape(200, -1, 2)).max(axis=(1, 2)))
    assert peaks[-1] <= 1.0001
    assert peaks[-1] > 10 * peaks[20]


def test_facets_lie_round_the_hands():
    starts = avalanche(rng(), FRAMES, np.full(FRAMES // CELL, 80.0), 0.4, 0.02)
    sound = crackle(rng(), FRAMES, starts, Sheet(3000), np.full(FRAMES // TICK, -60.0), reach=5.0)
    left, right = (sound.astype(np.float64) ** 2).mean(axis=0)
    assert left > 2 * right
