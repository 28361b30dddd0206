"""What makes each bed what it is: slopes, pulses, paces, events."""

from itertools import pairwise

import numpy as np
import pytest

from asmr_cli import synth
from asmr_cli.synth import crickets, heartbeat

RATE = 48_000


def mono(name, seconds=20, seed=3):
    return synth.make(name, seconds, seed).mean(axis=1)


def envelope(sound, rate=200):
    return np.abs(sound[: sound.size // (RATE // rate) * (RATE // rate)].reshape(-1, RATE // rate)).mean(axis=1)


def band(sound, lo, hi):
    spectrum = np.fft.rfft(sound)
    hz = np.fft.rfftfreq(sound.size, 1 / RATE)
    return np.fft.irfft(np.where((hz >= lo) & (hz < hi), spectrum, 0), sound.size)


def share(sound, lo, hi):
    """Part of the power between two frequencies."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(sound.size, 1 / RATE)
    return power[(hz >= lo) & (hz < hi)].sum() / power.sum()


def test_brown_noise_keeps_its_power_where_it_is_heard():
    """Left to its slope, a quarter of it would lie below what most headphones play."""
    assert share(mono("brown-noise"), 0, 28) < 0.02


@pytest.mark.parametrize(("name", "slope"), [("brown-noise", -6.02), ("pink-noise", -3.01)])
def test_noise_falls_as_its_colour_says_from_40_hz_to_10_khz(name, slope):
    power = (np.abs(np.fft.rfft(synth.make(name, 30, 3), axis=0)) ** 2).sum(axis=1)
    hz = np.fft.rfftfreq(30 * RATE, 1 / RATE)
    edges = 40 * 2 ** np.arange(0, 8.01, 0.5)
    level = [10 * np.log10(power[(hz >= a) & (hz < b)].mean()) for a, b in pairwise(edges)]
    octaves = np.log2(edges[:-1]) + 0.25
    assert np.polyfit(octaves, level, 1)[0] == pytest.approx(slope, abs=0.1)
    assert np.abs(np.polyval(np.polyfit(octaves, level, 1), octaves) - level).max() < 0.6


def test_rain_has_single_drops_in_its_highs_and_none_in_its_lows():
    sound = mono("rain")
    low, high = (envelope(band(sound, *edges), 1000) ** 0.3 for edges in ((200, 400), (4000, 8000)))
    skew = [((e - e.mean()) ** 3).mean() / e.std() ** 3 for e in (low, high)]
    assert skew[1] > skew[0] + 0.3


@pytest.mark.parametrize("name", ["waves", "wind", "leaves", "purr", "heartbeat"])
def test_a_level_is_forgotten_within_seconds(name):
    """A night is cut from one such ring: what the level remembers for long comes back, and is heard as a period."""
    level = envelope(mono(name, 60), 10)
    apart = level - level.mean()
    likeness = np.fft.irfft(np.abs(np.fft.rfft(apart)) ** 2, apart.size)
    assert ((likeness / likeness[0]) ** 2).sum() / 10 < 2.4  # seconds


def test_wind_howls():
    """In each second some narrow band between 250 and 1400 Hz stands out of its neighbours."""
    seconds = mono("wind", 40).reshape(-1, RATE)
    power = np.abs(np.fft.rfft(seconds * np.hanning(RATE), axis=1)) ** 2
    edges = np.geomspace(250, 1400, 26).astype(int)
    level = 10 * np.log10(np.add.reduceat(power, edges, axis=1)[:, :-1] / np.diff(edges))
    outstanding = level[:, 3:-3] - (level[:, :-6] + level[:, 6:]) / 2
    assert np.median(outstanding.max(axis=1)) > 3.3


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_wind_buffets_each_ear_alone(seed):
    """The bass jumps from one twentieth of a second to the next, at either ear by itself: what is steady is a car."""
    sound = synth.make("wind", 20, seed)
    levels = [np.diff(20 * np.log10(envelope(band(sound[:, ear], 60, 400), 20))) for ear in (0, 1)]
    assert min(steps.std() for steps in levels) > 2.6
    assert abs(np.corrcoef(*levels)[0, 1]) < 0.3


def test_a_window_is_darker_than_the_open():
    assert share(mono("window-rain"), 4000, 20_000) < 0.85 * share(mono("rain"), 4000, 20_000)


def test_waves_come_every_six_to_fourteen_seconds_and_swell_slowly():
    level = envelope(mono("waves", 60), 1)
    smooth = np.convolve(level, [0.25, 0.5, 0.25], mode="same")
    peaks = ((smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:]) & (smooth[1:-1] > smooth.mean())).sum()
    assert 4 <= peaks <= 14


def test_crackles_have_a_heavy_capped_tail():
    sound = band(mono("fire"), 1500, 20_000)
    cells = (sound.reshape(-1, 48) ** 2).mean(axis=1)
    height = 10 * np.log10(cells / np.median(cells))
    assert np.percentile(height, 99.9) > 22
    assert height.max() < 50


def test_leaves_move_in_fits_where_rain_falls_evenly():
    """How far the level of the highs goes from one fifth of a second to the next."""

    def restless(name, seed):
        highs = np.diff(mono(name, seed=seed), append=0)
        level = 10 * np.log10((highs.reshape(-1, 9600) ** 2).mean(axis=1))
        return np.median(np.abs(np.diff(level)))

    moved = [restless("leaves", seed) for seed in (3, 4, 5)]
    assert np.mean(moved) > 1.8
    assert min(moved) > 2 * restless("rain", 3)


@pytest.mark.parametrize("seed", [3, 4])
def test_leaves_have_a_body_under_their_hiss(seed):
    """Broad leaves rustle at 1 to 3 kHz; where that is hollow, wind in leaves is heard as water or as a spray."""
    assert share(mono("leaves", seed=seed), 800, 3000) > 0.25


@pytest.mark.parametrize("seed", [3, 4])
def test_crackles_are_dry(seed):
    """Between the rumble and the crackles there is a hollow; crackles with a body below 1.6 kHz are heard as drops."""
    sound = mono("fire", seed=seed)
    assert share(sound, 400, 1600) < 0.5 * share(sound, 2000, 24_000)


def test_crickets_sing_in_their_band_in_pulses():
    sound = mono("crickets")
    assert share(sound, 3300, 5200) > 0.6
    line = envelope(band(sound, 3300, 5200), 400)
    power = np.abs(np.fft.rfft(line - line.mean())) ** 2
    hz = np.fft.rfftfreq(line.size, 1 / 400)
    assert power[(hz > 20) & (hz < 80)].sum() > 0.25 * power.sum()


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_single_crickets_stand_out_of_the_night(seed):
    """Their chirps rise over what is between them; of many at once none is heard."""
    line = envelope(band(mono("crickets", seed=seed), 3300, 5400), 100)
    quiet, loud = np.percentile(line, [25, 95])
    assert 20 * np.log10(loud / quiet) > 15


def test_a_chirp_is_a_few_pulses_of_the_singers_pitch():
    singer = crickets._Singer(4200.0, 3, 30.0, 0.5, 0.0, 0.0, 0.0)
    chirp = crickets._chirp(np.random.default_rng(1), singer)[0]
    assert np.abs(np.fft.rfft(chirp, RATE)).argmax() == pytest.approx(4200, abs=90)
    loud = envelope(chirp, 1000) > 0.1
    assert (np.diff(loud.astype(int)) == 1).sum() + int(loud[0]) == 3


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_near_cricket_is_not_the_same_sound_at_both_ears(seed):
    """Neither at once nor up to 1 ms later."""
    left, right = (np.fft.rfft(ear) for ear in synth.make("crickets", 20, seed).T)
    left[: 200 * 20] = right[: 200 * 20] = 0
    across = np.fft.irfft(left * right.conj())
    alone = [np.fft.irfft(ear * ear.conj())[0] for ear in (left, right)]
    assert np.abs(np.concatenate([across[-48:], across[:49]])).max() < 0.35 * np.sqrt(alone[0] * alone[1])


def test_a_purr_pulses_near_27_a_second_and_breathes():
    line = envelope(mono("purr"))
    power = np.abs(np.fft.rfft(line - line.mean())) ** 2
    hz = np.fft.rfftfreq(line.size, 1 / 200)
    pulses, breath = (hz > 10) & (hz < 40), (hz > 0.1) & (hz < 2)
    assert 24 < hz[pulses][power[pulses].argmax()] < 31
    assert 0.3 < hz[breath][power[breath].argmax()] < 1.0


def test_a_heart_beats_about_54_times_a_minute_and_never_in_step():
    frames = 90 * RATE
    rng = np.random.default_rng(2)
    breath = heartbeat.slow(rng, frames, 0.16, 0.28, 0.0)
    gaps = np.diff(heartbeat._beats(rng, frames, breath))
    assert 60 / gaps.mean() == pytest.approx(54, abs=1)
    assert 0.06 < gaps.std() / gaps.mean() < 0.2
    assert gaps.min() > 0.6


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_fan_hums(seed):
    """The motor's first two partials hold a good part of the bass and the middle: without them it is the sea."""
    sound = mono("fan", seed=seed)
    assert share(sound, 90, 108) + share(sound, 180, 215) > 0.3 * share(sound, 60, 1000)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_train_is_told_by_its_wheels(seed):
    """Axles pass all the time, above the bass of the rolling: a long pause over a roar could be any vehicle."""
    sound = mono("night-train", 60, seed)
    level = 20 * np.log10(envelope(band(sound, 250, 1000), 50))
    inner = level[2:-2]
    above = inner > np.median(level) + 4
    highest = (inner > level[1:-3]) & (inner >= level[3:-1]) & (inner >= level[:-4]) & (inner >= level[4:])
    pauses = np.diff(np.flatnonzero(above & highest)) / 50
    assert np.percentile(pauses, 90) < 1.05  # seconds
    assert share(sound, 20, 125) < 0.1


@pytest.mark.parametrize("name", ["fan", "night-train", "brown-noise", "purr", "wind", "heartbeat"])
def test_dark_beds_are_dark(name):
    assert share(mono(name), 4000, 24_000) < 0.02


@pytest.mark.parametrize("name", ["waves", "purr"])
def test_rhythms_are_forgotten_within_seconds(name):
    sound = synth.make(name, 95, 4).astype(np.float64)
    line = np.sqrt((sound**2).sum(axis=1).reshape(-1, 4800).mean(axis=1))
    power = np.abs(np.fft.rfft(line - line.mean())) ** 2
    likeness = np.fft.irfft(power, line.size)[50 : line.size // 2] / np.fft.irfft(power, line.size)[0]
    assert np.abs(likeness).max() < 0.55
