"""Restless nights: whatever is pressed, asked and lost, the rules of the night hold on what is finally heard."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from heard import Ear
from night_check import worst
from pressed import Ask, Evening, Happen, Press, Script, script_of
from simulated import CHUNK

from asmr_cli.models import Request, Taste
from asmr_cli.player.manner import End, Manner
from asmr_cli.session.tonight import Tonight
from asmr_cli.types import RATE
from support import beds

SECONDS = 100.0
LATE = 0.3
"""Seconds by which the end may miss the deadline (DESIGN 2)."""

QUICK = range(10)
ALL = range(len(QUICK), 200)

SETTLED = 10.0
"""Seconds: sounds cross within eight at most, what is heard is that of 1.5 back, and the device holds some of it."""


@contextmanager
def evening(seed: int, script: Script, folder: Path, grace: float = 0.0) -> Iterator[Evening]:
    request = Request(duration=SECONDS, seed=seed)
    wishes = {"breath": "off" if seed % 4 else "ramp", "breath_cue": seed % 8 == 0}
    session = beds.planned(SECONDS, seed, **wishes)
    tonight = Tonight(beds.catalogue(), Taste(), Path("pack"), request)
    bands = tuple(beds.BANDS.values())
    troubles: list[str] = []
    mix = beds.mix(seed % 3 != 0, troubles)
    pace = (1.0, 1.0, 0.9995, 1.0004)[seed % 4]
    with Evening(session, mix, tonight.replan, script, folder, Ear(bands), pace, Manner(grace=grace)) as one:
        one.troubles = troubles
        yield one


def check(seed: int, folder: Path) -> None:
    script = script_of(seed, (60.0, 110.0, 150.0)[seed % 3])
    script = [*script, (script[-1][0] + 900.0, Ask("stop"))]
    with evening(seed, script, folder, grace=30.0 if seed % 2 else 0.0) as one:
        end = one.play()
        found = worst(one.world.ear, one.gains, one.session.fade_in, one.session.duration < 600)
        bed = one.session.lane("bed")
        broken = found.broken(gaps="torn" in one.troubles and bed[-1].end < one.session.duration)
        assert not broken, (found, one.world.ear.roughest_at - 1000.0, script)
        assert end == End("deadline")
        check_end(one)
        check_state(one)
        check_answers(one)


def check_end(one: Evening) -> None:
    """Rule 4: 0 from the deadline on, and not long before it."""
    told, last_told = one.diary.statuses[-1]
    reached = [moment for moment, status in one.diary.statuses if status.elapsed >= status.duration]
    deadline = reached[0] if reached else told + last_told.remaining  # a Status is told at each fifth turn only
    if one.diary.named("extended") and one.diary.named("extended")[-1][0] > deadline:
        return  # it has begun again in the grace
    assert one.world.ear.last_sound <= deadline + LATE + CHUNK / RATE  # it is known to a chunk
    frames, _, moments = one.world.ear.by_hop()
    last = frames[(moments >= deadline - 2.0) & (frames >= 0)]
    if len(last):
        end = one.gains.real.gains(int(last[-1]), 1)
        assert end.max() < 0.01


def check_state(one: Evening) -> None:
    """What is shown is what is heard: who plays, the pause, the volume. A breath cue sounds in all bands."""
    ear = one.world.ear
    _, _, moments = ear.by_hop()
    levels, energy = ear.levels, ear.energy
    began, before = one.world.now, None
    for moment, status in one.diary.statuses:
        names = {item.trigger for item in status.playing}
        skipped = sum(told <= moment for told, _ in one.diary.named("skipped"))
        shown = (status.state == "paused", names, status.volume, status.device, skipped)
        if shown != before:
            began, before = moment, shown
        here = int(np.searchsorted(moments, moment, side="right")) - 2
        if moment - began < SETTLED or here < 0:
            continue
        real, even = levels[min(here, len(levels) - 1)]
        if status.state in ("paused", "grace") or status.device is None:
            assert real == 0.0, (moment - 1000.0, status)
        elif even > 0.01:
            assert abs(20 * np.log10(real / even) - 33.2 * np.log10(status.volume / 100)) < 0.5 + 0.002 / real
            recent = slice(max(here - 15, 0), here)
            cue = one.session.breath is not None and one.session.breath.cue
            if cue or levels[recent, 1].min(initial=1.0) < 0.01:
                continue
            near = energy[recent].mean(axis=0)
            heard = {name for name, amount in zip(beds.BANDS, near / near.sum(), strict=True) if amount > 0.002}
            assert heard - {beds.TORN} <= names, (moment - 1000.0, heard, status)
            assert names & set(beds.BEDS) <= heard, (moment - 1000.0, heard, status)


def check_answers(one: Evening) -> None:
    """The state has changed before the reply."""
    for _, verb, answer in one.diary.answers:
        state = answer["status"]["state"]
        if verb == "pause" and answer["ok"]:
            assert state in ("paused", "grace")
        if verb == "resume" and answer["ok"]:
            assert state in ("playing", "fading")


@pytest.mark.parametrize("seed", QUICK)
def test_a_restless_night_keeps_the_rules(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ALL)
def test_two_hundred_of_them(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)


def test_who_is_still_awake_hears_it_come_back_slowly_and_the_fade_once_more(tmp_path: Path) -> None:
    script: Script = [(88.0, Press(b" ")), (120.0, Press(b"e"))]
    with evening(1, script, tmp_path) as one:
        one.play()
        found = worst(one.world.ear, one.gains, one.session.fade_in, True)
        assert not found.broken(), found
        assert found.rise > 2.0
        assert one.session.duration == pytest.approx(SECONDS + 120.0)
        check_end(one)


@pytest.mark.parametrize(
    "keys", [[(96.5, b" ")], [(99.3, b" ")], [(92.0, b"n"), (97.0, b"e")], [(97.5, b"n"), (98.2, b" ")]]
)
def test_who_is_awake_in_the_last_seconds_hears_no_hole_where_the_end_would_have_been(
    keys: list[tuple[float, bytes]], tmp_path: Path
) -> None:
    """Everything is rendered some seconds ahead, across the end that was planned."""
    with evening(6, [(moment, Press(key)) for moment, key in keys], tmp_path) as one:
        one.play()
        _, _, moments = one.world.ear.by_hop()
        powers = one.world.ear.powers[: len(moments)]
        rising = powers[(moments > 1000.0 + SECONDS - 0.5) & (moments < 1000.0 + SECONDS + 20.0)]
        level = 10 * np.log10(np.maximum(rising, 1e-12))
        assert (level > np.maximum.accumulate(level) - 12.0).all()
        assert level[-10:].mean() > -35.0


def blast(one: Evening) -> None:
    """Nothing fades in any more, not even in the device's first frames."""
    for gain in (one.gains.real, one.gains.even):
        gain.silence = lambda at, frames: None  # type: ignore[method-assign]
        gain.come_back = lambda at, frames: None  # type: ignore[method-assign]


def test_a_click_and_a_blast_would_be_found(tmp_path: Path) -> None:
    """The measuring itself: a gain that steps, and one that returns without a fade."""
    with evening(2, [(40.0, Happen("gone")), (50.0, Happen("back"))], tmp_path) as one:
        blast(one)
        one.play()
        broken = worst(one.world.ear, one.gains, one.session.fade_in, True).broken()
        assert any("400 ms" in what for what in broken)
        assert any("click" in what for what in broken)
