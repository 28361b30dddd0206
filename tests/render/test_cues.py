"""What is added to the mix: the breath's swell, and the bowl at the end of a break."""

import numpy as np
import pytest
from numpy.typing import NDArray
from rule_one import jump

from asmr_cli.models import Breath, FadeOut, Pattern, Phase, Session
from asmr_cli.plan.breathe import breathe
from asmr_cli.plan.breathing import programme
from asmr_cli.render.breathcue import BreathCue
from asmr_cli.render.cues import Cued
from asmr_cli.render.endcue import EndCue
from asmr_cli.render.governor import Governor
from asmr_cli.render.hoppower import HopPower
from asmr_cli.render.loudness import Meter
from asmr_cli.render.source import silence
from asmr_cli.types import RATE

Samples = NDArray[np.float32]
NOTHING = -120.0
BREAK = Session(600.0, 7, "break", (Phase("settle", 0, 600),), (), None, 30.0, FadeOut(360.0, 240.0, "sone"))


class Silence:
    """A source in which nothing sounds."""

    def read(self, frames: int) -> Samples:
        return silence(frames)


def breath() -> Breath:
    found = programme("box", 1800.0, cue=True)
    assert found is not None
    return found


def added(cue: BreathCue | EndCue, start: float, seconds: float, block: int = 4800, around: float = -28.0) -> Samples:
    """What a cue adds, by itself; it believes that a mix of the loudness `around` sounds with it."""
    parts = []
    for first in range(round(start * RATE), round((start + seconds) * RATE), block):
        part = np.zeros((block, 2), np.float32)
        if isinstance(cue, BreathCue):
            cue.add(part, first, around)
        else:
            cue.add(part, first)
        parts.append(part)
    return np.concatenate(parts)


def lufs(samples: Samples) -> float:
    meter = Meter(true_peak=False)
    meter.add(np.ascontiguousarray(samples))
    return meter.momentary_max


def test_the_swell_stays_eight_under_the_target() -> None:
    assert lufs(added(BreathCue(breath(), -28.0), 120.0, 24.0)) == pytest.approx(-36.0, abs=1.5)


