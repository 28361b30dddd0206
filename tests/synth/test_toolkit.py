"""The ring, the noise, the grains, the ears and the finish against plain arithmetic and libebur128."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.render.loudness import Meter
from asmr_cli.synth import canvas, ears, filters, finish, grains, turbulence

RATE = 48_000
FRAMES = 20 * RATE


def rng(seed=1):
    return np.random.default_rng(seed)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 100), st.floats(0.05, 2), st.floats(2.1, 10))
def test_slow_curves_are_periodic_of_unit_spread_and_of_the_asked_band(seed, lo, hi):
    curve = canvas.slow(rng(seed), FRAMES, lo, hi, 1.0)
    assert curve.std() == pytest.approx(1)
    power = np.abs(np.fft.rfft(curve)) ** 2
    hz = np.fft.rfftfreq(curve.size, 1 / 50)
    assert power[(hz > lo / 3) & (hz < 2 * hi)].sum() > 0.95 * power.sum()
    assert abs(curve[0] - curve[-1]) <= np.abs(np.diff(curve)).max() * 1.5


def test_a_ring_shorter_than_a_cycle_gets_a_constant():
    assert np.ptp(canvas.slow(rng(), FRAMES, 0.001, 0.01)) == 0


def test_a_curve_goes_through_its_moments_and_around_the_ring():
    curve = canvas.through(FRAMES, [5.0, 15.0], [1.0, 3.0])
    assert [curve[round(second * 50)] for second in (5, 10, 15, 0)] == pytest.approx([1.0, 2.0, 3.0, 2.0])


def test_how_far_aside_a_direction_is():
    assert ears.aside([-90, -30, 0, 30, 90]) == pytest.approx([-1, -0.5, 0, 0.5, 1])


def test_at_rate_meets_its_points_and_goes_straight_between_them():
    line = canvas.at_rate(np.array([0.0, 1.0, 4.0]), 12)
    assert line.tolist() == [0, 0.25, 0.5, 0.75, 1, 1.75, 2.5, 3.25, 4, 3, 2, 1]


@settings(max_examples=10, deadline=None)
@given(st.integers(2_000, 40_000), st.integers(1, 1_500))
def test_convolution_goes_around_the_ring(frames, taps):
    noise = rng(frames).standard_normal(frames).astype(np.float32)
    impulse = rng(taps).standard_normal(taps).astype(np.float32)
    exact = np.fft.irfft(np.fft.rfft(noise) * np.fft.rfft(impulse, frames), frames)
    assert np.allclose(filters.convolve(noise, impulse), exact, atol=1e-3 * np.sqrt(taps))


def test_what_passes_the_end_comes_in_at_the_beginning():
    ring = np.zeros(5, dtype=np.float32)
    canvas.add_at(ring, 8, np.array([1, 2, 3, 4], dtype=np.float32))
    assert ring.tolist() == [3, 4, 0, 1, 2]
    bank = [np.array([1, 2, 3], dtype=np.float32)]
    scattered = grains.scatter(5, np.array([4, 9]), bank, np.array([0, 0]), np.array([1.0, 10.0]))
    assert scattered.tolist() == [22, 33, 0, 0, 11]


def test_a_tone_closes_and_has_its_pitch():
    tone = canvas.tone(FRAMES, 100.02, np.zeros(1000))
    spectrum = np.abs(np.fft.rfft(tone))
    assert spectrum.argmax() / 20 == pytest.approx(100, abs=0.05)
    assert np.sort(spectrum)[-2] < 0.01 * spectrum.max()


def test_noise_has_the_power_and_the_densities_it_is_given():
    hz = [20.0, 999.0, 1001.0, 20_000.0]
    sound = turbulence.coloured(rng(), FRAMES, hz, [0, 0, -20, -20], [-6, -6, -26, -26])
    power = np.abs(np.fft.rfft(sound, axis=0)) ** 2
    low, high = (power[(f > a) & (f < b)].mean(axis=0) for f, a, b in ((_hz(), 200, 800), (_hz(), 1500, 9000)))
    assert 10 * np.log10(low / high) == pytest.approx([20, 20], abs=0.3)
    assert 10 * np.log10(low[0] / low[1]) == pytest.approx(6, abs=0.3)
    assert turbulence.coloured_mono(rng(), FRAMES, [20, 20_000], [0, 0]).std() == pytest.approx(1, abs=0.01)


def test_the_ears_are_together_in_the_bass_and_apart_above():
    sound = turbulence.coloured(rng(), FRAMES, [20, 20_000], [0, 0], together=0.45)
    spectra = np.fft.rfft(sound, axis=0)
    for lo, hi, expected in ((25, 75, 0.45), (500, 5000, 0.0)):
        band = spectra[(_hz() > lo) & (_hz() < hi)]
        both = (band[:, 0] * band[:, 1].conj()).real.sum()
        assert both / np.sqrt((abs(band) ** 2).sum(axis=0).prod()) == pytest.approx(expected, abs=0.08)


def test_power_sum_adds_powers():
    assert turbulence.power_sum(np.array([0.0]), np.array([0.0]))[0] == pytest.approx(3.01, abs=0.01)


def test_poisson_events_follow_their_rate():
    rate = np.where(np.arange(1000) < 500, 10.0, 100.0)
    starts = grains.poisson(rng(), FRAMES, rate)
    early = (starts < FRAMES // 2).sum()
    assert early == pytest.approx(100, abs=40)
    assert starts.size - early == pytest.approx(1000, abs=130)
    assert (np.diff(starts) >= 0).all()
    gaps = np.diff(grains.poisson(rng(), FRAMES, 200.0))
    assert gaps.std() / gaps.mean() == pytest.approx(1, abs=0.1)


def test_renewals_fill_the_ring_evenly_and_forget_their_phase():
    starts = grains.renewal(rng(), 600 * RATE, 2.0, 0.3)
    gaps = np.diff(np.append(starts, starts[0] + 600 * RATE)) / RATE
    assert np.median(gaps) == pytest.approx(2, rel=0.15)
    assert np.log(gaps).std() == pytest.approx(0.3, abs=0.05)
    assert gaps.sum() == pytest.approx(600)
    phase = np.exp(2j * np.pi * (starts / RATE % gaps.mean()) / gaps.mean())
    assert abs(phase.mean()) < 0.35


def test_a_walking_pace_keeps_neighbouring_gaps_alike():
    gaps = np.log(np.diff(grains.renewal(rng(), 600 * RATE, 0.5, 0.02, walk=0.1)))
    gaps -= gaps.mean()
    assert (gaps[1:] * gaps[:-1]).mean() / gaps.var() > 0.8


def test_amplitudes_are_capped():
    assert grains.sizes(rng(), 10_000, 1.0, 5.0).max() == 5
    energies = grains.pareto(rng(), 100_000, 0.9, 60.0)
    assert energies.max() == 60
    assert energies.min() >= 1
    assert (energies > 10).mean() == pytest.approx(10**-0.9, rel=0.05)


def test_grains_ring_where_they_should():
    bubble = np.fft.rfft(grains.bubble(rng(), 1000.0), RATE)
    assert np.abs(bubble).argmax() == pytest.approx(1000, abs=60)
    burst = grains.burst(rng(), 3000.0, 0.4, 800.0, 0.01, 0.0005)
    assert (burst.astype(float) ** 2).sum() == pytest.approx(1)
    assert abs(burst[-1]) < 1e-3


def test_panning_keeps_the_power_and_delays_the_far_ear():
    left, right = ears.gains(np.linspace(-1, 1, 9))
    assert left**2 + right**2 == pytest.approx(np.ones(9))
    assert (np.diff(right) > 0).all()
    out = np.zeros((100, 2), dtype=np.float32)
    click = np.zeros(100, dtype=np.float32)
    click[10] = 1
    ears.place(out, click, 1.0)
    assert out[:, 1].argmax() == 10
    assert out[:, 0].argmax() == 10 + ears.FULL_DELAY


def test_a_moving_source_is_louder_and_earlier_on_its_side():
    noise = rng().standard_normal(FRAMES).astype(np.float32)
    still = ears.moving(noise, np.zeros(1000))
    assert np.allclose(still[:, 0], still[:, 1])
    assert np.allclose(still[:, 0], noise, atol=1e-4)
    right = ears.moving(noise, np.ones(1000))
    assert 10 * np.log10((right[:, 1] ** 2).mean() / (right[:, 0] ** 2).mean()) > 6
    lags = np.fft.irfft(np.fft.rfft(right[:, 0]) * np.fft.rfft(right[:, 1]).conj())
    assert lags.argmax() in (11, 12)


def test_a_room_adds_a_little_and_closes():
    click = np.zeros((FRAMES, 2), dtype=np.float32)
    click[-100] = 1
    wet = ears.room(rng(), click, wet=0.2)
    added = ((wet - click) ** 2).sum(axis=0)
    assert added == pytest.approx([0.04, 0.04], rel=0.2)
    assert (wet[:4000] ** 2).sum() > 0.5 * added.sum()


def test_a_cave_answers_in_the_highs_too():
    click = np.zeros((FRAMES, 2), dtype=np.float32)
    click[0] = 1
    dark, bright = (np.abs(np.fft.rfft((ears.room(rng(), click, top=top) - click)[:, 0])) ** 2 for top in (3200, 7000))
    highs = np.fft.rfftfreq(FRAMES, 1 / RATE) > 5000
    assert bright[highs].sum() > 5 * dark[highs].sum()


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 1000), st.floats(0, 0.7))
def test_the_loudness_is_that_of_libebur128(seed, quiet):
    pyebur128 = pytest.importorskip("pyebur128", reason="pyebur128 has no wheel here")
    noise = turbulence.coloured(rng(seed), FRAMES, [20, 1000, 20_000], [-10, -20, -45])
    noise[: int(quiet * FRAMES)] *= 0.01
    meter = pyebur128.R128State(2, RATE, pyebur128.MeasurementMode.MODE_I)
    meter.add_frames(np.ascontiguousarray(noise).ravel(), FRAMES)
    mine = finish.loudness(finish.weighted_power(noise))
    assert mine == pytest.approx(pyebur128.get_loudness_global(meter), abs=0.25)


def test_finish_settles_a_burst_and_keeps_the_rest():
    sound = turbulence.coloured(rng(), FRAMES, [20, 1000, 20_000], [-10, -20, -45])
    sound[10 * RATE : 11 * RATE] *= 10
    sound += 0.01
    done = finish.finish(sound.copy(), -25.0, jump=6.0)
    assert finish.rises(finish.weighted_power(sound)).max() > 15
    assert finish.rises(finish.weighted_power(done)).max() < 6.5
    assert finish.loudness(finish.weighted_power(done)) == pytest.approx(-25, abs=0.2)
    assert np.abs(done.mean(axis=0)).max() < 1e-6
    calm = slice(2 * RATE, 8 * RATE)
    assert np.corrcoef(done[calm, 0], sound[calm, 0])[0, 1] > 0.9999


def test_an_even_finish_takes_the_slow_wandering_out_and_leaves_the_colour():
    weather = 3.0 * canvas.slow(rng(), FRAMES, 0.05, 0.12, 1.0)[:, None]
    sound = turbulence.coloured(rng(), FRAMES, [20, 1000, 20_000], np.array([-10, -20, -45]) + weather)
    spreads = []
    for even in (0.0, 0.8):
        power = finish.weighted_power(finish.finish(sound.copy(), -25.0, even=even))
        spreads.append(np.log(power.reshape(-1, 100).mean(axis=1)).std())
    assert spreads[1] < 0.4 * spreads[0]


def test_the_ceiling_bends_and_never_breaks():
    line = np.linspace(-3, 3, 1001, dtype=np.float32)
    bent = finish.ceiling(np.stack([line, -line], axis=1))
    assert np.abs(bent).max() <= finish.CEILING
    small = np.abs(line) <= finish.CEILING / 2
    assert np.array_equal(bent[small, 0], line[small])
    assert (np.diff(bent[:, 0]) >= 0).all()


def test_no_peak_hides_between_two_samples():
    sound = turbulence.coloured(rng(), FRAMES, [20, 20_000], [0, 0])
    sound /= 30 * sound.std()
    burst = np.arange(2 * RATE, 2 * RATE + 480)
    sound[burst] += 0.9 * np.sin(np.pi / 2 * burst + np.pi / 4)[:, None].astype(np.float32)
    meter = Meter(true_peak=True)
    meter.add(finish.calm(sound))
    assert meter.true_peak_db == pytest.approx(-3.35, abs=0.02)


def test_pressing_lowers_only_what_stands_out():
    sound = turbulence.coloured(rng(), FRAMES, [20, 20_000], [0, 0])
    sound[5 * RATE : 5 * RATE + 2400] *= 10
    gain = finish.press(sound, 5.0)
    assert gain.max() == 1
    assert gain[5 * 200 + 5] < 0.6
    assert gain[: 4 * 200].min() > 0.95


def _hz():
    return np.fft.rfftfreq(FRAMES, 1 / RATE)
