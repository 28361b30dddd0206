"""What brushes, nails, sheets, pages, towels and parcels have in common, and what tells them apart."""

import itertools

import numpy as np
import pytest

from asmr_cli import synth
from asmr_cli.synth import cardboard, towels
from asmr_cli.synth.canvas import TICK
from asmr_cli.synth.page import flights, reading
from asmr_cli.synth.strokes import CELL
from asmr_cli.synth.unboxing import scenes

RATE = 48_000
SECONDS = 30
NAMES = (
    "hair-brushing",
    "mic-brushing",
    "scratching",
    "paper",
    "plastic",
    "page-turning",
    "towels",
    "unboxing",
)  # fmt: skip


pytestmark = pytest.mark.xdist_group("textures")  # made once, by one worker


@pytest.fixture(scope="module")
def sounds():
    return {name: synth.make(name, SECONDS, 4).astype(np.float64) for name in NAMES}


def centroid(sound):
    power = (np.abs(np.fft.rfft(sound, axis=0)) ** 2).sum(axis=1)
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return (hz * power).sum() / power.sum()


def level(sound, cell=0.1):
    """Power in dB of cells of so many seconds, over the mean."""
    size = round(cell * RATE)
    power = (sound[: len(sound) // size * size].reshape(-1, size, 2) ** 2).mean(axis=(1, 2))
    return 10 * np.log10(power / power.mean())


@pytest.mark.parametrize("name", NAMES)
def test_a_hand_is_never_quite_silent_and_never_rests_long(sounds, name):
    decibels = level(sounds[name])
    assert decibels.min() > -45
    quiet = "".join("q" if db < -22 else "x" for db in decibels)
    assert "q" * 20 not in quiet + quiet[:20]


def test_close_sounds_are_dark_in_their_order(sounds):
    dark = {name: centroid(sound) for name, sound in sounds.items()}
    assert dark["mic-brushing"] < 600
    assert dark["scratching"] < 450
    assert max(dark["mic-brushing"], dark["scratching"]) < dark["towels"] < dark["paper"]
    assert dark["hair-brushing"] < 3500
    assert 900 < dark["page-turning"] < 5600


def test_crackle_is_spikier_than_rubbing(sounds):
    assert min(spiky(sounds["paper"]), spiky(sounds["plastic"])) > spiky(sounds["mic-brushing"])


def spiky(sound):
    """Highest over middle 2 ms of a tenth of a second of the highs, in the middle of all tenths, in dB."""
    cells = level(np.diff(sound, n=2, axis=0), 0.002)
    tenths = cells[: cells.size // 50 * 50].reshape(-1, 50)
    return np.median(tenths.max(axis=1) - np.median(tenths, axis=1))


def test_no_single_bristle_is_heard(sounds):
    assert spiky(sounds["hair-brushing"]) < 6
    assert spiky(sounds["hair-brushing"]) < spiky(sounds["scratching"])


def test_a_pencil_runs_over_more_grain_than_one_can_count():
    """A recorded pencil measures 10.7."""
    assert spiky(synth.make("writing", SECONDS, 4).astype(np.float64)) < 11


def test_folds_lie_among_many_too_small_to_count(sounds):
    assert 12 < spiky(sounds["paper"]) < 20
    assert 12 < spiky(sounds["plastic"]) < 18
    assert 12 < spiky(sounds["unboxing"]) < 18


def test_palms_on_cardboard_are_a_rub_without_snaps_and_a_bent_flap_has_them():
    frames = 20 * RATE
    rng = np.random.default_rng(1)
    hand, still = np.full(frames // CELL, 0.6), np.zeros(frames // CELL)
    path = np.zeros(frames // TICK)
    rubbed, bent = (cardboard.box(rng, frames, hand, bending, path) for bending in (still, hand))
    assert spiky(rubbed.astype(np.float64)) < 5
    assert spiky(bent.astype(np.float64)) > spiky(rubbed.astype(np.float64)) + 0.8


def test_cloth_is_softer_than_gravel(sounds):
    assert spiky(sounds["towels"]) < 6


def test_cloth_is_dark_and_does_not_rumble(sounds):
    """A recorded cloth has 9 % of its power below 150 Hz and half of it from 250 to 800."""
    power = (np.abs(np.fft.rfft(sounds["towels"], axis=0)) ** 2).sum(axis=1)
    hz = np.fft.rfftfreq(len(sounds["towels"]), 1 / RATE)
    assert power[hz < 150].sum() < 0.09 * power.sum()
    assert power[(hz > 250) & (hz < 800)].sum() > 0.4 * power.sum()


def test_all_of_a_cloth_moves_at_once(sounds):
    """The levels of a recorded cloth's lows and highs, 20 ms by 20 ms, correlate by 0.95; wind's by 0.8."""
    low, high = (level(band(sounds["towels"], *edges), 0.02) for edges in ((250, 800), (2000, 6000)))
    assert np.corrcoef(low, high)[0, 1] > 0.9


def band(sound, low, high):
    spectrum = np.fft.rfft(sound, axis=0)
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    spectrum[(hz < low) | (hz > high)] = 0
    return np.fft.irfft(spectrum, len(sound), axis=0)


def test_a_towel_is_shaken_smoothed_and_patted_in_turn():
    part = towels.folding(np.random.default_rng(2), 60)
    assert all(0 <= move.at < 60 for move in part.moves)
    assert all(0 <= pat.at < 60 for pat in part.pats)
    assert all(a.at < b.at for a, b in itertools.pairwise(part.moves))
    shaken, smoothed, folded = (
        make(np.random.default_rng(2), 1.0) for make in (towels.shaken, towels.smoothed, towels.folded)
    )
    assert len(shaken.moves) == len(shaken.pats)
    assert len(shaken.moves) % 2 == 0
    assert min(move.force for move in shaken.moves) > max(move.force for move in smoothed.moves)
    assert not smoothed.pats
    assert min(pat.at for pat in folded.pats) > folded.moves[0].at + folded.moves[0].seconds


def test_a_leaf_stands_out_of_the_quiet_of_reading(sounds):
    assert np.median(level(sounds["page-turning"], 0.02)) < -12


def test_plastic_is_softer_than_paper(sounds):
    crest = {name: np.abs(sounds[name]).max() / sounds[name].std() for name in ("paper", "plastic")}
    assert crest["plastic"] < crest["paper"] * 1.05


def test_scratching_is_quicker_than_brushing(sounds):
    def pace(sound):
        cells = level(sound, 0.02)
        power = np.abs(np.fft.rfft(cells - cells.mean())) ** 2
        hz = np.fft.rfftfreq(cells.size, 0.02)
        inside = (hz > 0.2) & (hz < 12)
        return np.exp((np.log(hz[inside]) * power[inside]).sum() / power[inside].sum())

    assert pace(sounds["scratching"]) > 1.4 * pace(sounds["hair-brushing"])


def test_a_leaf_slips_off_glides_and_lands():
    """Recorded pages are some 20 dB softer between the two."""
    turns = reading(np.random.default_rng(1), 60)
    curve = flights(np.random.default_rng(2), turns[:1], 60 * RATE)
    start, end = (round(t * 500) for t in (turns[0].lift, turns[0].landing))
    slips, lands = curve[start : start + 20].max(), curve[end - 20 : end + 20].max()
    glides = curve[start + 60 : start + (end - start) // 2].min()
    assert 3 * glides < slips < 0.6 * lands
    assert curve[end + 100] < 0.05 * curve[end]


def test_pages_are_turned_one_at_a_time():
    turns = reading(np.random.default_rng(3), 120)
    gaps = [b.at - a.at for a, b in itertools.pairwise(turns)]
    assert min(gaps) > 1.2
    assert max(gaps) < 6
    assert np.std(gaps) > 0.2


def test_a_parcel_is_opened_part_by_part():
    scene = scenes(np.random.default_rng(1), 60 * RATE)
    parts = np.stack([scene.wrapping, scene.box, scene.flaps, scene.tissue])
    assert (parts.max(axis=1) == 1).all()
    assert (parts.sum(axis=0) > 0.4).all()
    assert (parts > 0.5).sum(axis=0).max() <= 2
    assert scene.box.mean() < scene.tissue.mean()


def test_bristles_hiss_before_the_hair_pulls(sounds):
    def loud(low, high):
        sound = sounds["hair-brushing"].sum(axis=1)
        hz = np.fft.rfftfreq(sound.size, 1 / RATE)
        band = np.fft.irfft(np.where((hz > low) & (hz < high), np.fft.rfft(sound), 0), sound.size)
        curve = np.abs(band).reshape(-1, TICK).mean(axis=1) ** 0.3
        return curve - curve.mean()

    pull, hiss = loud(200, 1000), loud(3000, 12_000)
    together = [float(pull @ np.roll(hiss, late)) for late in range(-20, 21)]
    assert 2 <= int(np.argmax(together)) - 20 <= 12
