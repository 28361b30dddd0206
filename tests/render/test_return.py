"""What comes back out of silence, sparse sounds too, stands out no more than rule 1 lets it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from asmr_cli.models import Clip, FadeOut, Phase, Segment, Session, Sound
from asmr_cli.render.envelope import OutputGain
from asmr_cli.render.loudness import Meter
from asmr_cli.render.mix import Mix
from asmr_cli.render.source import Block
from asmr_cli.types import RATE, Frames
from support.beds import band_noise
from support.tapes import ArrayTape, noise

SECONDS = 120
RETURN: Frames = 3 * RATE


def taps(every: float) -> Block:
    """Bursts that die away within a fifth of a second, over a little noise."""
    return bursts(-38.0, np.arange(0.3, SECONDS - 1.0, every), 15.0)


def beats() -> Block:
    """Two short bursts 0.36 s apart, as of a heart, which fill a window that begins between two tenths of a second."""
    first = np.arange(0.3, SECONDS - 1.5, 1.1)
    return bursts(-50.0, np.sort(np.concatenate([first, first + 0.36])), 40.0)


def bursts(floor: float, starts: NDArray[np.float64], falling: float) -> Block:
    """Noise at `floor` LUFS, and bursts that fall by the factor e `falling` times a second."""
    sound = noise(SECONDS, floor)
    decay = np.exp(-np.arange(RATE // 2, dtype=np.float32) / (RATE / falling))[:, None]
    for start in starts:
        at = round(float(start) * RATE)
        sound[at : at + RATE // 2] += noise(0.5, -15.0, at) * decay
    return sound


def session() -> Session:
    clip = Clip("taps", 0.0, 0.0, float(SECONDS))
    phases = (Phase("settle", 0.0, 30.0), Phase("drift", 30.0, 72.0), Phase("away", 72.0, float(SECONDS)))
    segment = Segment("foreground", "taps", (), 0.0, float(SECONDS), 0.0, 0.0, 0.0, (clip,))
    return Session(float(SECONDS), 3, "sleep", phases, (segment,), None, 12.0, FadeOut(80.0, 40.0, "sone"))


def mix_of(sound: Block) -> Mix:
    meter = Meter(true_peak=False)
    meter.add(sound[: 20 * RATE])
    known = Sound("taps", float(SECONDS), meter.integrated)
    return Mix(session(), lambda ref: ArrayTape(sound), lambda ref: known)


def heard_again(mix: Mix, at: Frames, seconds: int, fade_in: Frames = 0) -> Block:
    """What is heard of a return at a frame, in a session whose own fade-in takes `fade_in`."""
    mix.begin(session(), at, RETURN, at)
    gain = OutputGain(fade_in, 80 * RATE, 40 * RATE, "sone", 100)
    gain.silence(at - 480, 1)
    gain.come_back(at, RETURN)
    return mix.read(seconds * RATE) * gain.gains(at, seconds * RATE)


def mean_of(heard: Block) -> float:
    """Its mean power."""
    meter = Meter(true_peak=False)
    meter.add(heard)
    return float(meter.powers.mean())


def highest(heard: Block, mean: float, early: Frames = 0) -> float:
    """The most that 400 ms are above the 3 s before them, in LU; the windows begin `early` frames before a tenth."""
    meter = Meter(true_peak=False)
    meter.add(np.concatenate([np.zeros((4 * RATE - early, 2), np.float32), heard]))
    sums = np.concatenate([[0.0], np.cumsum(meter.powers)])
    momentary, before = (sums[34:] - sums[30:-4]) / 4, (sums[30:-4] - sums[:-34]) / 30
    return float(10 * np.log10((momentary / np.maximum(before, mean / 10)).max()))


@pytest.mark.parametrize("every", [0.5, 0.9, 1.3])
@pytest.mark.parametrize("at", [40.0, 41.15, 42.3, 43.9])
def test_taps_return_in_the_midst_of_what_is_around_them(every: float, at: float) -> None:
    first = round(at * RATE)
    mix = mix_of(taps(every))
    mean = mean_of(mix.read(30 * RATE)[12 * RATE :])
    heard = heard_again(mix, first, 12)
    assert highest(heard, mean) <= 8.05
    assert mix.position == first + 12 * RATE


@pytest.mark.parametrize("at", [40.0, 41.15, 42.37])
def test_a_window_that_begins_between_two_tenths_of_a_second_sees_no_more(at: float) -> None:
    first = round(at * RATE)
    mix = mix_of(beats())
    mean = mean_of(mix.read(30 * RATE)[12 * RATE :])
    heard = heard_again(mix, first, 16)
    assert max(highest(heard, mean, early) for early in range(0, RATE // 10, RATE // 50)) <= 8.0


@pytest.mark.parametrize("at", [2.0, 3.135, 4.5, 6.0, 8.0])
def test_a_return_in_the_first_fade_in_rises_with_it_and_no_steeper(at: float) -> None:
    first = round(at * RATE)
    mix = mix_of(np.tile(band_noise(150, 220, -25.0, 3), (3, 1)))
    mix.read(first // 2)
    heard = heard_again(mix, first, 30, fade_in=12 * RATE)
    mean = mean_of(heard[20 * RATE :])
    assert max(highest(heard, mean, early) for early in range(0, RATE // 10, RATE // 50)) <= 8.0


def test_a_return_begins_no_louder_than_it_was_left() -> None:
    sound = noise(SECONDS, -30.0)
    sound[20 * RATE : 60 * RATE] *= 3.0  # ten times the power of what the file is said to hold
    mix = mix_of(sound)
    before = mix.read(35 * RATE)[32 * RATE :]
    mix.begin(session(), 36 * RATE, RETURN, mix.position)
    after = mix.read(8 * RATE)[RETURN:]
    assert 20 * np.log10(after.std() / before.std()) < 1.0


def test_what_is_short_comes_back_at_another_place_each_time() -> None:
    """The same ten seconds of it after every pause would be known by heart."""
    mix = mix_of(noise(20, -30.0))
    heard = []
    for at in (30, 50, 70):
        mix.begin(session(), at * RATE, RETURN, mix.position)
        heard.append(mix.read(5 * RATE).reshape(-1))
    likeness = np.corrcoef(heard) - np.eye(3)
    assert np.abs(likeness).max() < 0.2
