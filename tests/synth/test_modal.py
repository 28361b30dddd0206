"""Struck bodies: the modes that were asked for, softened by the contact, never twice the same."""

import numpy as np
import pytest

from asmr_cli.synth.modal import body, click, layered, ringing, scaled, strike, vary
from asmr_cli.types import RATE

PLATE = body((400.0, 1000.0, 2500.0), (1.0, 1.0, 1.0), (20, 20, 20))


def spectrum(sound: np.ndarray, size: int = 1 << 15) -> np.ndarray:
    return np.abs(np.fft.rfft(sound, size))


def near(sound: np.ndarray, hz: float) -> float:
    """Highest level within 8 % of a frequency."""
    bins = np.fft.rfftfreq(1 << 15, 1 / RATE)
    return float(spectrum(sound)[(bins > 0.92 * hz) & (bins < 1.08 * hz)].max())


def test_the_fast_sum_of_modes_is_the_plain_one() -> None:
    rates = np.array([2j * np.pi * 300 - 40, 2j * np.pi * 4100 - 300])
    weights = np.array([0.7 + 0.1j, 0.2 - 0.3j])
    time = np.arange(1000) / RATE
    plain = (weights[:, None] * np.exp(rates[:, None] * time)).sum(axis=0).imag
    assert np.allclose(ringing(weights, rates, 1000)[:1000], plain, atol=1e-9)


def test_every_mode_is_heard_where_it_was_put() -> None:
    hit = strike(PLATE, np.random.default_rng(1), contact=5e-5, spread=0.0)
    for between in (650, 1600):
        assert min(near(hit, 400), near(hit, 1000), near(hit, 2500)) > 2 * near(hit, between)


def test_a_soft_contact_is_dark() -> None:
    hard = strike(PLATE, np.random.default_rng(1), contact=2e-4, spread=0.0)
    soft = strike(PLATE, np.random.default_rng(1), contact=1.2e-3, spread=0.0)
    assert near(soft, 2500) / near(soft, 400) < 0.1 * near(hard, 2500) / near(hard, 400)


def test_modes_decay_as_their_quality_says() -> None:
    one = body((500.0,), (1.0,), (10,))
    assert one.taus[0] == pytest.approx(10 / (np.pi * 500))
    assert body((20.0,), (1.0,), (50,)).taus[0] == 0.06


def test_a_smaller_body_is_higher_and_a_sibling_is_close() -> None:
    assert np.allclose(scaled(PLATE, 2.0).freqs, 2 * PLATE.freqs)
    ratios = vary(PLATE, np.random.default_rng(3), pitch=0.02).freqs / PLATE.freqs
    assert np.all(np.abs(np.log(ratios)) < 0.1) and not np.allclose(ratios, 1)


def test_no_two_hits_are_the_same() -> None:
    rng = np.random.default_rng(4)
    first, second = (strike(PLATE, rng, 3e-4) for _ in range(2))
    assert not np.array_equal(first[:256], second[:256])


def test_hits_and_clicks_end_in_silence_and_are_finite() -> None:
    rng = np.random.default_rng(5)
    for sound in (strike(PLATE, rng, 3e-4), click(rng, 2000, 1.2, 0.003)):
        assert sound.dtype == np.float32 and np.isfinite(sound).all()
        assert abs(sound[-1]) < 1e-3 and np.abs(sound).max() <= 6


def test_layers_start_when_they_should() -> None:
    one = np.ones(10, np.float32)
    both = layered((0, 0.5, one), (20 / RATE, 2.0, one))
    assert both.tolist() == [0.5] * 10 + [0.0] * 10 + [2.0] * 10
