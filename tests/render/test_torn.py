"""Files that are damaged or not there: something else is heard in their place, and nothing jumps."""

from collections.abc import Callable

import numpy as np
import pytest

from asmr_cli.errors import CannotDecode
from asmr_cli.models import Clip, FadeOut, Phase, Segment, Session, Sound
from asmr_cli.render.duck import TurningDuck
from asmr_cli.render.lanes import Lanes
from asmr_cli.render.soft import Softened
from asmr_cli.render.source import Block, Tape
from asmr_cli.render.stretch import Stretch
from asmr_cli.render.voices import World
from asmr_cli.types import RATE, Frames
from support.tapes import ArrayTape, constant, mean_db, noise


class Truncated(ArrayTape):
    """As a file that promises more than it holds: that is known when its end is met."""

    def __init__(self, samples: Block, stated: Frames) -> None:
        super().__init__(samples, stated)

    def read(self, start: Frames, frames: Frames) -> Block:
        block = super().read(start, frames)
        if len(block) < frames:
            self.frames = len(self.samples)
        return block


def segment(lane: str, name: str, start: float, end: float, fade: float = 0.0) -> Segment:
    clip = Clip(name, start, 0.0, end - start)
    return Segment(lane, name, (), start, end, fade, fade, 0.0, (clip,))  # type: ignore[arg-type]


def lanes(open_tape: Callable[[str], Tape], *segments: Segment, seconds: float = 100.0) -> Lanes:
    phases = (Phase("settle", 0.0, 20.0), Phase("drift", 20.0, 60.0), Phase("away", 60.0, seconds))
    session = Session(seconds, 3, "sleep", phases, segments, None, 1.0, FadeOut(60.0, 40.0, "sone"))
    return Lanes(session, World(open_tape, lambda ref: Sound(ref, 60.0, -28.0), lambda ref, error: None), 0)


def levels(source: Lanes, seconds: int) -> list[float]:
    """dB of each second, read by half seconds as the chain does."""
    halves = np.concatenate([source.read(RATE // 2) for _ in range(2 * seconds)])
    return [mean_db(halves[second * RATE :][:RATE]) for second in range(seconds)]


def test_the_bed_comes_back_from_under_a_foreground_that_cannot_be_opened() -> None:
    def open_tape(ref: str) -> Tape:
        if ref == "gone":
            raise CannotDecode("gone is not there.", "asmr check")
        return ArrayTape(noise(60.0, -28.0))

    heard = levels(lanes(open_tape, segment("bed", "rain", 0, 100), segment("foreground", "gone", 20, 50, 4)), 60)
    assert max(heard) - min(heard) < 2.0
    assert abs(heard[30] - heard[10]) < 0.3


def test_and_from_under_one_that_breaks_off() -> None:
    def open_tape(ref: str) -> Tape:
        return ArrayTape(noise(60.0, -28.0), breaks_at=None if ref == "rain" else 10 * RATE)

    heard = levels(lanes(open_tape, segment("bed", "rain", 0, 100), segment("foreground", "torn", 20, 50, 4)), 60)
    assert min(heard) > heard[10] - 6.5
    assert [level > heard[10] - 0.5 for level in heard[35:45]] == [True] * 10


def test_under_a_sound_foreground_it_gives_way_as_planned() -> None:
    def open_tape(ref: str) -> Tape:
        return ArrayTape(noise(60.0, -28.0) if ref == "rain" else constant(60.0, 1e-9))

    heard = levels(lanes(open_tape, segment("bed", "rain", 0, 100), segment("foreground", "brush", 20, 50, 4)), 60)
    assert heard[35] - heard[10] == pytest.approx(-6.0, abs=0.3)


def test_a_bed_that_ends_early_goes_on_as_a_texture_of_what_is_there() -> None:
    def open_tape(ref: str) -> Tape:
        return Truncated(noise(25.0, -28.0), 200 * RATE)

    heard = levels(lanes(open_tape, segment("bed", "rain", 0, 100)), 90)
    assert max(heard) - min(heard) < 1.0


@pytest.mark.parametrize("stated", [0, 1, 7])
def test_a_file_that_states_no_length_is_played_until_it_ends(stated: int) -> None:
    def open_tape(ref: str) -> Tape:
        return ArrayTape(noise(60.0, -28.0) if ref == "rain" else noise(30.0, -20.0), stated if ref == "bare" else None)

    heard = levels(lanes(open_tape, segment("bed", "rain", 0, 100), segment("foreground", "bare", 0, 70, 4)), 60)
    assert min(heard[6:28]) > max(heard[40:]) + 1.0
    assert max(heard[40:]) - min(heard[40:]) < 0.5


def test_what_comes_instead_is_crossed_to_and_may_fail_too() -> None:
    named: list[object] = []
    broken = Stretch(ArrayTape(constant(10.0)), 0, 20 * RATE)
    after = Stretch(ArrayTape(constant(3.0)), 0, 20 * RATE)
    soft = Softened(broken, 20 * RATE, named.append, lambda: after)
    heard = np.concatenate([soft.read(RATE // 2) for _ in range(40)])[:, 0]
    assert len(heard) == 20 * RATE
    assert named == [None]
    assert soft.gone
    assert np.abs(np.diff(heard)).max() < 1e-3
    assert heard[: 12 * RATE].min() > 0.99
    assert not heard[13 * RATE :].any()


@pytest.mark.parametrize("ends", [9.45, 9.5, 9.55, 9.9, 9.95])
def test_wherever_in_a_block_a_file_breaks_off_it_is_named(ends: float) -> None:
    named: list[object] = []
    soft = Softened(Stretch(ArrayTape(constant(ends)), 0, 20 * RATE), 20 * RATE, named.append)
    for _ in range(30):
        soft.read(RATE // 2)
    assert named == [None]
    assert soft.gone


def test_a_length_that_was_estimated_is_no_damage() -> None:
    named: list[object] = []
    soft = Softened(Stretch(ArrayTape(constant(9.9)), 0, 10 * RATE), 10 * RATE, named.append)
    heard = np.concatenate([soft.read(RATE // 2) for _ in range(20)])[:, 0]
    assert not named
    assert np.abs(np.diff(heard)).max() < 1e-3


def test_two_plans_at_one_moment_turn_the_bed_without_a_step() -> None:
    duck = TurningDuck([segment("foreground", "a", 0.0, 60.0, 4.0)])
    before = duck.gains(29 * RATE, RATE)
    duck.replan([segment("foreground", "a", 0.0, 32.0, 4.0)], 30 * RATE)
    duck.replan([], 30 * RATE)
    after = duck.gains(30 * RATE, 2 * RATE)
    joined = np.concatenate([np.broadcast_to(before, RATE), after])
    assert np.abs(np.diff(joined)).max() < 1e-3
    assert joined[-1] == 1.0