def test_it_swells_with_in_and_out_and_holds_its_breath_with_them() -> None:
    heard = added(BreathCue(breath(), -28.0), 120.0, 12.0)
    power = (heard**2).mean(axis=1).reshape(-1, RATE // 2).mean(axis=1)
    middle_in, hold, middle_out, rest = power[2:4].mean(), power[7:11].max(), power[14:16].mean(), power[19:23].max()
    assert hold < middle_in / 1000 and rest < middle_out / 1000


def test_in_is_brighter_than_out() -> None:
    heard = added(BreathCue(breath(), -28.0), 120.0, 12.0)
    crossings = [
        int(np.count_nonzero(np.diff(np.signbit(part[:, 0]))))
        for part in (heard[: 3 * RATE], heard[6 * RATE : 9 * RATE])
    ]
    assert crossings[0] > 1.8 * crossings[1]


def test_it_leaves_before_the_pacer_ends_and_is_gone_after_it() -> None:
    cue, end = BreathCue(breath(), -28.0), breath().end
    assert lufs(added(cue, end - 12.0, 12.0)) < lufs(added(cue, end - 120.0, 12.0)) - 6.0
    assert not added(cue, end, 12.0).any()


def test_any_split_gives_the_same_swell() -> None:
    whole, parts = (added(BreathCue(breath(), -28.0), 120.0, 3.0, block) for block in (3 * RATE, 960))
    assert np.allclose(whole, parts, atol=1e-7)


def test_in_mono_both_ears_hear_the_same_swell_as_loud_as_in_stereo() -> None:
    heard = added(BreathCue(breath(), -28.0, mono=True), 120.0, 24.0)
    assert heard.any() and (heard[:, 0] == heard[:, 1]).all()
    assert lufs(heard) == pytest.approx(lufs(added(BreathCue(breath(), -28.0), 120.0, 24.0)), abs=1.5)


def test_a_session_in_mono_has_its_cue_in_mono() -> None:
    session = BREAK._replace(breath=breath(), mono=True)
    heard = Cued(Silence(), session, 0, Governor(-28.0)).read(30 * RATE)
    assert heard.any() and (heard[:, 0] == heard[:, 1]).all()


def test_the_bowl_is_struck_twice_before_the_fade_and_enters_slowly() -> None:
    heard = added(EndCue(BREAK), 340.0, 30.0)
    sounding = np.flatnonzero(np.abs(heard).max(axis=1) > 1e-5) / RATE + 340.0
    assert 351.0 <= sounding[0] < 351.1
    level = np.abs(heard[:, 0]).reshape(-1, RATE // 10).max(axis=1)
    assert level[120:124].max() < level[150:160].max() < 10 ** (-26 / 20)  # the second stroke, four seconds later
    assert level[110] < level[112] < level[114]


def test_nothing_is_struck_before_the_session_begins() -> None:
    short = Session(6.0, 7, "break", (Phase("settle", 0, 6),), (), None, 0.6, FadeOut(3.6, 2.4, "sone"))
    assert added(EndCue(short), 0.0, 1.0).any()


@pytest.mark.parametrize("pattern", ["ramp", "box", "coherent", "sigh", "4-7-8"])
def test_where_nothing_else_sounds_no_breath_stands_out_of_silence(pattern: Pattern) -> None:
    """Rule 1; and it stays one that can be followed."""
    session = breathe(120.0, pattern, cue=True, seed=1)
    assert session.breath is not None
    powers = HopPower().of(added(BreathCue(session.breath, -28.0, alone=True), 0.0, 60.0, RATE, NOTHING))
    assert 2.5 < jump(powers, np.ones(len(powers)), float(powers.mean())) < 8.0


@pytest.mark.parametrize("around", [-36.0, -42.0, -48.0, -60.0])
def test_no_breath_stands_out_of_what_is_softer_than_a_mix_should_be(around: float) -> None:
    """Rule 1, over recordings too quiet to be lifted to the target: the softer they are, the more of a hush stays."""
    mix = np.full(60 * 10, 10.0 ** ((around + 0.691) / 10.0))
    powers = mix + HopPower().of(added(BreathCue(breath(), -28.0), 60.0, 60.0, RATE, around))
    assert jump(powers, np.ones(len(powers)), float(powers.mean())) < 8.0


def test_where_nothing_else_sounds_it_comes_back_slowly_after_a_silence() -> None:
    heard = added(BreathCue(breath(), -28.0, alone=True, since=120.0), 120.0, 24.0, around=NOTHING)
    power = (heard**2).mean(axis=1).reshape(24, -1).mean(axis=1)
    assert power[1] < power[13] / 20 and power[0] < power[12] / 100


@pytest.mark.parametrize(
    ("pattern", "at"), [("ramp", 189.1), ("ramp", 253.0), ("box", 194.0), ("box", 330.8), ("4-7-8", 27.8)]
)
def test_where_nothing_else_sounds_no_breath_stands_out_after_a_pause(pattern: Pattern, at: float) -> None:
    """Where it stood out most, of hundreds of moments; through the fade of 3 s in which a sound returns."""
    session = breathe(480.0, pattern, cue=True, seed=1)
    assert session.breath is not None
    usual = float(HopPower().of(added(BreathCue(session.breath, -28.0, alone=True), 0.0, 60.0, RATE, NOTHING)).mean())
    heard = added(BreathCue(session.breath, -28.0, alone=True, since=at), at, 27.0, around=NOTHING)
    heard[: 3 * RATE] *= (0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, 3 * RATE, dtype=np.float32)))[:, None]
    powers = HopPower().of(np.concatenate([np.zeros((4 * RATE, 2), np.float32), heard]))
    assert 2.5 < jump(powers, np.ones(len(powers)), usual) < 7.5
