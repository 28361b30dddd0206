"""What counts is what was heard: not what was rendered and left, nor a sound at full level while it still comes."""

import random

import numpy as np
import pytest

from asmr_cli.render.evenness import HALF_MINUTE, Evenness
from asmr_cli.render.fadeins import FadeIns
from asmr_cli.render.governor import Governor
from asmr_cli.render.lufs import lufs_of, power_of
from asmr_cli.render.memory import Memory
from asmr_cli.render.pace import AHEAD
from asmr_cli.render.past import SHORT, Past

TARGET = -28.0
CROSSING = 20


def told(*spells: tuple[float, int]) -> Governor:
    """One that has let so many hops of so many LUFS through, at most 12 dB louder."""
    governor = Governor(TARGET, Evenness(0, HALF_MINUTE, TARGET))
    for level, hops in spells:
        for _ in range(hops):
            governor.gain([power_of(level)] * AHEAD)
    return governor


def governed(governor: Governor, powers: list[float]) -> np.ndarray:
    known = powers + powers[:AHEAD]
    gains = [governor.gain(known[hop : hop + AHEAD]) for hop in range(len(powers))]
    return np.array(powers) * 10.0 ** (np.array(gains) / 10.0)


def spells(chance: random.Random, hops: int) -> list[float]:
    powers: list[float] = []
    while len(powers) < hops:
        powers += [power_of(chance.choice([-60, -45, -35, -28, -20, -16]))] * chance.choice([1, 2, 4, 8, 12])
    return powers[:hops]


@pytest.mark.parametrize("seed", [7, 49, 75, 214, 285, 338])
def test_bursts_of_what_goes_and_of_what_comes_count_together(seed: int) -> None:
    chance = random.Random(seed)
    before = Governor(TARGET, Evenness(0, HALF_MINUTE, TARGET))
    goes = governed(before, spells(chance, 500) + spells(chance, 60))
    comes = governed(before.turning(500, CROSSING), spells(chance, 60))
    shares = np.ones(60)
    shares[:CROSSING] = np.sin((np.arange(CROSSING) + 0.5) / CROSSING * np.pi / 2) ** 2
    heard = np.concatenate([goes[:500], shares * comes + (1 - shares) * goes[500:]])
    floor = power_of(TARGET - 10.0)
    jumps = [heard[at : at + 4].mean() / max(heard[at - SHORT : at].mean(), floor) for at in range(496, 530)]
    assert 10 * np.log10(max(jumps)) <= 6.7


def test_what_goes_is_heard_beside_what_comes_as_far_as_it_is_known() -> None:
    past = Past([power_of(-40.0)] * 34)
    for _ in range(10):
        past.add(1.0)
    crossed = past.crossed(10, CROSSING)
    for hop in range(CROSSING):
        (share,) = crossed.come([1.0])
        assert crossed.beside(1) == pytest.approx(1.0 - share if hop < 10 else 0.0)
        crossed.add(2.0)
        assert crossed.sum(1) == pytest.approx(2.0 * share + (1.0 - share if hop < 10 else 0.0))
    assert crossed.come([2.0]) == [2.0]
    assert crossed.beside(30) == 0.0


@pytest.mark.parametrize("unheard", [-45.0, -20.0])
def test_what_was_rendered_and_left_counts_in_no_minute(unheard: float) -> None:
    """As when somebody skips again and again while it is paused: three seconds of each are rendered, none is heard."""
    powers = [power_of(-28.0)] * 600
    plain = told((-34.0, 600)).turning(600, CROSSING)
    left = told((-34.0, 600))
    for _ in range(11):
        left = left.turning(600, CROSSING)
        governed(left, [power_of(unheard)] * 35)
    left = left.turning(600, CROSSING)
    minutes = []
    for governor in (plain, left):
        governed(governor, powers[:35])
        minutes.append(governed(governor.returning(600, FadeIns(SHORT)), powers)[SHORT : SHORT + 300].mean())
    assert lufs_of(minutes[1]) == pytest.approx(lufs_of(minutes[0]), abs=0.1)


def test_it_is_known_how_even_it_was_some_seconds_ago() -> None:
    levels = [-28.0 - at % 7 for at in range(500)]
    memory, then = Memory(Evenness(0, HALF_MINUTE, TARGET)), Evenness(0, HALF_MINUTE, TARGET)
    for at, level in enumerate(levels):
        memory.add(power_of(level))
        if at < 460:
            then.add(power_of(level))
    ago = memory.ago(40, 0)
    assert (ago.mean, ago.most, ago.room) == (then.mean, then.most, then.room)
    assert memory.ago(1000, 0).mean == memory.ago(150, 0).mean  # it is not remembered for longer


def test_out_of_silence_a_burst_may_stand_out_less() -> None:
    """All that counts then is the mean that the session comes to in the end, which may be far sparser from here on."""
    burst = [power_of(-70.0)] * 20 + [power_of(-24.0)] * 4 + [power_of(-70.0)] * 40
    calm = told((-28.0, 900))
    back = governed(calm.returning(900, FadeIns(SHORT)), burst)
    assert lufs_of(float(back[20:24].mean())) <= TARGET - 10.0 - 2.0 + 7.5
