"""What every bundled sound keeps, whoever wrote it."""

import hashlib
import tomllib
from pathlib import Path

import numpy as np
import pytest

from asmr_cli import synth
from asmr_cli.render.loudness import Meter
from asmr_cli.synth import finish

RATE = 48_000
SECONDS = 20
CATALOGUE = tomllib.loads((Path(__file__).parents[2] / "sounds" / "catalog.toml").read_text())


def level_and_peak(sound):
    """Integrated loudness in LUFS and true peak in dBTP; the meter has libebur128 as its oracle in its own room."""
    meter = Meter(true_peak=True)
    meter.add(np.ascontiguousarray(sound, dtype=np.float32))
    return meter.integrated, meter.true_peak_db


def between_ears(sound, lowest=200.0):
    """Correlation of the ears above a frequency."""
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    left, right = (np.where(hz > lowest, np.fft.rfft(sound[:, ear]), 0) for ear in range(2))
    return float((left * right.conj()).real.sum() / np.sqrt((abs(left) ** 2).sum() * (abs(right) ** 2).sum()))


def sideways(sound):
    """Spread in dB of the level difference between the ears over 0.5 s cells that are not rests."""
    cells = sound[: len(sound) // 24_000 * 24_000].reshape(-1, 24_000, 2).astype(np.float64)
    power = (cells**2).mean(axis=1) + 1e-12
    loud = power.sum(axis=1) > 0.1 * power.sum(axis=1).mean()
    return float((10 * np.log10(power[loud, 0] / power[loud, 1])).std())


def copied_frames(sound):
    """How many frames begin a pair of samples that occurs elsewhere too: an exact copy of 0.5 s has 24,000."""
    pairs = np.ascontiguousarray(sound).view(np.int64).ravel()
    both = pairs[:-1] * 3 + pairs[1:]
    both.sort()
    return int((both[1:] == both[:-1]).sum())


def seam(sound):
    """The step where the ring closes, over the greatest step inside."""
    return float(np.abs(sound[0] - sound[-1]).max() / np.abs(np.diff(sound, axis=0)).max())


def violations(sound, bed):
    """Every rule of the contract that a ring breaks, in words."""
    level, peak = level_and_peak(sound)
    rise = finish.rises(finish.weighted_power(sound)).max()
    ears = between_ears(sound)
    found = {
        f"{level:.1f} LUFS": not -30 <= level <= -20,
        f"{peak:.1f} dBTP": peak > -3,
        f"offset {sound.mean(axis=0)}": np.abs(sound.mean(axis=0)).max() >= 0.003,
        f"rises {rise:.1f} LU": rise > (8 if bed else 15),
        f"seam {seam(sound):.2f}": seam(sound) > 1,
        f"{copied_frames(sound)} copied frames": copied_frames(sound) > 12_000,
        f"ears correlate {ears:.2f}": bed and ears >= 0.6,
        f"stands still ({sideways(sound):.2f} dB, {ears:.3f})": not bed and sideways(sound) < 0.3 and ears > 0.97,
    }
    return [what for what, broken in found.items() if broken]


def is_bed(name: str) -> bool:
    return bool(CATALOGUE[name]["kind"] == "bed")


@pytest.mark.parametrize("name", synth.names())
def test_a_ring_keeps_the_contract(name):
    sound = synth.make(name, SECONDS, 5)
    assert sound.shape == (SECONDS * RATE, 2)
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()
    assert violations(sound, is_bed(name)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_the_bundled_take_keeps_the_contract_and_comes_out_the_same_again(name):
    seed, seconds = CATALOGUE[name]["seed"], CATALOGUE[name]["seconds"]
    sound = synth.make(name, seconds, seed)
    assert violations(sound, is_bed(name)) == []
    again = synth.make(name, seconds, seed)
    assert hashlib.sha256(sound.tobytes()).digest() == hashlib.sha256(again.tobytes()).digest()


@pytest.mark.parametrize("name", ["rain", "brown-noise", "purr"])
def test_a_seed_says_it_all(name):
    first, again, other = (synth.make(name, SECONDS, seed) for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert abs(np.corrcoef(first[:, 0], other[:, 0])[0, 1]) < 0.2


def test_the_catalogue_tells_of_every_sound_and_of_no_other():
    assert sorted(CATALOGUE) == synth.names()
    assert len(CATALOGUE) == 34
    for name, entry in CATALOGUE.items():
        assert entry["kind"] in ("bed", "foreground")
        assert entry["seconds"] >= (90 if entry["kind"] == "bed" else 60)
        assert [file["file"] for file in entry["files"]] == [f"{name}/{name}.opus"]
        assert all(-30.0 <= file["lufs"] <= -20.0 and file["true_peak_db"] <= -3.0 for file in entry["files"])
        assert (entry["category"] == "voice") <= ("voice" in entry["tags"] or "breathing" in entry["tags"])


def test_an_unknown_name_is_refused():
    with pytest.raises(KeyError):
        synth.make("vuvuzela", 20, 1)


@pytest.mark.parametrize(("asked", "frames"), [(1, 48_000), (1.234, 59_520), (20.008, 960_000), (21.5, 1_032_000)])
def test_lengths_are_whole_ticks(asked, frames):
    assert len(synth.make("pink-noise", asked, 1)) == frames


def test_up_to_two_minutes_a_stream_is_what_make_makes():
    (only,) = synth.stream("wind", 30, 2)
    assert np.array_equal(only, synth.make("wind", 30, 2))


def test_a_long_stream_has_the_asked_length_and_fresh_rings():
    blocks = list(synth.stream("wind", 150, 2))
    sound = np.concatenate(blocks)
    assert len(sound) == 150 * RATE
    first, second = sound[: 50 * RATE, 0], sound[100 * RATE :, 0]
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.1
    steps = np.abs(np.diff(sound[:, 0]))
    joins = np.cumsum([len(block) for block in blocks])[:-1]
    assert steps[joins - 1].max() < steps.max()


def test_the_page_of_sounds_shows_each():
    docs = Path(__file__).parents[2] / "docs"
    page = (docs / "SOUNDS.md").read_text()
    for name in CATALOGUE:
        assert f"(`{name}`)" in page
        picture = (docs / "sounds" / f"{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert len(picture) < 20_000
