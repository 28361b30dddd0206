"""Whole nights by a clock that a test turns: what is told, and what is heard."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.errors import NothingToPlay
from asmr_cli.models import Breath
from asmr_cli.models.command import (
    Extend,
    Louder,
    Love,
    Never,
    Pause,
    Peek,
    Resume,
    Skip,
    StillAwake,
    Stop,
    Undo,
    Volume,
)
from asmr_cli.player.manner import End, step
from asmr_cli.player.orders import SAID

RATE = 48_000
CLICK = 8
"""A step of 8 of 32768 in a steady sound: the steepest ramp makes 3."""


def test_an_evening_is_told_in_order_and_ends_on_the_deadline(night, plan):
    one = night(plan(breath=Breath("ramp", (0.4, 0, 0.6, 0), 10, 6, 16.0, 24.0)))
    assert one.run() == End("deadline")
    assert one.diary.names == [
        "planned", "started", "phase", "segment", "segment", "phase", "breath_end", "phase", "fade", "ended",
    ]  # fmt: skip
    assert one.diary.data("ended") == {"reason": "deadline"}
    times = [event.elapsed for _, event in one.diary.events]
    assert times[:2] == [0.0, 0.0] and times == sorted(times)
    assert abs(one.last() - 60.0) < 0.3
    assert one.steepest() < CLICK
    assert one.level(30.0) == pytest.approx(1.0, abs=0.01)
    assert one.level(48.0 + 0.2) == pytest.approx(0.316, abs=0.02)


@pytest.mark.parametrize(("pace", "fade"), [(0.995, 20.0), (1.005, 20.0), (0.985, 80.0), (1.015, 80.0)])
def test_a_device_whose_clock_drifts_still_ends_on_the_deadline(night, plan, pace, fade):
    one, even = night(plan(120.0, fade)), night(plan(120.0, fade))
    one.room.pace = pace
    one.run()
    even.run()
    assert abs(one.last() / pace - even.last()) < 0.3
    assert one.steepest() < CLICK


def test_a_pause_is_silent_soon_holds_and_comes_back_softly(night):
    one = night().at(20.0, Pause()).at(80.0, Resume())
    assert one.run() == End("deadline")
    ear = one.room.ear
    assert not ear[round(21.2 * RATE) : round(80.0 * RATE)].any()
    assert one.level(80.5) < 0.2
    assert one.level(86.0) == pytest.approx(1.0, abs=0.01)
    assert abs(one.last() - 120.0) < 1.5
    assert one.steepest() < CLICK
    assert [name for name in one.diary.names if name in ("paused", "resumed")] == ["paused", "resumed"]


def test_a_short_pause_comes_to_its_silence_and_goes_on_by_itself(night):
    """What follows is rendered for its fade-in: 400 ms came 9.6 LU above the 3 s before them where it was not."""
    one = night().at(20.0, Pause()).at(20.2, Resume())
    one.run()
    assert one.steepest() < CLICK
    assert one.level(26.5) == pytest.approx(1.0, abs=0.01)
    assert [fade_in for _, fade_in in one.mix.returns] == [3 * RATE]
    assert one.level(one.mix.returns[0][0] / RATE) < 0.01
    assert abs(one.last() - 60.0) < 0.3


def test_while_a_short_pause_comes_to_its_silence_the_state_is_what_was_asked_for_last(night):
    one = night().at(20.0, Pause()).at(20.2, Resume()).at(20.4, Pause()).at(40.0, Resume())
    one.run()
    told = [name for name in one.diary.names if name in ("paused", "resumed")]
    assert told == ["paused", "resumed", "paused", "resumed"]
    assert {status.state for moment, status in one.diary.states if 21.0 < moment - one.began < 39.0} == {"paused"}
    assert not one.room.ear[round(21.3 * RATE) : round(39.9 * RATE)].any()


def test_a_device_that_goes_while_a_short_pause_comes_to_its_silence_comes_back(night):
    one = night().at(20.0, Pause()).at(20.2, Resume())
    one.at(20.3, lambda: setattr(one.room, "there", False)).at(24.0, lambda: setattr(one.room, "there", True))
    assert one.run() == End("deadline")
    assert one.level(30.0) == pytest.approx(1.0, abs=0.01)
    assert abs(one.last() - 60.0) < 0.3


def test_with_a_fixed_deadline_a_pause_shortens_what_is_left(night, plan, manner):
    asked = []

    def shorten(session, at, end):
        asked.append((at, end))
        return plan(end, 10.0)

    one = night(manner=manner(shorten=shorten)).at(20.0, Pause()).at(35.0, Resume())
    one.run()
    assert abs(one.last() - 60.0) < 1.0
    assert asked[0][1] == pytest.approx(45.0, abs=1.2)


def test_with_a_fixed_deadline_the_end_comes_in_a_pause_too(night, plan, manner):
    one = night(manner=manner(shorten=lambda session, at, end: session)).at(20.0, Pause())
    assert one.run() == End("deadline")
    assert one.room.now - one.began == pytest.approx(61.0, abs=0.5)


def test_a_soft_stop_takes_three_seconds_and_no_click(night):
    one = night().at(20.0, Stop("signal", 15))
    assert one.run() == End("signal", 15)
    assert 22.5 < one.last() < 23.5
    assert one.steepest() < CLICK
    assert one.diary.data("ended") == {"reason": "signal", "signal": 15}
    assert one.diary.events[-1][1].elapsed == pytest.approx(23.2, abs=0.4)


def test_a_second_stop_ends_it_at_once_and_still_without_a_click(night):
    one = night().at(20.0, Stop()).at(20.5, Stop("signal", 2))
    assert one.run() == End("stopped")
    assert one.last() < 21.2
    assert one.steepest() < CLICK


def test_a_stop_in_a_pause_ends_it_at_once(night):
    one = night().at(20.0, Pause()).at(30.0, Stop())
    assert one.run() == End("stopped")
    assert one.last() < 21.3
    assert one.diary.when("ended") - one.began < 30.2


@pytest.mark.parametrize("late", [0.1, 0.3, 0.6])
def test_a_stop_while_a_pause_comes_to_its_silence_does_not_click(night, late):
    one = night().at(20.0, Pause()).at(20.0 + late, Stop())
    assert one.run() == End("stopped")
    assert one.steepest() < CLICK
    assert one.last() < 21.5


def test_volume_glides_and_is_told(night):
    one = night().at(20.0, Volume(50)).at(25.0, Volume(1000))
    one.run()
    assert one.level(23.0) == pytest.approx(10 ** (-10 / 20), abs=0.01)
    assert one.level(28.0) == pytest.approx(1.0, abs=0.01)
    assert one.steepest() < CLICK
    assert [event.data["volume"] for _, event in one.diary.events if event.name == "volume"] == [50, 100]


def test_more_time_moves_the_end(night):
    one = night().at(10.0, Extend(30.0))
    one.run()
    assert abs(one.last() - 90.0) < 0.3
    assert one.diary.data("extended") == {"seconds": 30.0}


@pytest.mark.parametrize("wish", [StillAwake(), Extend(600.0)])
def test_still_awake_rises_slowly_and_never_above_where_it_was(night, wish):
    one = night().at(55.0, wish).at(100.0, Stop())
    one.run()
    ear = one.room.ear[round(55.5 * RATE) : round(99.0 * RATE) : 4800].astype(float)
    rise = 20 * np.log10(ear[10:] / ear[:-10])
    assert rise.max() < 3.2
    assert ear.max() <= one.level(30.0) * 3277 + 1
    assert one.level(95.0) == pytest.approx(1.0, abs=0.01)
    assert one.steepest() < CLICK


def test_still_awake_while_the_device_is_lost_rises_from_where_the_fade_is_by_then(night):
    one = night()
    one.at(45.0, lambda: setattr(one.room, "there", False)).at(57.0, StillAwake())
    one.at(58.0, lambda: setattr(one.room, "there", True)).at(100.0, Stop())
    one.run()
    ear = one.room.ear[round(63.0 * RATE) : round(99.0 * RATE) : 4800].astype(float)
    assert (20 * np.log10(ear[10:] / ear[:-10])).max() < 3.2
    assert one.level(63.0) < 0.7
    assert one.level(95.0) == pytest.approx(1.0, abs=0.01)


def test_a_skip_says_what_was_left(night):
    left = []

    def replan(session, command, at):
        left.append((type(command), at))
        return session

    one = night(replan=replan).at(20.0, Skip()).at(22.0, Love()).at(23.0, Undo())
    one.run()
    assert one.diary.data("skipped") == {"trigger": "paper", "never": False}
    assert [kind for kind, _ in left] == [Skip, Love, Undo]
    assert 20.0 < left[0][1] < 21.0


def test_a_wish_that_cannot_be_met_is_a_line_on_the_display(night):
    def refuse(session, command, at):
        raise NothingToPlay("Nothing else suits tonight.", "asmr triggers")

    one = night(replan=refuse).at(20.0, Skip())
    one.run()
    notices = [(moment - one.began, status.notice) for moment, status in one.diary.states if status.notice]
    assert {text for _, text in notices} == {"Nothing else suits tonight."}
    assert notices[0][0] < 20.2
    assert notices[-1][0] < 25.5


def test_a_preview_whose_only_sound_is_left_is_over(night):
    one = night(replan=lambda session, command, at: session._replace(segments=())).at(10.0, Skip()).at(10.5, Skip())
    assert one.run() == End("stopped")
    assert one.last() < 13.6 and one.steepest() < CLICK


@pytest.mark.parametrize("command", [Skip(), Never(), Love()])
def test_what_is_not_heard_at_once_is_said(night, command):
    one = night().at(20.0, command)
    one.run()
    said = [moment - one.began for moment, status in one.diary.states if status.notice == SAID[type(command)]]
    assert 19.9 < said[0] < 20.6 and said[-1] < 25.6


def test_a_question_is_shown_before_what_was_said(night):
    one = night(notice=lambda: "x again: never this" if 22.0 < one.room.now - one.began < 25.0 else "")
    one.at(20.0, Skip())
    one.run()
    shown = {status.notice for moment, status in one.diary.states if 23.1 < moment - one.began < 24.9}
    assert shown == {"x again: never this"}


def test_peeks_go_to_the_display(night):
    seen = []
    night(peek=seen.append).at(5.0, Peek(keys=True)).run()
    assert seen == [Peek(keys=True)]


def test_a_lost_device_is_silence_and_comes_back_softly_on_time(night):
    one = night()
    one.at(20.0, lambda: setattr(one.room, "there", False)).at(27.0, lambda: setattr(one.room, "there", True))
    assert one.run() == End("deadline")
    assert one.diary.when("device_lost") - one.began < 20.1
    assert one.diary.when("device_back") - one.began < 29.0
    assert one.level(28.0) < 0.5
    assert one.level(34.5) == pytest.approx(1.0, abs=0.01)
    assert abs(one.last() - 60.0) < 0.3


def test_the_mix_is_told_that_it_comes_out_of_silence_and_where(night):
    """Only then can it hold back what would stand out in the fade-in."""
    one = night()
    one.at(20.0, Pause()).at(22.0, Resume()).at(30.0, lambda: setattr(one.room, "there", False))
    one.at(31.0, lambda: setattr(one.room, "there", True))
    one.run()
    (paused, fade), (lost, same) = one.mix.returns
    assert fade == same == 3 * RATE
    assert paused / RATE == pytest.approx(20.7, abs=0.4)
    assert lost / RATE == pytest.approx(31.0 - 1.3, abs=0.5)


def test_what_is_asked_after_the_end_is_not_done(night, plan):
    one = night(plan())
    one.at(59.0, lambda: one.room.jump(30.0)).at(89.1, Extend(60.0))  # typed while all stood still
    assert one.run() == End("deadline")
    assert "extended" not in one.diary.names


def test_a_device_that_stays_away_ends_on_the_deadline(night):
    one = night()
    one.at(20.0, lambda: setattr(one.room, "there", False))
    assert one.run() == End("deadline")
    assert one.room.now - one.began == pytest.approx(61.0, abs=0.3)


@pytest.mark.parametrize("opening", [0.3, 0.9])
@pytest.mark.parametrize("lost", [40.0, 54.0])
def test_a_device_that_is_slow_to_open_near_the_end_is_silent_on_the_deadline(night, lost, opening):
    one = night().at(lost, lambda: setattr(one.room, "there", False))
    one.at(56.0, lambda: setattr(one.room, "there", True))
    one.opening = opening
    one.run()
    assert 56.5 < one.last() <= 60.3
    assert one.diary.when("ended") - one.began < 60.6
    assert np.abs(np.diff(one.room.ear[56 * RATE :].astype(int))).max() < 10, "no step in it"


@pytest.mark.parametrize("at", [53.0, 54.8, 56.0])
def test_a_device_that_has_come_back_near_the_end_and_is_slow_is_silent_on_the_deadline(night, at):
    """A server that has just begun, on a busy machine: how far behind it is shows only once it plays."""

    def back() -> None:
        one.room.there, one.room.pace = True, 0.8

    one = night().at(45.0, lambda: setattr(one.room, "there", False)).at(at, back)
    one.run()
    assert at < one.last() <= 60.0
    assert one.diary.when("ended") - one.began < 60.7
    assert np.abs(np.diff(one.room.ear[50 * RATE :].astype(int))).max() < 10, "no step in it"


def test_a_device_that_is_lost_ends_it_where_that_is_wished(night, manner):
    one = night(manner=manner(on_lost="stop"))
    one.at(20.0, lambda: setattr(one.room, "there", False))
    assert one.run() == End("device")


def test_a_sleep_is_no_loss_also_where_a_lost_device_ends_it(night, manner):
    one = night(manner=manner(on_lost="stop"))
    one.at(20.0, lambda: one.room.jump(10.0))
    assert one.run() == End("deadline")
    assert one.diary.data("device_lost")["cause"] == "stood still"
    assert abs(one.last() - 60.0) < 0.3


def test_after_a_sleep_it_is_silent_before_anybody_is_told(night):
    one = night().sleep(20.0, 5.0)
    tell = one.diary.event

    def slowly(event):
        tell(event)
        if event.name == "device_lost":
            one.room.pass_time(0.5)

    one.diary.event = slowly
    one.run()
    told = round((one.diary.when("device_lost") - one.began) * RATE)
    assert not one.room.ear[told : told + RATE // 3].any()


@pytest.mark.parametrize(("begun", "planned"), [(25.0, 25.0), (40.0, 13.0)])
def test_more_time_changes_nothing_that_has_begun_but_in_the_fade_where_nothing_begins(night, begun, planned):
    """The fade begins at 36 s."""
    asked = []

    def replan(session, command, at):
        asked.append(at)
        return session

    one = night(replan=replan).at(10.0, lambda: setattr(one.mix, "begun", round(begun * RATE))).at(10.5, Extend())
    one.run()
    assert asked == [pytest.approx(planned, abs=2.5)]


def test_a_device_that_is_lost_in_a_pause_stays_silent_until_the_pause_ends(night):
    one = night().at(20.0, Pause())
    one.at(25.0, lambda: setattr(one.room, "there", False)).at(27.0, lambda: setattr(one.room, "there", True))
    one.at(40.0, Resume())
    assert one.run() == End("deadline")
    assert not one.room.ear[round(21.2 * RATE) : round(39.9 * RATE)].any()
    assert one.level(46.5) == pytest.approx(1.0, abs=0.01)
    assert abs(one.last() - 80.0) < 1.5


def test_a_pipe_that_slept_comes_back_with_a_fade_in_and_is_not_let_go_of(night):
    one = night(lookout=None).sleep(20.0, 10.0)
    one.run()
    assert "device_lost" not in one.diary.names
    assert one.level(30.8) < 0.5
    assert one.level(34.5) == pytest.approx(1.0, abs=0.01)
    assert [fade for _, fade in one.mix.returns] == [3 * RATE]
    assert abs(one.last() - 60.0) < 0.3


@pytest.mark.parametrize("asleep", [20.0, 40.0, 48.0, 56.0])
def test_a_pipe_that_slept_fades_out_on_its_deadline_all_the_same(night, plan, asleep):
    """Also where it slept for longer than its fade-out lasts, or wakes in it."""
    one = night(plan(fade=6.0), lookout=None).sleep(asleep, 8.0 if asleep < 50.0 else 3.0)
    one.run()
    assert abs(one.last() - 60.0) < 0.5
    assert one.level(59.4) < 0.1


@pytest.mark.parametrize("seconds", [3.9, 4.05, 4.5, 30.0])
def test_a_pipe_that_slept_to_its_deadline_gives_no_more_than_was_in_it(night, seconds):
    one = night(lookout=None).sleep(56.0, seconds)
    one.run()
    assert one.last() < 56.0 + seconds + 0.2


def test_a_pipe_that_slept_in_a_pause_or_on_the_way_out_stays_silent(night):
    paused = night(lookout=None).at(20.0, Pause()).sleep(25.0, 10.0).at(40.0, Stop())
    paused.run()
    leaving = night(lookout=None).at(20.0, Stop()).sleep(21.0, 10.0)
    leaving.run()
    assert paused.mix.returns == leaving.mix.returns == []
    assert paused.last() < 21.0


def test_a_sleep_past_the_deadline_is_the_end_and_nothing_is_heard(night):
    one = night()
    one.at(20.0, lambda: one.room.jump(100.0))
    assert one.run() == End("deadline")
    assert one.last() < 21.0


def test_a_sleep_inside_the_session_ends_with_a_soft_return_where_the_clock_is(night):
    one = night()
    one.at(10.0, lambda: one.room.jump(15.0))
    assert one.run() == End("deadline")
    back = np.flatnonzero(one.room.ear[round(25.5 * RATE) :])[0] / RATE + 25.5
    assert back < 28.0
    assert one.level(back + 0.5) < 0.3
    assert abs(one.last() - 60.0) < 0.3


def test_the_grace_after_the_end_starts_again_softly(night, manner):
    one = night(manner=manner(grace=120.0)).at(100.0, StillAwake()).at(200.0, Stop())
    assert one.run() == End("stopped")
    states = {status.state for _, status in one.diary.states}
    assert "grace" in states
    ear = one.room.ear
    assert not ear[round(60.5 * RATE) : round(100.0 * RATE)].any()
    assert 0 < one.level(103.0) < 0.05
    assert one.level(150.0) == pytest.approx(1.0, abs=0.01)
    assert one.diary.names.count("ended") == 1


def test_the_grace_is_over_after_its_time_or_with_q(night, manner):
    one = night(manner=manner(grace=120.0))
    assert one.run() == End("deadline")
    assert one.room.now - one.began == pytest.approx(182.0, abs=1.0)
    other = night(manner=manner(grace=120.0)).at(70.0, Stop())
    assert other.run() == End("deadline")


def test_steps_of_the_volume_are_small_and_there_are_enough():
    down = [100]
    while down[-1] > 1:
        down.append(step(down[-1], -1))
    assert len(down) >= 40
    softer = [33.2 * np.log10(a / b) for a, b in itertools.pairwise(down) if b >= 20]
    assert max(softer) < 1.0
    up = [1]
    while up[-1] < 100:
        up.append(step(up[-1], 1))
    assert len(up) >= 40


COMMANDS = st.sampled_from(
    [Pause(), Resume(), Skip(), Love(), Louder(-2), Louder(1), Volume(30), Extend(20.0), StillAwake(), Undo()]
)


MARKS = ("paused", "resumed", "ended")


PRESSES = st.lists(st.tuples(st.floats(0.05, 15.0), COMMANDS), max_size=6)


@settings(max_examples=10, deadline=None)
@given(PRESSES, st.booleans())
def test_whatever_is_pressed_nothing_clicks_nothing_is_louder_and_a_pause_is_silent(night, plan, presses, stops):
    check_presses(night, plan, presses, stops)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(PRESSES, st.booleans())
def test_the_same_two_hundred_times(night, plan, presses, stops):
    check_presses(night, plan, presses, stops)


def check_presses(night, plan, presses, stops):

    def replan(session, command, at):
        return night.longer(session, Extend(20.0) if command == StillAwake() else command, at)

    one = night(plan(20.0, 8.0, 2.0), replan=replan)
    moment = 0.0
    for pause, command in presses:
        moment += pause
        one.at(moment, command)
    one.at(moment + 40.0, Stop()) if stops else one.at(moment + 5.0, Resume())
    if not stops:
        one.at(moment + 60.0, Stop())
    one.run()
    ear = one.room.ear
    assert one.steepest() < CLICK
    assert ear.max() <= 3278
    pauses = [(moment - one.began, event.name) for moment, event in one.diary.events if event.name in MARKS]
    for (begin, name), (end, _) in itertools.pairwise(pauses):
        if name == "paused":
            assert not ear[round((begin + 1.3) * RATE) : round((end - 0.2) * RATE)].any()
