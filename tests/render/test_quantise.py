"""Sixteen bits: dithered, the same for any split, true zeros in silence."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.render.envelope import OutputGain
from asmr_cli.render.quantise import encode, quantise
from asmr_cli.render.source import silence
from asmr_cli.types import RATE
from support.tapes import noise


def gain() -> OutputGain:
    return OutputGain(3 * RATE, 12 * RATE, 8 * RATE, "sone", 100)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 70_000), min_size=1, max_size=6), st.integers(0, 19 * RATE))
def test_any_split_gives_the_same_samples(parts: list[int], first: int) -> None:
    block = noise(sum(parts) / RATE + 1)[: sum(parts)]
    whole = encode(block, first, gain(), 7)
    done, split = 0, []
    for count in parts:
        split.append(encode(block[done : done + count], first + done, gain(), 7))
        done += count
    assert np.array_equal(np.concatenate(split), whole)


def test_the_seed_is_the_dithers() -> None:
    block = noise(0.1)
    assert not np.array_equal(quantise(block, 0, 1), quantise(block, 0, 2))


def test_silence_is_zero_after_the_end_and_while_held() -> None:
    ended = gain()
    assert not encode(noise(1.0), 20 * RATE, ended, 7).any()
    ended.silence(5 * RATE, RATE)
    assert not encode(noise(1.0), 6 * RATE, ended, 7).any()


def test_the_last_sample_of_a_session_is_zero() -> None:
    assert not encode(noise(0.01), 20 * RATE - 1, gain(), 7)[0].any()


def test_dither_is_triangular_and_one_step_high() -> None:
    samples = quantise(silence(4 * RATE), 0, 3).astype(np.float64)
    assert np.abs(samples).max() <= 1
    # Rounded TPDF of ±1 LSB: 1/8 of the samples at +1, 1/8 at -1.
    assert 0.12 < np.mean(samples == 1) < 0.13
    assert abs(float(samples.mean())) < 0.005


def test_a_tone_below_one_step_survives() -> None:
    tone = np.sin(2 * np.pi * 500 * np.arange(4 * RATE) / RATE)[:, None] * [0.4 / 32768, 0.4 / 32768]
    samples = quantise(tone.astype(np.float32), 0, 3)[:, 0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(samples)) / len(samples) * 2
    assert abs(float(spectrum[500 * 4]) - 0.4) < 0.05
    assert spectrum[[1500 * 4, 2500 * 4]].max() < 0.03  # no harmonics: that is what dither is for


def test_what_passes_full_scale_is_cut_off() -> None:
    samples = quantise(np.array([[1.5, -1.5]] * RATE, np.float32), 0, 3)
    assert samples[:, 0].min() > 32_760
    assert samples[:, 1].max() < -32_760
