"""Sharing out a phase, and dealing in rounds."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.plan.deck import Deck, Group
from asmr_cli.plan.slots import CROSSFADE, Ends, slots


@settings(deadline=None)
@given(st.floats(240, 50_000), st.booleans(), st.booleans(), st.integers(0, 9), st.integers(0, 999))
def test_four_to_eight_minutes_with_their_fades(
    length: float, joined: bool, goes_on: bool, fewest: int, seed: int
) -> None:
    ends = Ends(CROSSFADE, CROSSFADE if joined else 0.0, goes_on)
    found = slots(900.0, 900.0 + length, ends, fewest, random.Random(seed))
    assert found[0].start == 900.0 - ends.reach and found[-1].end == 900.0 + length
    assert all(240 - 1e-6 <= slot.end - slot.start <= 480 + 1e-6 for slot in found)
    for one, other in pairwise(found):
        assert one.end - other.start == pytest.approx(one.fade_out) == pytest.approx(other.fade_in)


@pytest.mark.parametrize("length", [472.0, 476.0, 480.0, 481.0])
def test_where_one_is_just_enough(length: float) -> None:
    alone = slots(0.0, length, Ends(CROSSFADE, 0.0, False), 1, random.Random(1))
    assert len(alone) == (1 if length <= 480 else 2)


def test_a_round_ends_before_the_next_one_begins() -> None:
    deck: Deck[str] = Deck(str, lambda item: 1.0)
    group = Group(list("abcdef"), str)
    rng = random.Random(1)
    dealt = [deck.deal(group, rng) for _ in range(60)]
    assert all(len(set(dealt[n : n + 6])) == 6 for n in range(0, 60, 6))
    assert all(one != other for one, other in pairwise(dealt))


def test_what_was_heard_comes_after_the_others() -> None:
    group = Group(list("abcd"), str)
    for seed in range(50):
        deck: Deck[str] = Deck(str, lambda item: 1.0, heard=["a", "b"])
        dealt = [deck.deal(group, random.Random(seed)) for _ in range(6)]
        assert set(dealt[:2]) == {"c", "d"} and set(dealt[2:]) == set("abcd"), "from the next round on with the others"


def test_weights_decide_who_comes_first() -> None:
    group = Group(["often", "seldom", "never"], str)
    weights = {"often": 3.0, "seldom": 1.0, "never": 0.0}
    first = []
    for seed in range(400):
        deck: Deck[str] = Deck(str, lambda item: weights[item])
        first.append(deck.deal(group, random.Random(seed)))
    assert first.count("never") == 0
    assert 0.65 < first.count("often") / 400 < 0.85
