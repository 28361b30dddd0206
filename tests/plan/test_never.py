"""What of a request is left out because it is marked never, and where a file so marked does not play."""

import random

import pytest

from asmr_cli.errors import NothingToPlay
from asmr_cli.models import Catalogue, Request, Taste, Trigger, Wanted
from asmr_cli.plan.never import left_out
from asmr_cli.plan.planner import plan
from asmr_cli.plan.preview import preview
from asmr_cli.plan.replan import Choices, extend


def asking(*names: str) -> Request:
    return Request(triggers=tuple(map(Wanted, names)), seed=1)


def without_files(trigger: Trigger, *numbers: int) -> Trigger:
    sounds = (s._replace(liking="never") if n in numbers else s for n, s in enumerate(trigger.sounds))
    return trigger._replace(sounds=tuple(sounds))


@pytest.fixture(name="marked")
def _marked(pack: Catalogue) -> Catalogue:
    """`towels` never, and both files of `whisper`, and one of `tapping-wood`."""
    changed = {
        "towels": lambda t: t._replace(liking="never"),
        "whisper": lambda t: without_files(t, 0, 1),
        "tapping-wood": lambda t: without_files(t, 0),
    }
    return Catalogue(tuple(changed.get(t.name, lambda t: t)(t) for t in pack))


def test_each_name_of_which_all_is_never_is_told_once(marked: Catalogue) -> None:
    assert left_out(asking("Towels", "writing", "whisper", "towels", "tapping-wood"), marked) == ("towels", "whisper")


def test_a_tag_is_told_only_where_nothing_of_it_plays(marked: Catalogue) -> None:
    assert left_out(asking("touch"), marked) == (), "hair-brushing plays"
    never = Catalogue(tuple(t._replace(liking="never") if t.category == "touch" else t for t in marked))
    assert left_out(asking("touch", "writing"), never) == ("touch",)


def test_nothing_is_left_out_even_so_or_where_nothing_sounds(marked: Catalogue) -> None:
    assert left_out(asking("towels")._replace(even_so=True), marked) == ()
    assert left_out(asking("towels")._replace(silent=True), marked) == ()


def test_a_trigger_whose_every_file_is_never_is_named_as_such(marked: Catalogue) -> None:
    with pytest.raises(NothingToPlay, match="Marked never: whisper"):
        plan(asking("whisper"), marked, Taste(), random.Random(1))


def test_a_preview_plays_the_other_files(marked: Catalogue) -> None:
    known = {trigger.name: trigger for trigger in marked}
    for seed in range(10):
        (clip,) = preview(known["tapping-wood"], random.Random(seed)).segments[0].clips
        assert clip.sound == "tapping-wood/1.opus"
    with pytest.raises(NothingToPlay, match="Every file of whisper"):
        preview(known["whisper"], random.Random(1))


def test_a_session_out_of_a_file_is_planned_anew_without_the_files_that_are_never(marked: Catalogue) -> None:
    session = plan(Request(7200.0, triggers=(Wanted("tapping-wood"),), seed=1), marked, Taste(), random.Random(1))
    for seed in range(10):
        choices = Choices(marked, Taste(), random.Random(seed), None)
        longer = extend(session, 60.0, 3600.0, choices)
        assert "tapping-wood/0.opus" not in {clip.sound for s in longer.segments for clip in s.clips}
