"""Who may play: names, tags, shares, beds, and what is left out."""

import math
import random
from typing import Any

import pytest

from asmr_cli.errors import NothingToPlay, UsageError
from asmr_cli.models import Catalogue, Liking, Request, Session, Sound, Taste, Wanted
from asmr_cli.plan.planner import plan


def night(catalogue: Catalogue, *names: str, seed: int = 1, taste: Taste | None = None, **options: Any) -> Session:
    wanted = tuple(Wanted(name) for name in names)
    request = Request(**{"duration": 3600.0, "triggers": wanted, "seed": seed, **options})
    return plan(request, catalogue, taste or Taste(), random.Random(seed))


def heard(session: Session, lane: Any = "foreground") -> list[str]:
    return list(dict.fromkeys(segment.trigger for segment in session.lane(lane)))


def marked(catalogue: Catalogue, liking: Liking, *names: str) -> Catalogue:
    return Catalogue(tuple(t._replace(liking=liking) if t.name in names else t for t in catalogue))


def test_what_is_named_plays_and_nothing_else(pack: Catalogue) -> None:
    session = night(pack, "towels", "writing", "waves")
    assert sorted(heard(session)) == ["towels", "writing"]
    assert heard(session, "bed") == ["waves"]


def test_every_name_is_heard_where_there_is_room(pack: Catalogue) -> None:
    for seed in range(20):
        assert len(heard(night(pack, "towels", "writing", "hair-brushing", duration=7200.0, seed=seed))) == 3


def test_a_voice_that_is_named_is_heard_in_settle(pack: Catalogue) -> None:
    for seed in range(20):
        session = night(pack, "whisper", "towels", "writing", "hair-brushing", seed=seed, duration=1800.0)
        assert session.lane("foreground")[0].trigger == "whisper"


def test_a_tag_stands_for_its_triggers(pack: Catalogue) -> None:
    assert set(heard(night(pack, "touch"))) <= {"hair-brushing", "towels"}
    assert heard(night(pack, "nature"), "bed")[0] in {"rain", "waves"}
    assert heard(night(pack, "nature")) == [], "a bed of the tag, and no other bed over it"


def test_a_bed_alone_when_only_a_bed_is_named(pack: Catalogue) -> None:
    session = night(pack, "rain")
    assert heard(session) == [] and heard(session, "bed") == ["rain"]


def test_two_beds_by_name_lie_over_each_other_until_away(pack: Catalogue) -> None:
    session = night(pack, "waves", "rain")
    assert heard(session, "bed") == ["waves"] and heard(session) == ["rain"]
    assert session.lane("foreground")[-1].end <= session.phases[1].end


def test_two_beds_by_name_and_something_else(pack: Catalogue) -> None:
    session = night(pack, "waves", "rain", "towels", duration=7200.0)
    assert heard(session, "bed") == ["waves"] and set(heard(session)) == {"rain", "towels"}


def test_of_many_beds_by_name_one_is_chosen(pack: Catalogue) -> None:
    chosen = {heard(night(pack, "rain", "waves", "purr", "brown-noise", seed=n), "bed")[0] for n in range(40)}
    assert chosen == {"rain", "waves", "purr", "brown-noise"}
    assert heard(night(pack, "rain", "waves", "purr")) == []


def test_wanted_beds_over_another_bed(pack: Catalogue) -> None:
    session = night(pack, "rain", bed="purr")
    assert heard(session, "bed") == ["purr"] and heard(session) == ["rain"]


def test_a_share_is_a_level(pack: Catalogue) -> None:
    request = Request(duration=600.0, triggers=(Wanted("rain", 50.0), Wanted("towels")), seed=1)
    session = plan(request, pack, Taste(), random.Random(1))
    gains = {segment.trigger: segment.gain_db for segment in session.segments}
    assert gains == {"rain": pytest.approx(33.2 * math.log10(0.5), abs=0.01), "towels": 0.0}


@pytest.mark.parametrize(
    ("name", "nearest"), [("tapping", "tapping-wood"), ("whispr", "whisper"), ("Hairbrushing", "hair")]
)
def test_an_unknown_name_is_answered_with_the_nearest(pack: Catalogue, name: str, nearest: str) -> None:
    catalogue = Catalogue(tuple(t._replace(tags=()) for t in pack))
    with pytest.raises(UsageError) as raised:
        night(catalogue, name)
    assert nearest in raised.value.hint


