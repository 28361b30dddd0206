"""Bursts between rests: they are held as one, stay at the target, and keep to rule 1 whatever came before."""

from math import log10

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asmr_cli.models import Clip, FadeOut, Phase, Segment, Session, Sound
from asmr_cli.render.evenness import HALF_MINUTE, Evenness
from asmr_cli.render.fadeins import FadeIns
from asmr_cli.render.governor import Governor
from asmr_cli.render.guard import Guard, _is_within, _without_jump
from asmr_cli.render.loudness import Meter
from asmr_cli.render.lufs import lufs_of, power_of
from asmr_cli.render.mix import Mix
from asmr_cli.render.pace import AHEAD
from asmr_cli.render.past import MOMENTARY, SHORT, Past
from asmr_cli.render.source import Block
from asmr_cli.types import RATE
from support.tapes import ArrayTape, noise

TARGET = -28.0


def sprays(hops: int, seed: int) -> list[float]:
    """Powers of strokes that die away within half a second, 0.9 to 1.6 s apart, over next to nothing."""
    rng = np.random.default_rng(seed)
    powers = np.full(hops, power_of(-60.0))
    at = 5
    while at < hops - 6:
        powers[at : at + 5] = [power_of(-24.0 + step + rng.normal(0, 1)) for step in (0, 0, -2, -4, -10)]
        at += int(rng.integers(9, 17))
    return powers.tolist()


def governed(governor: Governor, powers: list[float]) -> np.ndarray:
    """What becomes of them, without what a dip takes from its neighbours."""
    known = powers + powers[:AHEAD]
    gains = [governor.gain(known[hop : hop + AHEAD]) for hop in range(len(powers))]
    return np.array(powers) * 10.0 ** (np.array(gains) / 10.0)


def jump(powers: np.ndarray, mean: float) -> float:
    sums = np.concatenate([[0.0], np.cumsum(powers)])
    momentary, before = (sums[34:] - sums[30:-4]) / 4, (sums[30:-4] - sums[:-34]) / 30
    return 10 * log10(float((momentary / np.maximum(before, mean / 10)).max()))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_strokes_do_not_pull_their_own_allowance_down(seed: int) -> None:
    out = governed(Governor(TARGET, fade_ins=FadeIns(300)), sprays(3000, seed))[300:]
    assert lufs_of(float(out.mean())) == pytest.approx(TARGET, abs=1.5)
    minutes = [lufs_of(float(out[at : at + 300].mean())) for at in range(0, 2700, 300)]
    assert max(minutes) - min(minutes) <= 2.0
    assert jump(out, float(out.mean())) <= 7.5


def test_before_the_mean_is_known_a_sparse_sound_is_not_taken_for_a_full_one() -> None:
    """Rule 1 looks back from the end: a fire that comes out 6 LU under the target had that mean from the start."""
    fire = [power_of(-26.0 if hop % 50 < 3 else -47.0) for hop in range(900)]
    out = governed(Governor(TARGET, fade_ins=FadeIns(300)), fire)
    faded = np.array([(0.5 - 0.5 * np.cos(np.pi * min(hop, 300) / 300)) ** 2 for hop in range(900)])
    assert jump(out * faded, power_of(TARGET - 6.0)) <= 7.5


@given(
    st.floats(-40, -30),
    st.floats(0, 9),
    st.lists(st.floats(-3, 3), min_size=SHORT + MOMENTARY, max_size=SHORT + MOMENTARY),
    st.lists(st.floats(-3, 3), min_size=MOMENTARY + 1, max_size=MOMENTARY + 1),
)
def test_what_needs_no_closer_look_jumps_in_no_window(
    level: float, step: float, before: list[float], coming: list[float]
) -> None:
    """Of levels that step up by as much as is allowed, and more."""
    past = Past([power_of(level + more) for more in before])
    powers = [power_of(level + step + more) for more in coming]
    assert not _is_within(powers, past) or _without_jump(powers, past, TARGET) >= 1.0


def test_a_burst_is_lowered_as_a_whole() -> None:
    """Its last tenth is lowered by what its first is: nothing is chopped off."""
    guard, past = Guard(), Past.even(power_of(-38.0))
    burst = [power_of(-24.0)] * MOMENTARY + [power_of(-38.0)] * MOMENTARY
    gains = []
    for hop in range(MOMENTARY):
        gains.append(guard.gain(burst[hop : hop + MOMENTARY + 1], 0.0, past, TARGET, lambda: TARGET))
        past.add(burst[hop] * 10.0 ** (gains[-1] / 10.0))
    assert gains[0] < -5.0
    assert max(gains) - min(gains) < 0.7


def test_peaks_are_lowered_before_the_limiter_meets_them() -> None:
    guard, past = Guard(), Past.even(power_of(TARGET))
    assert guard.gain([power_of(TARGET)] * (MOMENTARY + 1), 1.0, past, TARGET, lambda: TARGET) == pytest.approx(
        -6.0, abs=0.5
    )


