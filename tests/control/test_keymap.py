"""What keys mean in each state."""

import pytest

from asmr_cli.control.cat import CatGuard
from asmr_cli.control.keymap import Keymap
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
)


def pressed(key, state="playing", now=0.0, keymap=None):
    return [c for c in (keymap or Keymap()).commands(key, state, now) if not isinstance(c, Peek)]


@pytest.mark.parametrize(
    ("key", "command"),
    [(" ", Pause()), ("+", Louder(1)), ("-", Louder(-1)), ("n", Skip()), ("u", Undo()), ("l", Love()),
     ("e", Extend(600.0)), ("q", Stop()), ("esc", Stop()), ("ctrl-c", Stop("signal", 2))],
)  # fmt: skip
def test_keys_while_it_plays(key, command):
    assert pressed(key) == [command]
    assert type(pressed(key)[0]) is type(command)  # named tuples of equal values are equal


def test_space_goes_on_after_a_pause():
    assert pressed(" ", "paused") == [Resume()]


@pytest.mark.parametrize("key", [" ", "m", "\r", "7"])
def test_any_key_without_a_meaning_in_the_fade_says_still_awake(key):
    assert pressed(key, "fading") == [StillAwake()]


@pytest.mark.parametrize("key", ["+", "n", "l", "q"])
def test_keys_with_a_meaning_keep_it_in_the_fade(key):
    assert pressed(key, "fading") == pressed(key)


@pytest.mark.parametrize("key", [" ", "n", "+", "?", "x"])
def test_after_the_end_any_key_starts_again_and_q_leaves(key):
    assert pressed(key, "grace") == [StillAwake()]
    assert pressed("q", "grace") == [Stop()]


def test_never_again_needs_a_second_x_soon():
    keymap = Keymap()
    assert pressed("x", now=0.0, keymap=keymap) == []
    assert keymap.asking(1.0)
    assert pressed("x", now=2.0, keymap=keymap) == [Never()]
    assert not keymap.asking(2.0)
    assert pressed("x", now=3.0, keymap=keymap) == []
    assert pressed("x", now=3.0 + 5.0, keymap=keymap) == []


def test_another_key_between_takes_the_first_x_back():
    keymap = Keymap()
    pressed("x", keymap=keymap)
    pressed("+", now=0.5, keymap=keymap)
    assert pressed("x", now=1.0, keymap=keymap) == []


def test_every_key_shows_a_blank_screen_and_the_question_mark_the_keys():
    assert next(Keymap().commands("+", "playing", 0.0)) == Peek()
    assert list(Keymap().commands("m", "playing", 0.0)) == [Peek()]
    assert list(Keymap().commands("?", "playing", 0.0)) == [Peek(keys=True)]


def test_a_cat_is_ignored_until_it_has_gone():
    cat = CatGuard()
    assert [cat.lets(1, i * 0.05) for i in range(8)] == [True] * 5 + [False] * 3
    assert not cat.lets(1, 1.0)
    assert cat.lets(1, 2.2)
    assert not CatGuard().lets(40, 0.0)


def test_five_keys_in_a_second_are_a_hand_and_six_a_cat():
    steady = CatGuard()
    assert all(steady.lets(1, n * 0.21) for n in range(40))
    quick = CatGuard()
    assert not all(quick.lets(1, n * 0.18) for n in range(40))


def test_a_single_sound_can_be_loved_and_left_but_not_made_longer():
    keymap = Keymap("e")
    assert pressed("l", keymap=keymap) == [Love()]
    assert pressed("n", keymap=keymap) == [Skip()]
    assert pressed("x", keymap=keymap) == []
    assert pressed("x", keymap=keymap) == [Never()]
    assert pressed("e", keymap=keymap) == []
    assert pressed("m", "fading", keymap=keymap) == []
    assert pressed(" ", "fading", keymap=keymap) == [Pause()]


def test_the_breath_alone_is_no_sound_to_judge():
    keymap = Keymap("enxul")
    assert [pressed(key, keymap=keymap) for key in "nxxule"] == [[]] * 6
    assert pressed("+", keymap=keymap) == [Louder(1)]
