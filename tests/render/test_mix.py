"""The mix as a whole: any split, re-planning under way, files that break."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.errors import AsmrError, CannotDecode
from asmr_cli.models import BUNDLED, Catalogue, Clip, Request, Segment, Session, Sound, Taste, Trigger
from asmr_cli.plan.planner import plan
from asmr_cli.plan.replan import Choices, extend, skip
from asmr_cli.render.mix import Mix
from asmr_cli.render.source import Tape
from asmr_cli.types import RATE, to_frames
from support.tapes import ArrayTape, mean_db, noise

LUFS = {"rain": -25.0, "wind": -31.0, "brush": -22.0, "towel": -27.0}
TAPES = {name: ArrayTape(noise(30.0, level, seed)) for seed, (name, level) in enumerate(LUFS.items())}


def catalogue(known: bool = True) -> Catalogue:
    def trigger(name: str, bed: bool) -> Trigger:
        sound = Sound(name, 30.0, LUFS[name] + 3.6 if known else None)
        kind, tags = ("bed", ("nature", "steady")) if bed else ("foreground", ("touch", "steady"))
        return Trigger(name, name, kind, "nature" if bed else "touch", tags, "", (sound,), BUNDLED)  # type: ignore[arg-type]

    return Catalogue((*(trigger(n, True) for n in ("rain", "wind")), *(trigger(n, False) for n in ("brush", "towel"))))


def open_sound(ref: str) -> Tape:
    return TAPES[ref]


def planned(seconds: float = 300.0, **wishes: object) -> Session:
    request = Request(duration=seconds, seed=5)._replace(**wishes)  # type: ignore[arg-type]
    return plan(request, catalogue(), Taste(), random.Random(5))


def mix_of(session: Session, known: bool = True, start: int = 0) -> Mix:
    facts = {sound.ref: sound for trigger in catalogue(known) for sound in trigger.sounds}
    return Mix(session, open_sound, facts.get, start=start)


WHOLE = mix_of(planned()).read(40 * RATE)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from([1, 64, 65, 4799, 4800, 8192, 8193, 24000, 48000, 100_001]), min_size=3, max_size=12))
def test_any_split_gives_the_same_samples(parts: list[int]) -> None:
    mix = mix_of(planned())
    split = np.concatenate([mix.read(count) for count in parts])
    assert np.array_equal(split, WHOLE[: len(split)])


def test_another_seed_is_another_sound() -> None:
    assert not np.array_equal(mix_of(planned()._replace(seed=6)).read(RATE), WHOLE[:RATE])


@pytest.mark.parametrize("known", [True, False])
def test_the_mix_sits_at_the_target(known: bool) -> None:
    from asmr_cli.render.loudness import Meter

    meter = Meter()
    mix = mix_of(planned(), known)
    for _ in range(120):
        meter.add(mix.read(RATE))
    assert meter.integrated == pytest.approx(-28.0, abs=0.5)


@pytest.mark.parametrize("known", [True, False])
def test_what_is_very_quiet_is_raised_by_twelve_db_at_most(known: bool) -> None:
    quiet = noise(120.0, -62.0)
    sound = Sound("hush", 120.0, -58.4)
    clip = Clip("hush", 0.0, 0.0, 100.0)
    segment = Segment("bed", "hush", (), 0.0, 100.0, 0.0, 0.0, 0.0, (clip,))
    session = planned(100.0, breath="off")._replace(segments=(segment,))
    mix = Mix(session, lambda ref: ArrayTape(quiet), lambda ref: sound if known else None)
    mix.read(10 * RATE)
    heard = mean_db(mix.read(80 * RATE))
    assert -62.0 + 11.5 <= heard <= -62.0 + 12.1


def test_a_knock_in_a_file_that_nobody_has_measured_does_not_make_the_evening_soft() -> None:
    quiet = noise(120.0, -62.0)
    quiet[RATE:][: RATE // 100] = 0.9
    segment = Segment("bed", "hush", (), 0.0, 100.0, 0.0, 0.0, 0.0, (Clip("hush", 0.0, 0.0, 100.0),))
    mix = Mix(planned(100.0, breath="off")._replace(segments=(segment,)), lambda ref: ArrayTape(quiet))
    mix.read(10 * RATE)
    assert -62.0 + 11.5 <= mean_db(mix.read(80 * RATE)) <= -62.0 + 12.1


def test_mono_is_the_same_in_both_ears() -> None:
    block = mix_of(planned(mono=True)).read(2 * RATE)
    assert np.array_equal(block[:, 0], block[:, 1])


def test_the_breath_and_the_bowl_are_in_the_mix() -> None:
    plain, breathing, struck = (
        mix_of(planned(**wishes)).read(190 * RATE)[-25 * RATE :]
        for wishes in ({}, {"breath_cue": True}, {"end_cue": True})
    )
    assert 0.0005 < float(np.abs(struck - plain).max()) < 0.1
    assert not np.abs(breathing - plain).max(), "the pacer has ended by then"
    early = mix_of(planned(breath_cue=True)).read(40 * RATE)
    assert 0.0005 < float(np.abs(early - WHOLE).max()) < 0.1


def test_it_tells_its_level_and_what_the_limiter_did() -> None:
    mix = mix_of(planned())
    mix.read(60 * RATE)
    assert mix.level_lufs == pytest.approx(-28.0, abs=2.0)
    assert 0 <= mix.limited < 0.01 * mix.position


def test_the_ears_hear_different_things_otherwise() -> None:
    assert abs(float(np.corrcoef(WHOLE.T)[0, 1])) < 0.3


def test_extending_changes_nothing_of_what_plays() -> None:
    session = planned()
    mix, same = mix_of(session), mix_of(session)
    mix.read(20 * RATE)
    mix.replan(extend(session, 20.0, 600.0, Choices(catalogue(), Taste(), random.Random(1))))
    same.read(20 * RATE)
    assert np.array_equal(mix.read(10 * RATE), same.read(10 * RATE))


def test_a_skip_takes_effect_on_what_was_handed_over_and_gets_no_louder() -> None:
    session = planned()
    mix = mix_of(session)
    before = mix.read(60 * RATE)
    at = to_frames(57.0)
    left = {segment.trigger for segment in session.segments if segment.lane == "foreground"}
    choices = Choices(catalogue(), Taste(), random.Random(1), left=frozenset({next(iter(left))}))
    mix.replan(skip(session, 57.0, choices), at)
    assert mix.position == at
    after = mix.read(20 * RATE)
    assert np.allclose(after[:10], before[at : at + 10], atol=1e-3)  # it begins where it was
    assert not np.allclose(after[3 * RATE : 4 * RATE], before[-RATE:], atol=1e-3)
    seconds = [mean_db(after[i * RATE : (i + 1) * RATE]) for i in range(20)]
    assert max(seconds) <= mean_db(before[50 * RATE : at]) + 1.5


def test_a_bed_that_goes_on_through_a_skip_does_not_swell() -> None:
    """The same recording in the old and in the new plan is correlated: equal power would add 3 dB."""
    long = ArrayTape(noise(400.0, -28.0, 9))
    session = planned(triggers=(), bed="rain")
    facts = {"rain": Sound("rain", 400.0, -24.4)}
    bed = session.segments[0]._replace(clips=(session.segments[0].clips[0]._replace(offset=10.0),))
    session = session._replace(segments=(bed,))
    mix = Mix(session, lambda ref: long, facts.get)
    before = mix.read(60 * RATE)
    mix.replan(session, to_frames(58.0))
    after = mix.read(6 * RATE)
    level = mean_db(before[40 * RATE :])
    for tenth in range(60):
        assert mean_db(after[tenth * RATE // 10 :][: RATE // 10]) < level + 1.5


def test_a_file_that_breaks_off_is_faded_and_named_once() -> None:
    session = planned(triggers=(), bed="rain")
    session = session._replace(segments=session.lane("bed"))
    broken = ArrayTape(noise(400.0, -28.0, 3), breaks_at=20 * RATE)
    named: list[tuple[str, AsmrError | None]] = []
    facts = {"rain": Sound("rain", 400.0, -24.4)}
    start = session.segments[0].clips[0]._replace(offset=0.0)
    session = session._replace(segments=(session.segments[0]._replace(clips=(start,)),))
    mix = Mix(session, lambda ref: broken, facts.get, lambda ref, error: named.append((ref, error)))
    block = mix.read(40 * RATE)
    assert [ref for ref, _ in named] == ["rain"]
    assert isinstance(named[0][1], CannotDecode)
    assert not block[22 * RATE :].any()
    steps = np.abs(np.diff(block[:, 0]))[15 * RATE :]
    assert steps.max() <= np.abs(np.diff(block[: 15 * RATE, 0])).max()  # no click where it ended


def test_a_file_that_cannot_be_opened_is_left_out() -> None:
    session = planned()
    named: list[str] = []

    def open_some(ref: str) -> Tape:
        if ref in ("brush", "towel"):
            raise CannotDecode(f"{ref} is no sound.", "asmr check")
        return TAPES[ref]

    mix = Mix(session, open_some, lambda ref: None, lambda ref, error: named.append(ref))
    block = mix.read(100 * RATE)
    assert set(named) <= {"brush", "towel"}
    assert named
    assert mean_db(block[80 * RATE :]) > -45


def test_it_can_begin_anywhere() -> None:
    block = mix_of(planned(), start=100 * RATE).read(10 * RATE)
    assert -40 < mean_db(block) < -20


class Closing(ArrayTape):
    closed = False

    def close(self) -> None:
        self.closed = True


def test_files_of_plans_that_were_left_are_closed() -> None:
    opened: list[Closing] = []

    def open_closing(ref: str) -> Tape:
        opened.append(Closing(TAPES[ref].samples))
        return opened[-1]

    session = planned()
    mix = Mix(session, open_closing, lambda ref: Sound(ref, 30.0, LUFS[ref] + 3.6))
    mix.read(20 * RATE)
    for at in (18.0, 17.0, 17.5):  # one while the one before it is still crossed to
        mix.replan(session, to_frames(at))
        mix.read(RATE)
    mix.read(6 * RATE)
    assert len(opened) >= 8
    assert sum(not tape.closed for tape in opened) <= 3
    mix.begin(session, 100 * RATE, 3 * RATE, mix.position)
    assert sum(not tape.closed for tape in opened) <= 3