def test_another_sound_has_to_fit_into_what_was_heard() -> None:
    """After a skip: three seconds and minutes of a soft session are not those of one at the target."""
    soft = Governor(TARGET, Evenness(0, HALF_MINUTE))
    for _ in range(900):
        soft.gain([power_of(-48.0)] * AHEAD, 6.0)
    after = soft.turning(890, 20)
    out = governed(after, [power_of(TARGET)] * 300)
    assert lufs_of(float(out[:10].mean())) <= -36.0 + 7.0
    assert lufs_of(float(out[30:].mean())) <= -42.0 + 2.0
    assert after is not soft and soft.short_term == pytest.approx(-42.0, abs=0.2)


def crackling(seconds: int) -> Block:
    """A soft hiss, and every eight seconds a second that is 25 dB louder."""
    sound = noise(seconds, -40.0)
    for at in range(5, seconds - 2, 8):
        sound[at * RATE : (at + 1) * RATE] += noise(1.0, -15.0, at) * np.hanning(RATE)[:, None].astype(np.float32)
    return sound


def test_a_file_that_nobody_has_listened_to_comes_out_at_the_target() -> None:
    phases = (Phase("settle", 0.0, 75.0), Phase("drift", 75.0, 180.0), Phase("away", 180.0, 300.0))
    bed = Segment("bed", "own", (), 0.0, 300.0, 0.0, 0.0, 0.0, (Clip("own", 0.0, 0.0, 300.0),))
    session = Session(300.0, 3, "sleep", phases, (bed,), None, 30.0, FadeOut(180.0, 120.0, "sone"))
    sound = crackling(310)
    meter = Meter(true_peak=False)
    meter.add(Mix(session, lambda ref: ArrayTape(sound)).read(300 * RATE)[30 * RATE :])
    mean = float(meter.powers.mean())
    assert lufs_of(mean) == pytest.approx(TARGET, abs=1.5)
    assert jump(meter.powers, mean) <= 8.0


def faint(seconds: int) -> Block:
    """So soft that twelve dB of make-up leave it far under the target: strokes 16 dB over what is between them."""
    sound = noise(seconds, -78.0)
    for at in range(2, seconds - 1, 5):
        sound[at * RATE : (at + 1) * RATE] += noise(1.0, -62.0, at) * np.hanning(RATE)[:, None].astype(np.float32)
    return sound


@pytest.mark.parametrize("known", [None, -64.0], ids=["unheard", "listened"])
def test_what_stays_far_under_the_target_does_not_jump_either(known: float | None) -> None:
    """Rule 1 counts from the session's own mean: what may stand out of -28 LUFS jumps out of -53."""
    phases = (Phase("settle", 0.0, 75.0), Phase("drift", 75.0, 180.0), Phase("away", 180.0, 300.0))
    own = Segment("foreground", "own", (), 0.0, 300.0, 0.0, 0.0, 0.0, (Clip("own", 0.0, 0.0, 300.0),))
    session = Session(300.0, 3, "sleep", phases, (own,), None, 30.0, FadeOut(180.0, 120.0, "sone"))
    sound, meter = faint(310), Meter(true_peak=False)
    facts = Sound("own", 310.0, known) if known else None
    meter.add(Mix(session, lambda ref: ArrayTape(sound), lambda ref: facts).read(180 * RATE))
    faded = [(0.5 - 0.5 * np.cos(np.pi * min(hop, 300) / 300)) ** 2 for hop in range(len(meter.powers))]
    minutes = [lufs_of(float(meter.powers[at : at + 300].mean())) for at in range(300, 1800, 300)]
    assert jump(meter.powers * faded, float(meter.powers[300:].mean())) <= 8.0
    assert max(minutes) - min(minutes) <= 2.0, "what is held because it is softer makes it softer still"


def torn(seconds: int) -> Block:
    """As MP3 files with flipped bits decode: out of a hiss and without a warning, noise that peaks at three."""
    sound = noise(seconds, -50.0)
    for at, length in zip(range(32, seconds - 2, 17), [0.02, 0.1, 0.4] * seconds, strict=False):
        sound[at * RATE :][: round(length * RATE)] = noise(length, 0.0, at)
    return sound


@pytest.mark.parametrize("known", [None, -50.0], ids=["unheard", "listened"])
def test_noise_out_of_damaged_bytes_is_softer_than_what_a_night_allows(known: float | None) -> None:
    phases = (Phase("settle", 0.0, 40.0), Phase("drift", 40.0, 80.0), Phase("away", 80.0, 150.0))
    bed = Segment("bed", "own", (), 0.0, 150.0, 0.0, 0.0, 0.0, (Clip("own", 0.0, 0.0, 150.0),))
    session = Session(150.0, 3, "sleep", phases, (bed,), None, 30.0, FadeOut(90.0, 60.0, "sone"))
    sound, meter = torn(160), Meter()
    facts = Sound("own", 160.0, known) if known else None
    meter.add(Mix(session, lambda ref: ArrayTape(sound), lambda ref: facts).read(90 * RATE)[30 * RATE :])
    assert meter.momentary_max <= TARGET + 8.0
    assert meter.true_peak_db <= -6.0
    if known:  # of a file that nobody has listened to a burst may be the first that is known
        assert jump(meter.powers, float(meter.powers.mean())) <= 8.0
