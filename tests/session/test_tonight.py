"""One evening: its plan, and what becomes of it on the way."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from asmr_cli.errors import NothingToPlay, UsageError
from asmr_cli.models import Catalogue, Kind, Request, Session, Sound, Taste, Trigger
from asmr_cli.models.command import Extend, Love, Never, Skip, StillAwake, Undo
from asmr_cli.plan.preview import preview
from asmr_cli.session.tonight import Tonight


def trigger(name: str, kind: Kind) -> Trigger:
    return Trigger(name, name, kind, "nature" if kind == "bed" else "touch", (), "", (Sound(f"{name}/a.opus", 90.0),))


HERE = Catalogue(
    (trigger("rain", "bed"), *(trigger(name, "foreground") for name in ("brush", "comb", "fold", "page", "stroke")))
)


def evening(**wishes: object) -> Tonight:
    return Tonight(HERE, Taste(), Path("/pack"), Request(duration=1800.0, **{"seed": 7, **wishes}))  # type: ignore[arg-type]


def before(session: Session, at: float) -> list[object]:
    """What was heard up to a moment."""
    return [(segment.trigger, segment.start) for segment in session.segments if segment.start <= at]


def test_the_same_seed_is_the_same_evening_and_none_is_a_new_one() -> None:
    assert evening().plan() == evening().plan()
    assert evening(seed=None).plan().seed != evening(seed=None).plan().seed


@pytest.mark.parametrize(("command", "more"), [(Extend(300.0), 300.0), (StillAwake(), 600.0)])
def test_more_time_leaves_what_was_heard_as_it_was(command: Extend | StillAwake, more: float) -> None:
    tonight = evening()
    session = tonight.plan()
    longer = tonight.replan(session, command, 600.0)
    assert longer.duration == session.duration + more
    assert before(longer, 600.0) == before(session, 600.0)


@pytest.mark.parametrize("command", [Skip(), Never()])
def test_what_is_left_does_not_come_again_tonight(command: Skip | Never) -> None:
    tonight = evening()
    session = tonight.plan()
    left = next(s.trigger for s in session.lane("foreground") if s.start <= 300.0 < s.end)
    after = tonight.replan(session, command, 300.0)
    assert after.duration == session.duration
    assert left not in {s.trigger for s in after.lane("foreground") if s.start > 300.0}
    assert tonight.marks.left == {left}


def test_what_was_left_does_not_come_again_when_there_is_more_time() -> None:
    tonight = evening()
    session = tonight.replan(tonight.plan(), Skip(), 300.0)
    longer = tonight.replan(session, Extend(3 * 3600.0), 600.0)
    again = {segment.trigger for segment in longer.lane("foreground") if segment.start > 300.0}
    assert again and not again & tonight.marks.left


def test_what_nothing_can_take_the_place_of_plays_on_and_may_be_made_longer() -> None:
    tonight = replace(evening(), catalogue=Catalogue((HERE.find("rain"),)))
    session = tonight.plan()
    with pytest.raises(NothingToPlay):
        tonight.replan(session, Skip(), 300.0)
    assert not tonight.marks.left
    assert tonight.replan(session, Extend(600.0), 600.0).lane("bed")[-1].end == 2400.0


def test_love_and_undo_change_no_plan() -> None:
    tonight = evening()
    session = tonight.plan()
    assert tonight.replan(session, Love(), 300.0) is session
    assert tonight.replan(session, Undo(), 300.0) is session


def test_a_deadline_that_stays_shortens_what_is_left() -> None:
    tonight = evening()
    session = tonight.plan()
    shorter = tonight.shorten(session, 600.0, 1500.0)
    assert shorter.duration == 1500.0 and before(shorter, 600.0) == before(session, 600.0)


def test_a_session_out_of_a_file_can_be_extended_too() -> None:
    tonight = evening()
    session = tonight.plan()
    assert replace(tonight, request=None).replan(session, Extend(60.0), 600.0).duration == 1860.0


def test_without_a_sound_there_is_no_evening() -> None:
    with pytest.raises(NothingToPlay):
        Tonight(Catalogue(()), Taste(), Path("/pack"), Request(seed=7)).plan()


@pytest.mark.parametrize("command", [Extend(300.0), StillAwake()])
def test_a_single_sound_cannot_be_made_longer(command: Extend | StillAwake) -> None:
    tonight, session = evening(), preview(HERE.find("brush"), random.Random(1))
    with pytest.raises(UsageError, match="longer"):
        tonight.replan(session, command, 4.0)


def test_a_single_sound_can_be_loved_and_leaves_when_it_is_not_wanted() -> None:
    tonight, session = evening(), preview(HERE.find("brush"), random.Random(1))
    assert tonight.replan(session, Love(), 4.0) == session
    left = tonight.replan(session, Skip(), 4.0)
    assert not left.segments
    assert left.duration == session.duration
    assert "brush" in tonight.marks.left


def test_from_any_moment_on_it_is_twelve_hours_at_most() -> None:
    tonight = evening()
    session = tonight.replan(tonight.plan(), Extend(11.5 * 3600.0), 1.0)
    with pytest.raises(UsageError):
        tonight.replan(session, Extend(600.0), 1.0)
    assert tonight.replan(session, Extend(600.0), 601.0).duration == session.duration + 600.0