def test_an_unknown_bed_and_one_that_cannot_be_a_bed(pack: Catalogue) -> None:
    with pytest.raises(UsageError, match="no trigger"):
        night(pack, bed="rian")
    with pytest.raises(UsageError, match="steady"):
        night(pack, bed="whisper")
    with pytest.raises(UsageError, match="steady"):
        night(pack, bed="clicks")


def test_without_a_bed_a_steady_foreground_fills_away(pack: Catalogue) -> None:
    session = night(pack, "tapping-wood", "hair-brushing", bed="none")
    assert not session.lane("bed")
    assert {s.trigger for s in session.lane("foreground") if s.start >= session.phases[2].start} == {"hair-brushing"}
    with pytest.raises(NothingToPlay, match="bed"):
        night(pack, "tapping-wood", bed="none")


def test_never_even_by_name(pack: Catalogue) -> None:
    catalogue = marked(pack, "never", "towels", "rain")
    assert heard(night(catalogue, "towels", "writing")) == ["writing"]
    with pytest.raises(NothingToPlay, match="never"):
        night(catalogue, "towels")
    with pytest.raises(NothingToPlay, match="never"):
        night(catalogue, bed="rain")
    assert heard(night(catalogue, "towels", even_so=True)) == ["towels"]
    assert "towels" not in heard(night(catalogue, even_so=True, duration=7200.0)), "even so is for what is named"


def test_a_file_marked_never_is_left_out_of_its_trigger(pack: Catalogue) -> None:
    def without(sound: Sound) -> Sound:
        return sound._replace(liking="never") if sound.ref == "tapping-wood/0.opus" else sound

    catalogue = Catalogue(tuple(t._replace(sounds=tuple(map(without, t.sounds))) for t in pack))
    session = night(catalogue, "tapping-wood")
    assert {clip.sound for segment in session.lane("foreground") for clip in segment.clips} == {"tapping-wood/1.opus"}


def test_sensitive_sounds_by_name_or_their_own_tag_alone(pack: Catalogue) -> None:
    assert heard(night(pack, "eating", duration=1800.0)) == ["eating"]
    assert heard(night(pack, "mouth", duration=1800.0)) == ["eating"]
    assert "eating" not in heard(night(pack, "object", duration=7200.0))


def test_no_voice(pack: Catalogue) -> None:
    assert heard(night(pack, "whisper", "towels", voice=False)) == ["towels"]
    with pytest.raises(NothingToPlay):
        night(pack, "whisper", voice=False)


def test_silent_needs_no_sound(pack: Catalogue) -> None:
    session = night(Catalogue(()), silent=True)
    assert session.segments == () and session.breath is not None
    with pytest.raises(NothingToPlay):
        night(Catalogue(()))


def test_empty_files_and_triggers_are_nothing(pack: Catalogue, make_trigger: Any) -> None:
    empty = make_trigger("empty", seconds=0.0)
    with pytest.raises(NothingToPlay):
        night(Catalogue((*pack, empty)), "empty")


def test_taste_weighs(pack: Catalogue) -> None:
    taste = Taste({"towels": 20.0, "writing": 0.0, "rain": 0.0, "waves": 0.0, "brown-noise": 0.0})
    nights = [night(pack, seed=n, taste=taste, duration=1800.0) for n in range(30)]
    assert sum("towels" in heard(one) for one in nights) >= 25
    assert not any("writing" in heard(one) for one in nights)
    assert all(heard(one, "bed") == ["purr"] for one in nights)
    assert heard(night(pack, "writing", taste=taste)) == ["writing"], "what is named plays all the same"


def test_taps_come_early_where_there_is_something_else(pack: Catalogue) -> None:
    for seed in range(30):
        session = night(pack, seed=seed, duration=7200.0)
        half = (session.phases[1].start + session.phases[1].end) / 2
        late = [s.trigger for s in session.lane("foreground") if s.start > half]
        assert not {"tapping-wood", "paper", "clicks"} & set(late)


@pytest.mark.parametrize("wish", [("rain", "writing", "waves"), ("nature", "writing"), ("writing", "nature")])
def test_without_a_bed_all_that_is_wanted_is_in_front_and_the_steady_ones_carry_away(
    pack: Catalogue, wish: tuple[str, ...]
) -> None:
    session = night(pack, *wish, duration=1200.0, bed="none", seed=52)
    assert not session.lane("bed")
    assert session.segments[-1].trigger in {"rain", "waves"} and session.segments[-1].end == 1200.0
