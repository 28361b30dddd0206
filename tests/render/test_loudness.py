"""The meter against the EBU's test signals, made from their descriptions, and against libebur128."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from asmr_cli.render.hoppower import HopPower, hop_power
from asmr_cli.render.loudness import Meter, integrated, loudness_range, windowed

RATE = 48_000
Samples = NDArray[np.float32]


def tone(dbfs: float, seconds: float, hertz: float = 1000.0, channels: int = 2, rate: int = RATE) -> Samples:
    moments = np.arange(round(seconds * rate)) / rate
    wave = 10 ** (dbfs / 20) * np.sin(2 * np.pi * hertz * moments)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


def tones(*parts: tuple[float, float]) -> Samples:
    """(dBFS, seconds) one after the other, without a break in phase at whole milliseconds."""
    return np.concatenate([tone(level, seconds) for level, seconds in parts])


def quiet(seconds: float, channels: int = 2) -> Samples:
    return np.zeros((round(seconds * RATE), channels), dtype=np.float32)


def measured(samples: Samples, rate: int = RATE, step: int = 10_000, true_peak: bool = True) -> Meter:
    meter = Meter(rate, samples.shape[1], true_peak)
    for start in range(0, len(samples), step):
        meter.add(samples[start : start + step])
    return meter


@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_ebu_3341_case_1_and_2(level: float) -> None:
    meter = measured(tone(level, 20))
    assert [meter.momentary_max, meter.short_term_max, meter.integrated] == pytest.approx([level] * 3, abs=0.1)


@pytest.mark.parametrize(
    "parts",
    [
        [(-36, 10), (-23, 60), (-36, 10)],
        [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)],
        [(-26, 20), (-20, 20.1), (-26, 20)],
    ],
    ids=["case 3", "case 4", "case 5"],
)
def test_ebu_3341_gates(parts: list[tuple[float, float]]) -> None:
    assert measured(tones(*parts), true_peak=False).integrated == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("bass_effects", [False, True], ids=["5.0", "5.1 with a loud effects channel"])
def test_ebu_3341_case_6_weighs_the_surround_channels(bass_effects: bool) -> None:
    channels = [tone(level, 20, channels=1) for level in (-28, -28, -24, -30, -30)]
    if bass_effects:
        channels.insert(3, tone(-6, 20, channels=1))
    assert measured(np.concatenate(channels, axis=1), true_peak=False).integrated == pytest.approx(-23.0, abs=0.1)


def test_ebu_3341_case_9_short_term_is_steady_after_three_seconds() -> None:
    meter = measured(tones(*[(-20, 1.34), (-30, 1.66)] * 5))
    assert meter.short_term == pytest.approx(np.full(len(meter.short_term), -23.0), abs=0.1)


@pytest.mark.parametrize("step", range(20))
def test_ebu_3341_case_10_short_term_finds_three_seconds_anywhere(step: int) -> None:
    samples = np.concatenate([quiet(0.15 * step), tone(-23, 3), quiet(1)])
    assert measured(samples).short_term_max == pytest.approx(-23.0, abs=0.1)


def test_ebu_3341_case_12_momentary_is_steady_after_a_second() -> None:
    momentary = measured(tones(*[(-20, 0.18), (-30, 0.22)] * 25)).momentary
    assert momentary[6:] == pytest.approx(np.full(len(momentary) - 6, -23.0), abs=0.1)


@pytest.mark.parametrize("step", range(20))
def test_ebu_3341_case_13_momentary_finds_400_ms_anywhere(step: int) -> None:
    samples = np.concatenate([quiet(0.02 * step), tone(-23, 0.4), quiet(1)])
    assert measured(samples).momentary_max == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize(
    ("divisor", "degrees", "amplitude", "expected"),
    [(4, 0, 0.5, -6.0), (4, 45, 0.5, -6.0), (6, 60, 0.5, -6.0), (8, 67.5, 0.5, -6.0), (4, 45, 1.41, 3.0)],
    ids=["case 15", "case 16", "case 17", "case 18", "case 19"],
)
def test_ebu_3341_true_peak_of_sines(divisor: int, degrees: float, amplitude: float, expected: float) -> None:
    place = np.arange(RATE)
    wave = amplitude * np.sin(2 * np.pi * place / divisor + np.radians(degrees))
    fades = np.minimum(1.0, np.minimum(place, place[::-1]) / 4800)
    peak = measured((wave * fades)[:, None].astype(np.float32)).true_peak_db
    assert expected - 0.4 <= peak <= expected + 0.2


@pytest.mark.parametrize("offset", range(4), ids=["case 20", "case 21", "case 22", "case 23"])
def test_ebu_3341_true_peak_between_samples(offset: int) -> None:
    # Four times the rate, a burst of one period of fs/6, low-passed below the Nyquist frequency, every fourth sample.
    place = np.arange(RATE * 4)
    wave = 0.5 * np.sin(2 * np.pi * place / (4 * 8))
    burst = slice(96_000, 96_000 + 32)
    wave[burst] *= 2
    spectrum = np.fft.rfft(wave)
    spectrum[len(spectrum) // 4 * 9 // 10 :] = 0
    smooth = np.fft.irfft(spectrum, len(wave))
    samples = (smooth / np.abs(smooth).max())[offset::4, None].astype(np.float32)
    assert -0.4 <= measured(samples).true_peak_db <= 0.2


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-50, -35, -20, -35, -50), 15)],
    ids=["case 1", "case 2", "case 3", "case 4"],
)
def test_ebu_3342_range(levels: tuple[float, ...], expected: float) -> None:
    meter = measured(tones(*[(level, 20) for level in levels]), true_peak=False)
    assert meter.range == pytest.approx(expected, abs=1.0)


def noise(rate: int, channels: int, seconds: float, seed: int) -> Samples:
    """Noise that swells and pauses, with a click now and then."""
    rng = np.random.default_rng(seed)
    samples = rng.standard_normal((round(rate * seconds), channels)) * 0.05
    samples *= np.exp(2 * np.sin(np.arange(len(samples)) / rate))[:, None]
    samples[rng.integers(0, len(samples), 20)] += 0.4
    return samples.astype(np.float32)


@pytest.mark.parametrize(
    ("rate", "channels"),
    [(48_000, 2), (44_100, 2), (22_050, 1), (11_025, 2), (37_777, 1), (96_000, 2), (192_000, 1), (48_000, 6)],
)
def test_agrees_with_libebur128(rate: int, channels: int) -> None:
    oracle = pytest.importorskip("pyebur128", reason="pyebur128 has no wheel here")
    samples = noise(rate, channels, 20.0, seed=rate + channels)
    mode = oracle.MeasurementMode
    state = oracle.R128State(channels, rate, mode.MODE_I | mode.MODE_LRA | mode.MODE_S | mode.MODE_TRUE_PEAK)
    hop, shorts = (rate + 5) // 10, []
    for start in range(0, len(samples) - hop + 1, hop):
        state.add_frames(samples[start : start + hop].reshape(-1).copy(), hop)
        shorts.append(oracle.get_loudness_shortterm(state))
    meter = measured(samples[: len(samples) // hop * hop], rate)
    peak = max(oracle.get_true_peak(state, channel) for channel in range(channels))
    assert meter.integrated == pytest.approx(oracle.get_loudness_global(state), abs=0.01)
    assert meter.range == pytest.approx(oracle.get_loudness_range(state), abs=0.01)
    assert meter.short_term == pytest.approx(shorts[29:], abs=0.01)
    assert meter.true_peak_db == pytest.approx(20 * np.log10(peak), abs=0.1)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 30_000), min_size=1, max_size=12), st.integers(0, 2**32))
def test_any_split_into_blocks_measures_the_same(lengths: list[int], seed: int) -> None:
    samples = noise(RATE, 2, sum(lengths) / RATE, seed)
    split, whole = Meter(), Meter()
    start = 0
    for length in lengths:
        split.add(samples[start : start + length])
        _ = split.integrated  # looking at it in between changes nothing
        start += length
    whole.add(samples)
    assert split.powers == pytest.approx(whole.powers, rel=1e-4)
    assert split.true_peak_db == pytest.approx(whole.true_peak_db, abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.001, 1.0))
def test_true_peak_misses_nothing_that_full_interpolation_finds(seed: int, spread: float) -> None:
    rng = np.random.default_rng(seed)
    samples = (rng.standard_normal((4000, 1)) * rng.random((4000, 1)) ** (1 / spread)).astype(np.float32)
    taps = np.sinc((np.arange(49) - 24) / 4) * np.hanning(49)
    stuffed = np.zeros(4 * len(samples))
    stuffed[::4] = samples[:, 0]
    expected = 20 * np.log10(np.abs(np.convolve(stuffed, taps)).max())
    assert measured(samples, step=333).true_peak_db == pytest.approx(expected, abs=1e-3)


def test_silence_has_no_loudness() -> None:
    meter = measured(quiet(5))
    assert [meter.integrated, meter.momentary_max, meter.short_term_max, meter.true_peak_db] == [-np.inf] * 4
    assert meter.range == 0.0


def test_less_than_a_window_has_no_loudness() -> None:
    meter = measured(tone(-20, 0.35))
    assert meter.integrated == -np.inf
    assert len(meter.momentary) == len(meter.short_term) == 0
    assert meter.true_peak_db == pytest.approx(-20, abs=0.1)


def test_a_constant_offset_is_not_heard() -> None:
    level = measured(tone(-50, 10) + np.float32(0.5)).short_term[-1]
    assert level == pytest.approx(-50.0, abs=0.05)


def test_a_meter_without_true_peak_says_so() -> None:
    meter = Meter(true_peak=False)
    meter.add(tone(-20, 1))
    assert np.isnan(meter.true_peak_db)


def quick(samples: Samples) -> Samples:
    """In halves of a second, as a session's sound comes."""
    power = HopPower()
    return np.concatenate([power.of(samples[at : at + RATE // 2]) for at in range(0, len(samples), RATE // 2)])


@pytest.mark.parametrize("powers", [quick, hop_power])
def test_hop_power_agrees_with_the_filter(powers: Callable[[Samples], Samples]) -> None:
    samples = noise(RATE, 2, 10.0, seed=5)
    meter = measured(samples)
    levels = -0.691 + 10 * np.log10(windowed(powers(samples), 4))
    assert levels == pytest.approx(meter.momentary, abs=0.05)
    assert integrated(powers(samples)) == pytest.approx(meter.integrated, abs=0.03)
    assert loudness_range(powers(samples)) == pytest.approx(meter.range, abs=0.05)


@settings(deadline=None, max_examples=30)
@given(st.floats(5.0, 30.0), st.floats(-60.0, -20.0))
def test_rumble_under_a_sound_is_not_heard_as_sound(hertz: float, level: float) -> None:
    samples = tone(level, 3, hertz=hertz) + tone(-50, 3)
    assert quick(samples)[3:] == pytest.approx(measured(samples).powers[3:], rel=0.05)


def test_silence_has_no_power() -> None:
    assert not hop_power(quiet(1)).any()
    assert len(hop_power(quiet(0.05))) == 0
