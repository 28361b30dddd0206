"""Taps, keys, pencils, drops, water, clocks, scissors and sprays: each has what makes it that sound."""

from functools import cache

import numpy as np
import pytest

from asmr_cli.synth import clock, finish, keyboard, make, pouring, scissors, tapping, writing
from asmr_cli.synth.canvas import TICK, Stereo
from asmr_cli.synth.hand import Touch, taps
from asmr_cli.synth.recipe import generator
from asmr_cli.types import RATE

SECONDS = 20
FOREGROUND = (
    "tapping-wood", "tapping-glass", "typing", "writing", "drops", "pouring", "clock", "scissors", "spray",
)  # fmt: skip


@cache
def sound(name: str) -> Stereo:
    return make(name, SECONDS, seed=5)


def share(name: str, low: float, high: float) -> float:
    """Part of the power between two frequencies."""
    power = (np.abs(np.fft.rfft(sound(name), axis=0)) ** 2).sum(axis=1)
    hz = np.fft.rfftfreq(SECONDS * RATE, 1 / RATE)
    return float(power[(hz >= low) & (hz < high)].sum() / power[hz > 20].sum())


def levels(name: str, seconds: float) -> np.ndarray:
    """Level in dB of stretches of a sound, re its mean."""
    size = round(seconds * RATE)
    power = (sound(name).astype(float) ** 2).sum(axis=1)
    blocks = power[: len(power) // size * size].reshape(-1, size).mean(axis=1)
    return np.asarray(10 * np.log10(blocks / power.mean() + 1e-12))


@pytest.mark.parametrize("name", FOREGROUND)
def test_nothing_startles(name: str) -> None:
    assert finish.rises(finish.weighted_power(sound(name))).max() < 10


@pytest.mark.parametrize("name", FOREGROUND)
def test_it_is_close_and_moves_between_the_ears(name: str) -> None:
    heard = sound(name).astype(float)
    size = RATE // 2
    power = (heard[: SECONDS * RATE // size * size].reshape(-1, size, 2) ** 2).mean(axis=1) + 1e-9
    sides = 10 * np.log10(power[:, 0] / power[:, 1])
    assert np.percentile(sides, 95) - np.percentile(sides, 5) > 1.5


@pytest.mark.parametrize("name", ["tapping-wood", "tapping-glass"])
def test_taps_are_a_low_thump_with_a_little_click(name: str) -> None:
    assert share(name, 20, 350) > 0.6
    assert 1e-4 < share(name, 2000, 20_000) < 0.05


def test_glass_is_brighter_than_wood() -> None:
    assert share("tapping-glass", 800, 20_000) > share("tapping-wood", 800, 20_000)


def test_a_glass_has_nothing_where_a_box_has_its_lid() -> None:
    assert share("tapping-glass", 350, 800) < 0.07 < share("tapping-wood", 350, 800)


def ringing_on(surface: tapping.Surface) -> float:
    """Level in dB of the highs of a nail's tap 50 ms after it, re its beginning."""
    tap = tapping.tap(surface, Touch(0, 1, 0.5, 0, 1.0), np.random.default_rng(3)).astype(float)
    highs = np.append(np.diff(tap, n=2), np.zeros(RATE)) ** 2
    late = round(0.05 * RATE)
    return float(10 * np.log10((highs[late : late + 480].mean() + 1e-30) / highs[:480].mean()))


def test_glass_rings_on_and_is_gone_in_a_fifth_of_a_second() -> None:
    assert ringing_on(tapping.glass()) > -45
    assert ringing_on(tapping.wood()) < -70
    assert tapping.glass().thing.taus.max() <= 0.12


def test_what_rings_is_tapped_sparingly() -> None:
    """As quickly as a table, its tones would be music."""
    wood, glass = (
        len(taps(60, np.random.default_rng(1), thing.gap, thing.nail, thing.manners))
        for thing in (tapping.wood(), tapping.glass())
    )
    assert glass < 0.65 * wood


def test_typing_lives_between_half_and_eight_kilohertz() -> None:
    assert share("typing", 500, 9000) > 0.55


def test_a_key_cap_has_no_body_to_knock_with() -> None:
    assert share("typing", 20, 700) < 0.08


def test_a_key_is_nearer_the_ear_on_its_side() -> None:
    board = keyboard.keyboard()
    assert len(board) == 28
    assert board[ord("a") - ord("a")].column < -0.9 < 0.9 < board[ord("p") - ord("a")].column


def test_words_are_drawn_from_no_lexicon() -> None:
    words = [tuple(keyboard.word(np.random.default_rng(seed))) for seed in range(200)]
    assert all(2 <= len(word) <= 9 for word in words)
    assert len(set(words)) > 180


def test_lines_are_written_from_left_to_right() -> None:
    ink = writing.page(40, np.random.default_rng(1))
    steps = np.diff([one.azimuth for one in ink])
    assert (steps > 0).mean() > 0.9
    assert steps.min() < -40


def test_a_cave_never_falls_silent() -> None:
    assert levels("drops", 0.5).min() > -16
    assert share("drops", 700, 9000) > 0.85


def test_a_vessel_sings_higher_as_it_fills() -> None:
    frames = 40 * RATE
    plan = pouring.pours(40, np.random.default_rng(2))
    flow, inner, fill, _ = pouring.course(plan, frames, np.random.default_rng(3))
    for pour in plan:
        inside = slice(int(pour.at * RATE / TICK) + 1, int((pour.at + pour.lasts) * RATE / TICK))
        assert np.all(np.diff(fill[inside]) >= 0) and fill[inside][-1] > 0.95
        assert inner[inside].max() == pytest.approx(1.0) and inner[inside][-1] < 0.1
    assert flow.min() > 0


def test_pouring_grows_brighter_within_a_pour() -> None:
    pour = pouring.Pour(0.0, 18.0, 2.0, 1.0, 1.0)
    flow, inner, fill, pitch = pouring.course([pour], SECONDS * RATE, np.random.default_rng(4))
    water = pouring.jet(SECONDS * RATE, np.random.default_rng(5), np.ones_like(flow), inner, fill, pitch)
    strongest = []
    for start in (1, 8, 15):
        power = (np.abs(np.fft.rfft(water[start * RATE : (start + 2) * RATE], axis=0)) ** 2).sum(axis=1)
        hz = np.arange(len(power)) / 2
        body = (hz > 500) & (hz < 1750)
        strongest.append((hz * power)[body].sum() / power[body].sum())
    assert strongest[0] < strongest[1] < strongest[2]


def test_a_clock_keeps_its_time() -> None:
    power = (sound("clock").astype(float) ** 2).sum(axis=1).reshape(-1, RATE // 100).mean(axis=1)
    centred = power - power.mean()
    likeness = np.fft.irfft(np.abs(np.fft.rfft(centred)) ** 2)
    pair = 40 + int(likeness[40:160].argmax())
    assert pair / 100 == pytest.approx(2 * clock.BEAT, rel=0.1) or pair / 100 == pytest.approx(clock.BEAT, rel=0.1)


def test_the_works_of_a_clock_ring_on() -> None:
    """A knife on a board is over in 20 ms; brass is not: 50 ms after the tick the highs are down by 20 dB at most."""
    tick = clock.beat(np.random.default_rng(7), 1.0).astype(float)
    sharp = np.convolve(np.diff(tick, prepend=0.0) ** 2, np.ones(480))
    assert 10 * np.log10(sharp[round(0.05 * RATE)] / sharp.max()) > -20


def test_no_two_ticks_are_the_same() -> None:
    rng = np.random.default_rng(6)
    assert not np.array_equal(clock.beat(rng, 1.0)[:1000], clock.beat(rng, 1.0)[:1000])


def test_scissors_lie_in_a_hush_out_of_which_no_snip_jumps() -> None:
    assert levels("scissors", 0.4).min() > -21
    assert levels("scissors", 0.4).max() < 6
    assert finish.rises(finish.weighted_power(sound("scissors"))).max() < 9


def test_blades_are_neither_a_twig_nor_a_bell() -> None:
    """Nine tenths of the power of a closing are above 2.5 kHz, and 20 ms later next to nothing is left."""
    end = scissors.shut(scissors.steel(), np.random.default_rng(8)).astype(float)
    power = np.abs(np.fft.rfft(end, RATE)) ** 2
    assert power[2500:].sum() > 0.9 * power.sum()
    assert (end[round(0.02 * RATE) :] ** 2).sum() < 1e-3 * (end**2).sum()


def test_a_haircut_without_a_comb_is_one_too() -> None:
    seed = next(seed for seed in range(200) if not scissors.haircut(SECONDS, generator(seed, "scissors"))[1])
    assert np.isfinite(make("scissors", SECONDS, seed)).all()


def test_a_snip_ends_in_a_click() -> None:
    """In the highs, the sharpest millisecond of a snip stands well over its slide, and comes at its end."""
    plan, _, _ = scissors.haircut(SECONDS, generator(5, "scissors"))
    sharp = np.gradient(np.gradient(sound("scissors").mean(axis=1).astype(float)))
    cells = (sharp.reshape(-1, 48) ** 2).mean(axis=1)
    over = []
    for snip in plan[1:-1]:
        slide = cells[round(snip.at * 1000) : round((snip.at + 0.85 * snip.closing) * 1000)]
        end = cells[round((snip.at + 0.85 * snip.closing) * 1000) : round((snip.at + snip.closing) * 1000) + 8]
        over.append(10 * np.log10(end.max() / slide.mean()))
    assert np.median(over) > 8


def test_spray_is_mist_with_droplets_after_it() -> None:
    assert share("spray", 1300, 9000) > 0.6
    assert np.percentile(levels("spray", 0.1), 10) < -12


def test_mist_has_no_grain() -> None:
    """In every loud 20 ms the highs are Gaussian; droplets that are heard one by one would be gravel."""
    sharp = np.diff(sound("spray").astype(float), axis=0, prepend=0.0)
    blocks = sharp.reshape(-1, TICK, 2)
    power = (blocks**2).mean(axis=(1, 2))
    loud = blocks[power > np.percentile(power, 75)]
    normal = loud / loud.std(axis=1, keepdims=True)
    assert np.median((normal**4).mean(axis=1)) < 3.4
