"""Whisper, murmur and breath: phonemes from a random order, a mouth that moves, no words and no song."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli import synth
from asmr_cli.synth.breathing import breaths
from asmr_cli.synth.phonemes import SCHWA, Phone
from asmr_cli.synth.syllables import speech
from asmr_cli.synth.vocal import BINS, HOP, hisses, resonances, spoken, tracks

RATE = 48_000
SECONDS = 30


pytestmark = pytest.mark.xdist_group("voices")  # made once, by one worker


@pytest.fixture(scope="module")
def voice():
    return {name: synth.make(name, SECONDS, 3).mean(axis=1) for name in ("whisper", "murmur", "breathing")}


def share(sound, low, high):
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(sound.size, 1 / RATE)
    return power[(hz >= low) & (hz < high)].sum() / power.sum()


def envelope(sound, low, high):
    """Level of a band, 100 values a second."""
    hz = np.fft.rfftfreq(sound.size, 1 / RATE)
    band = np.fft.irfft(np.where((hz >= low) & (hz < high), np.fft.rfft(sound), 0), sound.size)
    return np.sqrt((band.reshape(-1, 480) ** 2).mean(axis=1))


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.floats(20, 120))
def test_speech_fills_its_ring_with_sane_phones(seed, seconds):
    phones = speech(np.random.default_rng(seed), seconds)
    assert sum(phone.seconds for phone in phones) == pytest.approx(seconds)
    for phone in phones:
        assert 0.01 < phone.seconds < 1.5
        assert 0 <= phone.voice < 2.5
        assert all(200 < hz < 4500 for hz in (*phone.tract, *phone.to))
        assert list(phone.tract) == sorted(phone.tract)


def test_no_run_of_sounds_is_said_twice():
    """Syllables come in a random order from continuous targets: there is no lexicon to repeat from."""
    phones = speech(np.random.default_rng(5), 120)
    runs = [tuple(round(hz) for p in phones[i : i + 3] for hz in p.to) for i in range(len(phones) - 3)]
    assert len(set(runs)) > 0.95 * len(runs)


def test_consonants_differ_from_vowels():
    phones = speech(np.random.default_rng(6), 60)
    hissing = sum(p.seconds for p in phones if p.hiss > 0.1)
    sounding = sum(p.seconds for p in phones if p.voice > 0.3)
    assert 0.05 < hissing / 60 < 0.4
    assert 0.35 < sounding / 60 < 0.85


def test_tracks_lay_phones_out_in_time():
    tract = (500.0, 1500.0, 2500.0, 3500.0)
    phones = [Phone(1, SCHWA, tract, voice=1.0), Phone(1, tract, tract, hiss=0.5, band=(4000, 9000))]
    score = tracks(phones, 2 * RATE)
    second = RATE // HOP
    assert score.voice[second // 2] == 1
    assert score.voice[3 * second // 2] == 0
    assert score.hiss[3 * second // 2] == 0.5
    assert score.formants[second - 5, 1] == pytest.approx(1500, abs=5)
    assert score.formants[second // 2, 0] == pytest.approx(550, abs=5)


def test_resonances_peak_at_the_formants_with_unit_power():
    shape = resonances([[600, 1800]], [[1.0, 0.8]], [10, 12], 1.5, 200, 4000)[0]
    assert (shape**2).sum() == pytest.approx(1, rel=1e-3)
    assert BINS[shape.argmax()] == pytest.approx(600, abs=50)
    assert shape[BINS == 1800] > 3 * shape[BINS == 1200]


def test_hisses_stay_in_their_band():
    shape = hisses(np.array([4000.0]), np.array([8000.0]))[0] ** 2
    assert shape[(BINS > 3500) & (BINS < 8700)].sum() > 0.85 * shape.sum()


def test_a_flat_mouth_changes_nothing_but_the_level():
    source = np.random.default_rng(1).standard_normal(2 * RATE).astype(np.float32)
    heard = spoken(source, np.ones((2 * RATE // HOP, BINS.size), np.float32))
    assert np.corrcoef(source, heard)[0, 1] > 0.99999
    assert heard.std() / source.std() == pytest.approx(np.sqrt(BINS.size), rel=1e-3)


def test_a_whisper_alternates_between_mouth_and_teeth(voice):
    mouth, teeth = (np.log(envelope(voice["whisper"], *band) + 1e-6) for band in ((600, 2500), (5000, 10_000)))
    assert np.corrcoef(mouth, teeth)[0, 1] < 0.5
    pulse = np.abs(np.fft.rfft(teeth - teeth.mean())) ** 2
    hz = np.fft.rfftfreq(teeth.size, 0.01)
    assert pulse[(hz > 1.5) & (hz < 9)].sum() > 0.35 * pulse[hz > 0.3].sum()


def test_a_whisper_is_breath_and_a_murmur_is_voice(voice):
    def tonal(sound):
        """How much of 80-1000 Hz recurs after one period of a voice of 80-150 Hz, in 50 ms pieces."""
        hz = np.fft.rfftfreq(sound.size, 1 / RATE)
        low = np.fft.irfft(np.where((hz > 80) & (hz < 1000), np.fft.rfft(sound), 0), sound.size)
        pieces = low.reshape(-1, 2400)
        pieces = pieces[(pieces**2).mean(axis=1) > (low**2).mean()]
        spectra = np.fft.rfft(pieces, 4800)
        echo = np.fft.irfft(np.abs(spectra) ** 2)
        return (echo[:, 320:600].max(axis=1) / echo[:, 0]).mean()

    assert tonal(voice["murmur"]) > tonal(voice["whisper"]) + 0.2


def test_a_murmur_is_dark(voice):
    assert share(voice["murmur"], 0, 1000) > 0.9
    assert share(voice["whisper"], 0, 1000) < 0.75


def test_a_whisper_has_next_to_nothing_below_the_mouth(voice):
    assert share(voice["whisper"], 0, 300) < 0.05


def test_a_murmur_has_vowels_and_does_not_blow_a_horn(voice):
    assert share(voice["murmur"], 1000, 3400) > 0.035


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.floats(20, 120))
def test_breaths_are_slow_and_never_overlap(seed, seconds):
    drawn = breaths(np.random.default_rng(seed), seconds)
    for breath, after in itertools.pairwise(drawn):
        assert 3.0 < after.at - breath.at < 7.5
        assert breath.at + breath.inward + breath.hold + breath.outward < after.at


def test_a_breath_falls_away_slowly_and_sets_in_gently(voice):
    level = envelope(voice["breathing"], 230, 4500).reshape(-1, 5).mean(axis=1)
    steps = np.diff(20 * np.log10(level + 1e-6))
    assert np.percentile(level, 95) > 10 * np.percentile(level, 5)
    assert steps.max() < 26
    assert np.median(steps) < 0


def test_a_breath_flows_and_does_not_tremble(voice):
    """A level that flutters ten times a second is a train or an engine, not air."""
    level = 20 * np.log10(envelope(voice["breathing"], 400, 4500).reshape(-1, 5).mean(axis=1))
    bends = np.abs(np.diff(level, 2))[level[1:-1] > np.percentile(level, 40)]
    assert np.median(bends) < 1.6
