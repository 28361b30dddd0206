"""Textures: no period, no seam, no end."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.errors import CannotDecode
from asmr_cli.render.source import Block
from asmr_cli.render.texture import Texture
from asmr_cli.types import RATE, Frames
from support.tapes import ArrayTape, mean_db, noise


def texture(
    samples: Block, seed: int = 1, offset: Frames = 0, avoid: tuple[tuple[Frames, Frames], ...] = ()
) -> Texture:
    return Texture(ArrayTape(samples), random.Random(seed), offset, avoid)


def envelope(block: Block, hop: int = RATE // 10) -> np.ndarray:
    whole = block[: len(block) // hop * hop, 0].reshape(-1, hop)
    return np.sqrt((whole.astype(np.float64) ** 2).mean(axis=1))


def restless(seconds: float, seed: int = 2) -> Block:
    """Noise whose level wanders within a second or two: worst where a stretch comes back."""
    knots = np.arange(0, seconds + 2, 0.7)
    wander = np.random.default_rng(seed).standard_normal(len(knots))
    level = np.exp(0.5 * np.interp(np.arange(round(seconds * RATE)) / RATE, knots, wander))
    return (noise(seconds, -30, seed) * level[:, None]).astype(np.float32)


def test_thirty_minutes_from_ninety_seconds_have_no_period() -> None:
    source = texture(restless(90.0))
    levels = np.concatenate([envelope(source.read(10 * RATE)) for _ in range(180)])
    levels -= levels.mean()
    spectrum = np.abs(np.fft.rfft(levels, 2 * len(levels))) ** 2
    correlation = np.fft.irfft(spectrum)[: len(levels)]
    normalised = correlation / correlation[0] * len(levels) / (len(levels) - np.arange(len(levels)))
    assert np.abs(normalised[50:9000]).max() < 0.1


def test_the_level_holds_through_crossings() -> None:
    levels = [mean_db(block) for block in np.split(texture(noise(60.0)).read(120 * RATE), 240)]
    assert max(levels) - min(levels) < 1.0


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 300_000), min_size=1, max_size=8), st.integers(0, 5))
def test_any_split_gives_the_same_samples(parts: list[int], seed: int) -> None:
    samples = noise(20.0)
    whole = texture(samples, seed).read(sum(parts))
    source = texture(samples, seed)
    assert np.array_equal(np.concatenate([source.read(count) for count in parts]), whole)


@pytest.mark.parametrize("seconds", [0.5, 1.0, 3.0, 7.0])
def test_short_files_last_too(seconds: float) -> None:
    block = texture(noise(seconds)).read(60 * RATE)
    assert len(block) == 60 * RATE
    assert mean_db(block) == pytest.approx(-30.0, abs=1.0)


def test_it_begins_at_its_offset() -> None:
    samples = noise(60.0)
    assert np.array_equal(texture(samples, offset=20 * RATE).read(RATE), samples[20 * RATE : 21 * RATE])


def test_a_jarring_stretch_is_not_entered() -> None:
    samples = noise(60.0)
    samples[30 * RATE : 33 * RATE, 0] = 0.9
    samples[45 * RATE : 50 * RATE, 0] = 0.9
    for offset in (0, 29 * RATE, 31 * RATE, 59 * RATE):
        source = texture(samples, offset=offset, avoid=((30 * RATE, 33 * RATE), (45 * RATE, 50 * RATE)))
        assert all(float(source.read(10 * RATE)[:, 0].max()) < 0.5 for _ in range(30))


def test_a_file_that_ends_before_its_stated_length_is_an_error() -> None:
    tape = ArrayTape(noise(20.0), stated=60 * RATE)
    source = Texture(tape, random.Random(1), 10 * RATE)
    with pytest.raises(CannotDecode):
        source.read(120 * RATE)
