"""Places on a stage: the far ear hears later, softer and duller, and the ring closes."""

import numpy as np
import pytest

from asmr_cli.synth.canvas import TICK, Stereo
from asmr_cli.synth.stage import Stage, drift, stillness
from asmr_cli.types import RATE

FRAMES = 100 * TICK


def clap(azimuth: float, at: float = 0.5) -> Stereo:
    stage = Stage(FRAMES)
    stage.add(np.array([1.0], np.float32), at, azimuth)
    return stage.heard()


@pytest.mark.parametrize("azimuth", [-70.0, -30.0, 30.0, 70.0])
def test_the_far_ear_is_later_softer_and_duller(azimuth: float) -> None:
    heard = clap(azimuth)
    near, far = (1, 0) if azimuth > 0 else (0, 1)
    late = int(np.abs(heard[:, far]).argmax()) - int(np.abs(heard[:, near]).argmax())
    angle = np.deg2rad(abs(azimuth))
    assert late == pytest.approx(255e-6 * (angle + np.sin(angle)) * RATE, abs=1)
    power = (heard.astype(float) ** 2).sum(axis=0)
    assert power[near] > 1.8 * power[far]
    spectrum = np.abs(np.fft.rfft(heard, axis=0))
    hz = np.fft.rfftfreq(FRAMES, 1 / RATE)
    low, high = (spectrum[(hz > a) & (hz < b)].mean(axis=0) for a, b in ((150, 500), (6000, 12_000)))
    assert high[far] / high[near] < low[far] / low[near]


def test_ahead_both_ears_hear_the_same() -> None:
    heard = clap(0.0)
    assert np.array_equal(heard[:, 0], heard[:, 1])


def test_what_passes_the_end_comes_in_at_the_beginning() -> None:
    early, late = clap(40.0, 0.2), clap(40.0, FRAMES / RATE - 0.1)
    assert np.allclose(np.roll(early, -round(0.3 * RATE), axis=0), late, atol=1e-6)


def test_a_hand_drifts_slowly_within_the_sides() -> None:
    path = drift(np.random.default_rng(1), 60 * RATE, 30)
    assert np.abs(path).max() <= 75 and path.std() > 10
    assert np.abs(np.diff(path)).max() < 2


def test_the_stillness_under_close_sounds_is_low_and_as_soft_as_asked() -> None:
    still = stillness(np.random.default_rng(2), 10 * RATE, -40)
    assert 20 * np.log10(still.std()) == pytest.approx(-40, abs=0.6)
    power = np.abs(np.fft.rfft(still[:, 0])) ** 2
    hz = np.fft.rfftfreq(len(still), 1 / RATE)
    assert power[hz < 500].sum() > 0.95 * power.sum()
