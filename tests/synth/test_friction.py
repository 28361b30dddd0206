"""Rubbing: hands on a ring, bands that answer the speed each in its own way."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.synth.canvas import TICK
from asmr_cli.synth.crackle import Sheet
from asmr_cli.synth.friction import Band, Rubbed, friction
from asmr_cli.synth.rattle import rattle
from asmr_cli.synth.strokes import CELL, Stroke, speed, strokes, travel, wobble

RATE = 48_000
FRAMES = 10 * RATE


def rng(seed=1):
    return np.random.default_rng(seed)


def ahead(degrees=0.0):
    return np.full(FRAMES // TICK, degrees)


def rms_db(sound):
    return 10 * np.log10((sound.astype(np.float64) ** 2).mean())


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.floats(20, 200), st.floats(0.1, 0.6), st.floats(1.1, 4))
def test_strokes_fill_the_ring_and_go_back_and_forth(seed, seconds, shortest, times):
    moves = strokes(rng(seed), seconds, (shortest, shortest * times), (0.0, 0.4))
    assert all(0 <= move.at < seconds for move in moves)
    assert [m.way for m in moves] == [(-1) ** i for i in range(len(moves))]
    gaps = [b.at - a.at - a.seconds for a, b in itertools.pairwise(moves)]
    assert min(gaps, default=0) >= -1e-9
    assert max(gaps, default=0) < 2


def test_a_stroke_over_the_end_continues_at_the_beginning():
    curve = speed([Stroke(9.5, 1.0, 1.0, 1)], FRAMES)
    quarter = RATE // CELL // 4
    assert curve[:quarter].max() > 0.9
    assert curve[-quarter:].max() > 0.9
    assert curve[2 * quarter + 2 : -2 * quarter - 2].max() == 0


def test_the_height_of_a_stroke_is_its_force():
    assert speed([Stroke(2, 1, 0.7, 1)], FRAMES).max() == pytest.approx(0.7, rel=0.01)


def test_the_hand_travels_from_end_to_end():
    where = travel([Stroke(1, 2, 1, 1), Stroke(5, 2, 1, -1)], FRAMES)
    assert where[2 * RATE // TICK] == pytest.approx(0, abs=0.05)
    assert (where.min(), where.max()) == pytest.approx((-1, 1), abs=0.05)


def test_wobble_has_unit_spread_and_stays_slow():
    curve = wobble(rng(), FRAMES, 5)
    power = np.abs(np.fft.rfft(curve)) ** 2
    hz = np.fft.rfftfreq(curve.size, CELL / RATE)
    assert curve.std() == pytest.approx(1)
    assert power[hz > 20].sum() < 0.02 * power.sum()


@pytest.mark.parametrize(("db", "contacts"), [(-6, 0), (-12, 300), (0, 2000)])
def test_a_band_has_its_level_and_its_place(db, contacts):
    sound = friction(rng(), FRAMES, np.ones(FRAMES // CELL), Rubbed([Band(1000, db, 0.5, contacts)]), ahead())
    assert rms_db(sound) == pytest.approx(db, abs=0.1)
    power = np.abs(np.fft.rfft(sound[:, 0])) ** 2
    hz = np.fft.rfftfreq(FRAMES, 1 / RATE)
    assert power[(hz > 500) & (hz < 2000)].sum() > 0.9 * power.sum()


def test_faster_is_louder_and_brighter():
    pace = np.repeat([0.1, 1.0], FRAMES // CELL // 2)
    what = Rubbed([Band(300, 0, 0.5, 300), Band(4000, 0, 1.0, 1500)])
    sound = friction(rng(), FRAMES, pace, what, ahead())
    slow, fast = (half.mean(axis=1) for half in np.split(sound, 2))

    def bright(x):
        power = np.abs(np.fft.rfft(x)) ** 2
        hz = np.fft.rfftfreq(x.size, 1 / RATE)
        return power[hz > 1500].sum() / power.sum()

    assert rms_db(fast) > rms_db(slow) + 6
    assert bright(fast) > 1.5 * bright(slow)


def test_the_hand_is_heard_where_it_is():
    what = Rubbed([Band(700, 0, 0.5, 400), Band(5000, 0, 0.5, 1500)])
    right = friction(rng(), FRAMES, np.ones(FRAMES // CELL), what, ahead(60))
    assert rms_db(right[:, 1]) > rms_db(right[:, 0]) + 3


def test_bands_move_separately():
    what = Rubbed([Band(300, 0, 0.6, 300, 0.6), Band(4000, 0, 0.6, 1500, 0.6)], rough=0.6)
    sound = friction(rng(), FRAMES, np.ones(FRAMES // CELL), what, ahead()).mean(axis=1)
    spectrum, hz = np.fft.rfft(sound), np.fft.rfftfreq(FRAMES, 1 / RATE)
    low, high = (
        np.abs(np.fft.irfft(np.where((hz > a) & (hz < b), spectrum, 0), FRAMES)).reshape(-1, 960).mean(axis=1)
        for a, b in ((200, 450), (2800, 5600))
    )
    assert np.corrcoef(low, high)[0, 1] < 0.5


@pytest.mark.parametrize(("mix", "low", "high"), [((0.87, 0.49), 0.4, 0.6), ((0.71, 0.71), -0.1, 0.1)])
def test_the_noise_of_both_ears_is_as_alike_as_asked(mix, low, high):
    what = Rubbed([Band(500, 0, 0.5)], mix=mix)
    sound = friction(rng(), FRAMES, np.ones(FRAMES // CELL), what, ahead())
    assert low < np.corrcoef(sound.T)[0, 1] < high


@pytest.mark.parametrize("pace", [0.5, 1.0])
def test_the_pitch_of_a_rattle_follows_the_hand(pace):
    catch = Sheet(1200, ring=(0.0003, 0.0008))
    sound = rattle(rng(), FRAMES, np.full(FRAMES // CELL, pace), ahead(), catch, ribs=100, tips=1)
    loud = np.abs(sound.sum(axis=1)).reshape(-1, RATE // 1000).mean(axis=1)
    near = np.convolve(np.abs(np.fft.rfft(loud - loud.mean())), np.ones(101), "same")  # a pace of its own: 10 Hz wide
    assert np.argmax(near[300:1300]) / 10 + 30 == pytest.approx(100 * pace, rel=0.2)
