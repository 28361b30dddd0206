"""What would startle is found to the second; what is only quiet is left in peace."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import intruders
import numpy as np
import pytest
import sudden

from asmr_cli.decode.drives import Drives
from asmr_cli.decode.stream import Stream
from asmr_cli.library.analysis import analyse
from asmr_cli.library.bands import BANDS, Bands, powers, quantised
from asmr_cli.library.entries import quiet_entries
from asmr_cli.library.facts import Facts
from asmr_cli.library.index import Index
from asmr_cli.library.jarring import Jar, before, jars
from asmr_cli.library.plot import loudness_plot
from asmr_cli.library.report import avoid, report
from asmr_cli.library.screen import check, known_facts
from asmr_cli.render.loudness import Meter
from support.drives import HangingDrive

RATE = 48_000
Write = Callable[..., Path]


def _momentary(samples: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> "np.ndarray":
    meter = Meter(true_peak=False)
    for start in range(0, len(samples), 10 * RATE):
        part = samples[start : start + 10 * RATE].astype(np.float32)
        meter.add(np.stack([part, part], axis=1))
    return meter.momentary


def _levels(samples: "np.ndarray") -> "np.ndarray":
    bands = Bands()
    for start in range(0, len(samples), 10 * RATE):
        part = samples[start : start + 10 * RATE].astype(np.float32)
        bands.add(np.stack([part, part], axis=1))
    return bands.levels


def _flat(momentary: "np.ndarray") -> "np.ndarray":
    """Bands that are all as loud, together of this loudness."""
    power = 10 ** ((np.asarray(momentary) + 0.691) / 10) / BANDS
    return np.repeat(quantised(power)[:, None], BANDS, axis=1)


def _loudest(samples: "np.ndarray") -> float:
    return float(_momentary(np.concatenate([np.zeros(RATE), samples, np.zeros(RATE)])).max())


@pytest.mark.parametrize("ground", list(sudden.GROUNDS))
@pytest.mark.parametrize("event", list(sudden.EVENTS))
def test_an_event_is_named_to_the_second_and_nothing_else(ground: str, event: str) -> None:
    rng = np.random.default_rng([ord(sign) for sign in ground + event])
    quiet = sudden.GROUNDS[ground](rng, 130)
    sound = sudden.EVENTS[event](rng)
    usual = float(np.percentile(_momentary(quiet), 95))
    sound *= 10 ** ((usual + 14 - _loudest(sound)) / 20)
    at = 50 + 30 * rng.random()
    start = int(at * RATE)
    quiet[start : start + len(sound)] += sound
    found = jars(_levels(quiet))
    assert len(found) == 1
    assert abs(found[0].at - at) < 1.0
    assert found[0].at + found[0].length >= at + min(0.05, 0.6 * len(sound) / RATE)
    assert found[0].db > 8


@pytest.mark.parametrize("seconds", [60, 80, 100])
def test_an_event_that_fills_a_tenth_of_a_short_file_is_named(seconds: int) -> None:
    rng = np.random.default_rng(seconds)
    quiet, siren = sudden.quiet_taps(rng, seconds), sudden.siren(rng)
    siren *= 10 ** ((float(np.percentile(_momentary(quiet), 95)) + 14 - _loudest(siren)) / 20)
    quiet[20 * RATE : 20 * RATE + len(siren)] += siren
    (jar,) = jars(_levels(quiet))
    assert abs(jar.at - 20) <= 1.0 and jar.length > 5


@pytest.mark.parametrize("ground", list(sudden.GROUNDS))
@pytest.mark.parametrize("seconds", [30, 36])
def test_an_event_that_fills_a_fourth_of_a_short_file_is_no_habit_of_it(ground: str, seconds: int) -> None:
    rng = np.random.default_rng(seconds)
    quiet, siren = sudden.GROUNDS[ground](rng, seconds), sudden.siren(rng)
    siren *= 10 ** ((float(np.percentile(_momentary(quiet), 95)) + 12 - _loudest(siren)) / 20)
    quiet[12 * RATE : 12 * RATE + len(siren)] += siren
    (jar,) = jars(_levels(quiet))
    assert abs(jar.at - 12) <= 1.0 and jar.length > 6


@pytest.mark.parametrize("ground", list(sudden.GROUNDS))
@pytest.mark.parametrize("seed", range(2))
def test_a_quiet_recording_is_left_in_peace(ground: str, seed: int) -> None:
    assert jars(_levels(sudden.GROUNDS[ground](np.random.default_rng(seed), 60))) == ()


@pytest.mark.parametrize("seed", range(3))
def test_applause_that_rain_drowns_clap_by_clap_is_named(seed: int) -> None:
    rng = np.random.default_rng(seed)
    levels = rng.normal(-45, 1.5, 3000)
    levels[1500:1550] += 6.0
    (jar,) = jars(_flat(levels))
    assert abs(jar.at - 150.0) < 1 and 3 < jar.length < 6


def test_what_breaks_rule_1_is_named_though_it_is_hardly_strange() -> None:
    """Knocks as loud as a cup that is put down, now and then; the cup comes after three soft seconds."""
    levels = np.full(3000, -50.0)
    for second in range(0, 300, 3):
        levels[10 * second : 10 * second + 10] = -40.0
    levels[1505:1532] = -50.0
    levels[1532:1536] = -35.0
    (jar,) = jars(_flat(levels))
    assert abs(jar.at - 153.2) < 0.5


def test_a_rustle_that_is_usual_is_no_beginning_of_a_telephone() -> None:
    levels = np.random.default_rng(1).normal(-45, 0.5, 3000)
    levels[1470:1474], levels[1500:1550] = -37.5, -28.0
    (jar,) = jars(_flat(levels))
    assert abs(jar.at - 150.0) < 0.5


@pytest.mark.parametrize("seed", range(3))
def test_what_swells_is_named_from_its_first_trace_on(seed: int) -> None:
    """For two and a half seconds, in a part of the spectrum that it has to itself."""
    levels = _flat(np.random.default_rng(seed).normal(-45, 0.5, 3000))
    siren = np.minimum((np.arange(40) + 0.5) / 25, 1) ** 2 * 10**-3.5
    levels[1500:1540, 6] = quantised(powers(levels[1500:1540, 6]) + siren)
    (jar,) = jars(levels)
    assert 0.0 <= jar.at - 150.0 < 0.7


def test_the_three_seconds_before_are_measured_as_rule_1_says() -> None:
    levels = np.full(100, -40.0)
    levels[50:] = -30.0
    assert before(levels)[53] == pytest.approx(-40.0)
    assert before(levels)[99] == pytest.approx(-30.0)
    half = 10 * np.log10((10**-4 + 10**-3) / 2)
    assert before(levels)[67] == pytest.approx(half, abs=0.3)


def test_a_whole_advertisement_is_one_stretch() -> None:
    levels = np.random.default_rng(2).normal(-45, 1, 6000)
    levels[3000:3300] = np.random.default_rng(3).normal(-22, 4, 300)
    (jar,) = jars(_flat(levels))
    assert abs(jar.at - 300.0) < 1 and abs(jar.length - 30.0) < 1.5


@pytest.mark.parametrize("levels", [np.zeros(0), np.full(3, -30.0), np.full(500, -np.inf), np.full(500, -30.0)])
def test_nothing_to_find(levels: "np.ndarray") -> None:
    assert jars(_flat(levels)) == ()


def test_facts_survive_the_index(tmp_path: Path, write_noise: Write) -> None:
    facts = analyse(write_noise(tmp_path / "a.wav", 3.0))
    assert Facts.from_json(facts.to_json()) == facts
    json.loads(facts.to_json(), parse_constant=lambda name: pytest.fail(name))


def test_it_is_told_how_far_the_listening_is(tmp_path: Path, write_noise: Write) -> None:
    told: list[tuple[int, int]] = []
    analyse(write_noise(tmp_path / "a.wav", 3.5), lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == [RATE, 2 * RATE, 3 * RATE, 3.5 * RATE]
    assert {total for _, total in told} == {3.5 * RATE}


def test_a_file_is_listened_to_once(tmp_path: Path, write_noise: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_noise(tmp_path / "a.wav", 3.0)
    with Index(tmp_path / "index.db") as index:
        first = known_facts(path, index)
        monkeypatch.setattr("asmr_cli.library.screen.analyse", lambda path: pytest.fail("listened again"))
        assert known_facts(path, index) == first
        monkeypatch.undo()
        write_noise(path, 4.0)
        assert known_facts(path, index).seconds == pytest.approx(4.0)


@pytest.mark.skipif(os.name != "posix", reason="files are read directly where no pipe can be waited for")
def test_a_drive_that_hangs_while_it_is_listened_to_is_passed_over_and_nothing_of_it_is_kept(
    tmp_path: Path, write_noise: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = HangingDrive(tmp_path, monkeypatch, patience=0.3)
    first, second = write_noise(tmp_path / "own" / "a.wav", 20.0), write_noise(tmp_path / "own" / "b.wav", 20.0)
    with Index(tmp_path / "index.db") as index:
        far, began = Drives(), time.monotonic()
        for path in (first, second):
            assert check(path, index, lambda *_: drive.hang(), far).verdict == "left out"
            assert far.silent(path) and not index.learnt(str(path), path.stat().st_size, path.stat().st_mtime_ns)
        assert time.monotonic() - began < 4.0
        drive.answer()
        assert check(first, index, drives=Drives()).verdict == "fine"


def test_what_another_process_reads_is_heard_as_if_read_here(tmp_path: Path, write_noise: Write) -> None:
    path = write_noise(tmp_path / "a.wav", 10.0)
    assert analyse(path, drives=Drives()) == analyse(path)


def test_measures_level_peak_and_ears(tmp_path: Path, write_wav: Write) -> None:
    t = np.arange(5 * RATE) / RATE
    tone = 0.1 * np.sin(2 * np.pi * 997 * t)
    facts = analyse(write_wav(tmp_path / "a.wav", np.stack([tone, tone], 1)))
    assert facts.lufs == pytest.approx(-20.0, abs=0.1)
    assert facts.true_peak_db == pytest.approx(-20.0, abs=0.1)
    assert facts.correlation == pytest.approx(1.0, abs=0.01)
    assert facts.centroid_hz == pytest.approx(997, abs=60)
    wide = np.random.default_rng(1).standard_normal((5 * RATE, 2)) * 0.02
    assert abs(analyse(write_wav(tmp_path / "b.wav", wide)).correlation) < 0.05


def test_finds_clipping_clicks_silence_and_offset(tmp_path: Path, write_wav: Write) -> None:
    noise = np.random.default_rng(1).standard_normal(30 * RATE) * 0.005
    noise[10 * RATE : 18 * RATE] = 0.0
    noise[5 * RATE + 100] += 0.5
    loud = np.clip(1.5 * np.sin(2 * np.pi * 200 * np.arange(RATE // 2) / RATE), -0.999, 0.999)
    noise[25 * RATE : 25 * RATE + len(loud)] = loud
    facts = analyse(write_wav(tmp_path / "a.wav", noise + 0.001))
    assert facts.clipped > 10 and abs(facts.clipped_at[0] - 25.0) < 0.05
    assert [round(at) for at in facts.clicks_at if at < 20] == [5]
    kinds = {finding.kind for finding in report("a.wav", facts).findings}
    assert {"jump", "clip", "click"} <= kinds


def test_the_moments_of_clipping_are_told_in_order_whichever_ear_they_are_in(tmp_path: Path, write_wav: Write) -> None:
    ears = np.random.default_rng(1).standard_normal((10 * RATE, 2)) * 0.005
    loud = np.clip(1.5 * np.sin(2 * np.pi * 200 * np.arange(RATE // 10) / RATE), -0.999, 0.999)
    for ear, at in ((0, 5.7), (1, 5.2)):
        ears[round(at * RATE) : round(at * RATE) + len(loud), ear] = loud
    facts = analyse(write_wav(tmp_path / "a.wav", ears))
    assert list(facts.clipped_at) == sorted(facts.clipped_at) and abs(facts.clipped_at[0] - 5.2) < 0.05
    (found,) = (finding for finding in report("a.wav", facts).findings if finding.kind == "clip")
    assert found.length > 0.4


def test_long_silence_is_found_and_gone_round_but_does_not_disturb(tmp_path: Path, write_wav: Write) -> None:
    noise = np.random.default_rng(1).standard_normal(60 * RATE) * 0.01
    noise[20 * RATE : 32 * RATE] *= 1e-4
    facts = analyse(write_wav(tmp_path / "a.wav", noise))
    assert facts.rests == ((20.0, 32.0),)
    found = report("a.wav", facts)
    assert found.verdict == "fine"
    assert avoid(facts) == ((20.0, 32.0),)


def test_level_alone_never_disturbs(tmp_path: Path, write_noise: Write) -> None:
    for level in (-6.0, -60.0):
        found = check(write_noise(tmp_path / f"{level}.wav", 5.0, level))
        assert found.verdict == "fine" and [finding.kind for finding in found.findings][-1:] == ["level"]


def test_a_shout_is_gone_round_and_a_restless_recording_left_out(tmp_path: Path, write_wav: Write) -> None:
    rng = np.random.default_rng(4)
    quiet = sudden.quiet_noise(rng, 120)
    once, often = quiet.copy(), quiet.copy()
    shout = 0.5 * sudden.shout(rng) / 3
    once[40 * RATE : 40 * RATE + len(shout)] += shout
    for at in range(2, 118, 11):
        often[at * RATE : at * RATE + len(shout)] += shout
    tamed = check(write_wav(tmp_path / "once.wav", once))
    assert tamed.verdict == "tamed"
    assert [(f.kind, round(f.at), f.action) for f in tamed.findings if f.kind == "jump"] == [("jump", 40, "skip over")]
    ((start, end),) = avoid(analyse(tmp_path / "once.wav"))
    assert start <= 39 and end >= 42
    assert check(write_wav(tmp_path / "often.wav", often)).verdict == "left out"


def test_a_long_recording_has_entries_and_no_intro() -> None:
    seconds = np.full(1800, 1e-4, np.float32)
    seconds[500] = 2e-5
    seconds[700] = 1e-9  # silence is no place to come in
    entries = quiet_entries(seconds, ((0.0, 60.0),))
    assert 700.0 not in entries
    assert 500.0 in entries and len(entries) >= 25 and all(entry > 60 or entry == 0 for entry in entries[1:])


def test_damage_is_named(tmp_path: Path, write_noise: Write) -> None:
    text = tmp_path / "a.mp3"
    text.write_text("this is no music at all " * 20)
    found = check(text)
    assert (found.verdict, [f.kind for f in found.findings]) == ("left out", ["damage"])


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg makes the file")
def test_a_file_that_was_cut_off_is_named(tmp_path: Path, write_noise: Write) -> None:
    whole, flac = write_noise(tmp_path / "a.wav", 8.0), tmp_path / "a.flac"
    subprocess.run(["ffmpeg", "-v", "error", "-i", whole, flac], check=True)
    flac.write_bytes(flac.read_bytes()[: flac.stat().st_size // 2])
    cut = check(flac)
    assert cut.verdict == "tamed" and [f.kind for f in cut.findings if f.kind != "level"][-1] == "damage"
    assert 3 < cut.seconds < 5


def test_a_wav_that_was_cut_off_is_named_and_one_from_a_pipe_is_not(tmp_path: Path, write_noise: Write) -> None:
    path = write_noise(tmp_path / "a.wav", 8.0)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    cut = check(path)
    assert cut.verdict == "tamed"
    (damage,) = [finding for finding in cut.findings if finding.kind == "damage"]
    assert (damage.at, damage.length) == (pytest.approx(4.0, abs=0.01), pytest.approx(4.0, abs=0.01))
    told: list[str] = []
    stream = Stream(path, lambda path, what: told.append(what))
    while len(stream.read(RATE)):
        pass
    assert set(told) == {"ends before it should"}
    piped = bytearray(data)
    piped[4:8] = piped[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(piped)
    assert check(path).verdict == "fine"


def test_the_picture_marks_the_shout(tmp_path: Path, write_wav: Write) -> None:
    rng = np.random.default_rng(4)
    quiet = sudden.quiet_noise(rng, 60)
    quiet[30 * RATE : 30 * RATE + int(0.9 * RATE)] += 0.2 * sudden.shout(rng)
    path = write_wav(tmp_path / "a.wav", quiet)
    lines = loudness_plot(path, analyse(path).jars, 60)
    assert max(map(len, lines)) <= 80
    assert lines[-2].index("!") == pytest.approx(7 + 30, abs=1)


@pytest.mark.parametrize("event", ["shout", "jingle"])
def test_a_sound_of_another_kind_is_named_though_the_recording_is_often_as_loud(event: str) -> None:
    rng = np.random.default_rng([ord(sign) for sign in event])
    quiet = sudden.quiet_taps(rng, 300)
    sound = sudden.EVENTS[event](rng)
    sound *= 10 ** ((float(_momentary(quiet).max()) + 2 - _loudest(sound)) / 20)
    quiet[200 * RATE : 200 * RATE + len(sound)] += sound
    (jar,) = jars(_levels(quiet))
    assert abs(jar.at - 200) <= 1.0


def faded_in(words_for: float, rise: float, above: float) -> Jar:
    """What is found where speech sets in at 100 s, for so many seconds and so much above the quiet around it."""
    rng = np.random.default_rng(6)
    quiet = sudden.quiet_noise(rng, 400)
    words = intruders.speech(rng, words_for)
    words *= np.minimum(np.arange(len(words)) / (rise * RATE), 1.0)
    words *= 10 ** ((float(np.percentile(_momentary(quiet), 50)) + above - _loudest(words)) / 20)
    quiet[100 * RATE : 100 * RATE + len(words)] += words
    (jar,) = jars(_levels(quiet))
    return jar


def test_an_advertisement_that_is_faded_in_is_named_from_where_it_is_heard() -> None:
    jar = faded_in(25, rise=5, above=12)
    assert 100 <= jar.at <= 105 and 124 <= jar.at + jar.length <= 128


def test_speech_that_goes_on_is_named_where_no_word_of_it_would_be() -> None:
    jar = faded_in(20, rise=4, above=8)
    assert 100 <= jar.at <= 105 and 116 <= jar.at + jar.length <= 124


def test_what_comes_again_and_again_is_how_the_recording_is() -> None:
    levels = np.full(12000, -45.0)
    levels[700::1000] = -31.5
    assert jars(_flat(levels)) == ()
    levels[700:11000:1000] = -45.0
    assert len(jars(_flat(levels))) == 1


@pytest.mark.parametrize("later", [20, 50, 52])
def test_a_shout_soon_after_a_crest_that_comes_often_is_named_itself(later: int) -> None:
    """The crest alone is how the recording is, and no beginning of what is named."""
    levels = np.full(12000, -45.0)
    levels[70::100] = -31.5
    levels[6070 + later : 6080 + later] = -25.0
    (jar,) = jars(_flat(levels))
    assert abs(jar.at - (607.0 + later / 10)) < 0.5


def test_a_dog_among_crests_that_come_often_is_named_though_no_bark_is_louder() -> None:
    levels = np.full(12000, -45.0)
    levels[70::1000] = -31.5
    assert jars(_flat(levels)) == ()
    for bark in (0, 5, 16, 22, 32):
        levels[6400 + bark : 6402 + bark] = -34.5
    (jar,) = jars(_flat(levels))
    assert abs(jar.at - 640.0) < 0.5 and 3 < jar.length < 4


@pytest.mark.parametrize("seed", range(3))
def test_applause_that_swells_is_named_where_it_begins_to_be_heard(seed: int) -> None:
    rng = np.random.default_rng(seed)
    levels = rng.normal(-45, 0.5, 3000)
    swell = -33.0 + 20 * np.log10(np.minimum((np.arange(50) + 0.5) / 15, 1.0))
    levels[1500:1550] = 10 * np.log10(10 ** (levels[1500:1550] / 10) + 10 ** (swell / 10))
    (jar,) = jars(_flat(levels))
    assert 150.0 <= jar.at <= 150.8


@pytest.mark.parametrize("above", [20, 30, 40])
def test_a_loud_siren_in_a_short_recording_does_not_make_a_rest_of_all_else(above: float) -> None:
    levels = np.random.default_rng(1).normal(-60, 0.5, 450)
    levels[200:260] = -60.0 + above
    (jar,) = jars(_flat(levels))
    assert abs(jar.at - 20.0) < 0.5


def test_bands_hold_the_weighted_power_of_both_ears_where_it_belongs() -> None:
    t = np.arange(2 * RATE) / RATE
    block = np.stack([0.1 * np.sin(2 * np.pi * 997 * t), 0.05 * np.sin(2 * np.pi * 3000 * t)], axis=1).astype(
        np.float32
    )
    bands, meter = Bands(), Meter(true_peak=False)
    bands.add(block)
    meter.add(block)
    found = powers(bands.levels)
    assert 10 * np.log10(found.sum(axis=1).mean() / meter.powers.mean()) == pytest.approx(0.0, abs=0.3)
    assert found[:, [5, 10]].sum() > 0.98 * found.sum()
    assert found[:, 5].mean() > 1.5 * found[:, 10].mean()


@pytest.mark.parametrize("ms", range(0, 50, 2))
def test_a_clap_is_as_loud_wherever_it_falls(ms: int) -> None:
    """A window's soft end lost up to 6 dB of it."""
    clap = np.random.default_rng(1).standard_normal(2400) * np.exp(-np.arange(2400) / (0.004 * RATE))
    block = np.zeros((RATE, 2), np.float32)
    block[24_000 + 48 * ms : 24_000 + 48 * ms + 2400] = clap[:, None]
    meter = Meter(true_peak=False)
    meter.add(block)
    bands = Bands()
    bands.add(block)
    assert 10 * np.log10(powers(bands.levels).sum() / meter.powers.sum()) == pytest.approx(0.0, abs=0.7)


def test_bands_are_the_same_in_whichever_blocks_they_come() -> None:
    block = (0.01 * np.random.default_rng(2).standard_normal((RATE, 2))).astype(np.float32)
    whole, parts = Bands(), Bands()
    whole.add(block)
    for start in range(0, RATE, 9600):
        parts.add(block[start : start + 9600])
    assert np.array_equal(whole.levels, parts.levels)


def _reference() -> Path:
    beside = Path(__file__).parents[3] / "shared" / "reference"
    return Path(os.environ.get("ASMR_REFERENCE", beside))


@pytest.mark.slow
@pytest.mark.skipif(not _reference().is_dir(), reason="the reference recordings are not beside this checkout")
def test_real_quiet_recordings_raise_few_false_alarms() -> None:
    recordings = sorted(_reference().glob("*/*.ogg"))
    alarmed = []
    for path in recordings:
        stream, bands = Stream(path), Bands()
        while len(block := stream.read(10 * RATE)):
            bands.add(block)
        stream.close()
        alarmed += [path.name] if jars(bands.levels) else []
    assert len(recordings) > 100
    assert len(alarmed) <= 0.04 * len(recordings), alarmed
