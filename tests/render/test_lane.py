"""Lanes, crossings, ducking: powers that add up."""

import random

import numpy as np
import pytest

from asmr_cli.models import Clip, Segment
from asmr_cli.render.crossing import Crossing
from asmr_cli.render.duck import DEEPEST, FOREGROUND, Duck, way_given
from asmr_cli.render.lane import LEAVE, Lane, Voice
from asmr_cli.render.movement import Movement, spread
from asmr_cli.render.part import Part
from asmr_cli.render.stretch import Stretch
from asmr_cli.render.voices import ENDLESS
from asmr_cli.types import RATE, Frames
from support.tapes import ArrayTape, constant, mean_db, noise


def segment(start: float, end: float, fade_in: float = 0.0, fade_out: float = 0.0, gain_db: float = 0.0) -> Segment:
    clip = Clip(f"clip {start}", start, 0.0, end - start)
    return Segment("foreground", f"at {start}", (), start, end, fade_in, fade_out, gain_db, (clip,))


def ones(part: Part, at: Frames) -> Voice:
    return Voice(Stretch(ArrayTape(constant(90.0)), 0, 90 * RATE), 0.0, ENDLESS)


def noises(part: Part, at: Frames) -> Voice:
    return Voice(Stretch(ArrayTape(noise(60.0, -30, part.start)), 0, 60 * RATE), 0.0, ENDLESS)


