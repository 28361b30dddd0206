"""Rain in the open and rain on a window: a far field of noise, drops in the middle distance, and near ones."""

import numpy as np

from asmr_cli.synth.canvas import Curve, Stereo, rms, slow
from asmr_cli.synth.ears import spread
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import bubble, burst, modes, poisson, renewal, sizes, unit
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, nodes, turbulence
from asmr_cli.types import RATE

_OPEN = nodes(
    (20, -40), (60, -19), (100, -14), (300, -10.5), (700, -10.5), (1500, -13),
    (3000, -17.5), (5000, -21), (8000, -25), (12000, -30), (16000, -36), (20000, -45),
)  # fmt: skip
_GLASS = nodes(
    (20, -40), (60, -24), (120, -18), (250, -15), (500, -14), (1000, -16), (2000, -19), (4000, -23.5), (8000, -31),
    (16000, -43),
)  # fmt: skip
_PANE = np.array([520.0, 870, 1350, 2100, 3300])
"""Modes of a pane in Hz."""


def rain(frames: int, rng: np.random.Generator) -> Stereo:
    """Steady rain: bed, some 450 drops a second around, 16 a second near enough to be single."""
    weather = 1.3 * slow(rng, frames, 1 / 60, 0.12, 1.5) + 0.5 * slow(rng, frames, 0.1, 0.8, 1.0)
    out = _bed(rng, frames, _OPEN, weather)
    level = rms(out)
    out += _around(rng, frames, 450 * np.exp(0.25 * weather / 1.3), level)
    out += _near(rng, frames, 16 * np.exp(0.3 * slow(rng, frames, 1 / 60, 0.2, 1.0)), level)
    return finish(out, lufs=-25, even=0.75)


def window(frames: int, rng: np.random.Generator) -> Stereo:
    """Rain behind glass, taps on eight panes, and now and then a drip from the ledge."""
    weather = 1.6 * slow(rng, frames, 1 / 60, 0.12, 1.5)
    gust = slow(rng, frames, 1 / 40, 0.4, 1.2)
    out = _bed(rng, frames, _GLASS, weather)
    level = rms(out)
    for azimuth in np.linspace(-1, 1, 8):
        starts = poisson(rng, frames, 220 / 8 * np.exp(0.45 * gust))
        bank = _pane_taps(rng, _PANE * rng.uniform(0.85, 1.2, _PANE.size), 60)
        size = 6.5 * level * sizes(rng, starts.size, 0.95, 6.0)
        out += spread(
            frames, starts, bank, rng.integers(0, len(bank), starts.size), size, np.full(starts.size, azimuth)
        )
    out += _ledge(rng, frames, level)
    return finish(out, lufs=-26, even=0.75)


def _bed(rng: np.random.Generator, frames: int, table: tuple[Curve, Curve], weather: Curve) -> Stereo:
    """The far field: drifting, tilting, and turbulent in each band, each ear with some of its own."""
    hz, db = table
    lean = np.interp(np.log(hz), np.log([20, 700, 12000]), [-0.5, 0.2, 1.0])
    tilt = slow(rng, frames, 1 / 60, 0.2, 1.0)[:, None] * lean
    ears = [
        db + (weather + 0.4 * slow(rng, frames, 0.05, 1.5, 1.0))[:, None] + tilt
        + 0.6 * turbulence(rng, frames, hz.size, 0.8, 12, 0.7)
        for _ in range(2)
    ]  # fmt: skip
    return coloured(rng, frames, hz, ears[0], ears[1])


def _around(rng: np.random.Generator, frames: int, rate: Curve, level: float) -> Stereo:
    """Drops in the middle distance: 400 kinds of noise bursts, 6 dB under the bed."""
    bank = [
        burst(rng, hz, rng.uniform(0.3, 0.9), decay, min(0.015, max(0.003, 6 / decay)), 0.0002)
        for hz, decay in zip(3400 * sizes(rng, 400, 0.55, 3.5), rng.uniform(500, 2200, 400), strict=True)
    ]
    starts = poisson(rng, frames, rate)
    amps = sizes(rng, starts.size, 0.9, 9.0)
    drops = spread(frames, starts, bank, rng.integers(0, len(bank), starts.size), amps, rng.uniform(-1, 1, starts.size))
    return np.asarray(drops * np.float32(level * 10 ** (-6 / 20) / rms(drops)))


def _near(rng: np.random.Generator, frames: int, rate: Curve, level: float) -> Stereo:
    """Near drops: a tick, in half of them the bubble it leaves, in a third a soft low knock."""
    starts = poisson(rng, frames, rate)
    count = starts.size
    amps = level * sizes(rng, count, 0.5, 2.5)
    azimuth = rng.uniform(-1, 1, count)
    ticks = [burst(rng, 3400 * f, 0.7, 1200, 0.008, 0.0003) for f in sizes(rng, 100, 0.4, 3.0)]
    out = spread(frames, starts, ticks, rng.integers(0, len(ticks), count), 4 * amps, azimuth)
    rings = [bubble(rng, hz) for hz in np.clip(2300 * np.exp(0.55 * rng.standard_normal(100)), 700, 9000)]
    some = rng.uniform(size=count) < 0.5
    late = (starts + rng.uniform(0.004, 0.020, count) * RATE).astype(np.int64) % frames
    rung = amps[some] * rng.uniform(0.5, 1.4, some.sum())
    out += spread(frames, late[some], rings, rng.integers(0, len(rings), some.sum()), rung, azimuth[some])
    knocks = [
        modes(rng.uniform(250, 800), rng.uniform(180, 400), 1.0, rng.uniform(0, 6), 0.03) for _ in range(60)
    ]  # fmt: skip
    some = rng.uniform(size=count) < 0.35
    out += spread(
        frames, starts[some], knocks, rng.integers(0, len(knocks), some.sum()), 0.8 * amps[some], azimuth[some]
    )
    return out


def _pane_taps(rng: np.random.Generator, hz: Curve, count: int) -> list[np.ndarray]:
    """Taps on one pane: its modes, dulled by how long each drop touches, and a breath of noise."""
    bank = []
    for _ in range(count):
        contact = 0.0001 * 9 ** rng.uniform()
        gain = np.exp(-((1.2 * hz * contact) ** 2)) * np.exp(0.4 * rng.standard_normal(hz.size))
        body = modes(hz * (1 + 0.01 * rng.standard_normal(hz.size)), rng.uniform(260, 700, hz.size), gain,
                     rng.uniform(0, 1, hz.size), 0.025)  # fmt: skip
        noise = burst(rng, min(0.6 / contact, 5000.0), 0.9, min(1 / contact, 2500.0), 0.012, contact / 2)
        mixed = 0.85 * unit(body)
        mixed[: noise.size] += 0.7 * noise
        bank.append(unit(mixed))
    return bank


def _ledge(rng: np.random.Generator, frames: int, level: float) -> Stereo:
    """A drip from the ledge every few seconds, never in step."""
    starts = renewal(rng, frames, 3.4, 0.4)
    bank = [bubble(rng, hz) for hz in 620 * np.exp(0.12 * rng.standard_normal(24))]
    amps = level * rng.uniform(0.8, 1.6, starts.size)
    return spread(frames, starts, bank, rng.integers(0, len(bank), starts.size), amps, np.full(starts.size, 0.5))


RECIPES = (Recipe("rain", rain), Recipe("window-rain", window))