def test_clips_sound_when_they_are_planned() -> None:
    lane = Lane([segment(1.0, 2.0), segment(3.0, 4.0)], ones, None)
    heard = lane.read(5 * RATE)[:, 0]
    assert not heard[:RATE].any()
    assert heard[RATE + RATE // 10 : 2 * RATE - RATE // 10].all()
    assert not heard[2 * RATE : 3 * RATE].any()


def test_no_clip_starts_or_ends_faster_than_in_twenty_milliseconds() -> None:
    heard = Lane([segment(1.0, 2.0)], ones, None).read(3 * RATE)[:, 0]
    assert np.abs(np.diff(heard)).max() < 1 / 500


def test_neighbours_cross_at_equal_power() -> None:
    lane = Lane([segment(0.0, 12.0, fade_out=4.0), segment(8.0, 20.0, fade_in=4.0)], noises, None)
    heard = lane.read(20 * RATE)
    for half in range(14, 26):
        assert mean_db(heard[half * RATE // 2 :][: RATE // 2]) == pytest.approx(-30.0, abs=0.3)


@pytest.mark.parametrize(("pan", "left", "right"), [(-1.0, 3.01, -90.0), (0.0, 0.0, 0.0), (0.45, -4.56, 2.17)])
def test_a_clip_is_heard_where_it_is_planned(pan: float, left: float, right: float) -> None:
    clip = Clip("clip", 0.0, 0.0, 20.0, pan=pan)
    lane = Lane([Segment("foreground", "a", (), 0.0, 20.0, 0.0, 0.0, 0.0, (clip,))], noises, None)
    heard = lane.read(10 * RATE)[RATE:]
    for ear, expected in enumerate((left, right)):
        assert max(mean_db(heard[:, ear]) + 30.0, -90.0) == pytest.approx(expected, abs=0.2)
    assert 10 * np.log10(np.mean(heard**2)) == pytest.approx(-30.0, abs=0.2)


def test_what_a_new_plan_leaves_out_is_gone_in_three_seconds() -> None:
    lane = Lane([segment(0.0, 60.0)], ones, None)
    lane.read(10 * RATE)
    lane.replan([])
    leaving = lane.read(5 * RATE)[:, 0]
    assert leaving[0] == pytest.approx(1.0, abs=1e-3)
    assert (np.diff(leaving) <= 1e-6).all()
    assert not leaving[LEAVE:].any()


def test_what_stays_in_a_new_plan_goes_on() -> None:
    lane = Lane([segment(0.0, 30.0)], ones, None)
    lane.read(10 * RATE)
    longer = segment(0.0, 60.0)
    lane.replan([longer])
    assert (lane.read(40 * RATE)[:, 0] == 1.0).all()


def test_what_sounds_at_the_end_of_a_plan_is_there_for_a_longer_one() -> None:
    """A plan is read ahead, across its end; what ends there is the output gain's matter."""
    ending = segment(0.0, 8.0, fade_out=2.0)
    lane = Lane([segment(0.0, 10.0), ending], ones, None, last=10 * RATE)
    before = lane.read(13 * RATE)[:, 0]
    assert before[11 * RATE :] == pytest.approx(1.0)
    lane.replan([segment(0.0, 60.0), ending], 60 * RATE)
    assert lane.read(30 * RATE)[:, 0] == pytest.approx(1.0)
    lane.replan([segment(60.0, 61.0)])
    assert not lane.read(10 * RATE)[4 * RATE :].any()


def test_what_begins_in_the_past_enters_softly() -> None:
    lane = Lane([], ones, None)
    lane.read(10 * RATE)
    lane.replan([segment(5.0, 60.0)])
    entering = lane.read(4 * RATE)[:, 0]
    assert entering[0] < 0.01
    assert np.abs(np.diff(entering)).max() < 1e-3
    assert entering[-1] == 1.0


def test_a_bed_and_a_foreground_add_up_to_the_target() -> None:
    assert 10 * np.log10(10 ** (DEEPEST / 10) + 10 ** (FOREGROUND / 10)) == pytest.approx(0.0, abs=1e-9)
    assert way_given(0.0) == pytest.approx(-6.0)
    assert -3.0 < way_given(-3.0) < -1.0


def test_the_bed_gives_way_by_six_db_and_comes_back() -> None:
    duck = Duck([segment(20.0, 60.0, 8.0, 8.0)])
    assert duck.gains(0, RATE) == 1.0
    gains = duck.gains(0, 80 * RATE)
    assert isinstance(gains, np.ndarray)
    assert 20 * np.log10(gains[40 * RATE]) == pytest.approx(-6.0, abs=0.01)
    assert gains[79 * RATE] == 1.0
    assert np.abs(np.diff(gains)).max() < 1e-5


def test_between_two_crossing_foregrounds_the_bed_stays_down() -> None:
    gains = Duck([segment(0.0, 60.0, 0.0, 8.0), segment(52.0, 120.0, 8.0, 8.0)]).gains(50 * RATE, 12 * RATE)
    assert 20 * np.log10(np.max(gains)) < -5.9


def test_movement_keeps_the_power_and_wanders() -> None:
    movement = Movement(random.Random(1))
    sides = []
    for second in range(120):
        left, right = movement.sides(second * RATE)
        assert left**2 + right**2 == pytest.approx(2.0)
        sides.append(20 * np.log10(right / left))
    assert max(sides) - min(sides) > 2.0
    assert np.abs(np.diff(sides)).max() < 0.6


@pytest.mark.parametrize("frames", [1, 4799, 4800, 4801, 30_000])
def test_each_ear_has_a_straight_line_of_its_own(frames: int) -> None:
    block = np.full((frames, 2), 3.0, np.float32)
    spread(block, (0.5, 1.5), (1.0, 0.25))
    along = np.arange(frames) / frames
    assert block[:, 0] == pytest.approx(3.0 * (0.5 + 0.5 * along), abs=1e-5)
    assert block[:, 1] == pytest.approx(3.0 * (1.5 - 1.25 * along), abs=1e-5)


def test_a_clip_moves_between_the_ears_up_to_its_end() -> None:
    lane = Lane([segment(0.0, 20.2, fade_out=3.0)], ones, Movement(random.Random(1)))
    heard = np.concatenate([lane.read(RATE // 2) for _ in range(42)])
    assert np.abs(np.diff(heard[RATE:], axis=0)).max() < 1e-3


@pytest.mark.parametrize(("same", "bound"), [(True, 0.2), (False, 0.5)])
def test_a_crossing_holds_the_level_for_strangers_and_for_the_same(same: bool, bound: float) -> None:
    one, other = noise(10.0, -30, 1), noise(10.0, -30, 1 if same else 2)
    crossing = Crossing(Stretch(ArrayTape(one), 0, len(one)), Stretch(ArrayTape(other), 0, len(other)), 2 * RATE)
    crossed = np.concatenate([crossing.read(RATE // 2) for _ in range(8)])
    for tenth in range(40):
        assert mean_db(crossed[tenth * RATE // 10 :][: RATE // 10]) == pytest.approx(-30.0, abs=bound)
