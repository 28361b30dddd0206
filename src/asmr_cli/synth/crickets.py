"""Crickets: three near and five far singers, each with pulses in chirps at its own slowly walking pace."""

from typing import NamedTuple

import numpy as np

from asmr_cli.synth.canvas import TICK, Mono, Stereo, rms, slow, smoothstep
from asmr_cli.synth.ears import place_both
from asmr_cli.synth.filters import colour
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import renewal, scatter
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, nodes, power_sum, turbulence
from asmr_cli.types import RATE

_HZ, _NIGHT = nodes(
    (20, -44), (60, -39), (150, -43), (400, -49), (1000, -54), (2000, -57), (3000, -58), (3600, -58), (4200, -59),
    (4800, -59), (5600, -60), (8000, -67), (20000, -90),
)  # fmt: skip
_CHORUS = np.interp(_HZ, [2400, 3200, 3600, 4200, 4800, 5600, 7000], [-98, -69, -57, -50.5, -52.5, -64, -98])
_NEAR, _ALL = 3, 8
"""Few enough for each to be heard: of sixteen one hears a frog, a bird, a hiss."""
_COPIES = 24
"""Chirps drawn for each singer, of which every one of its song is one."""


class _Singer(NamedTuple):
    """A cricket: carrier in Hz, pulses a chirp and a second, seconds between chirps, level in dB, azimuth, overtone."""

    hz: float
    pulses: int
    rate: float
    period: float
    level: float
    azimuth: float
    second: float


def crickets(frames: int, rng: np.random.Generator) -> Stereo:
    """A warm night: singers over a chorus too far away to be told apart."""
    drift = slow(rng, frames, 1 / 60, 0.2, 1.0)
    ears = [
        power_sum(_NIGHT + turbulence(rng, frames, _HZ.size, 0.3, 6, 0.5),
                  _CHORUS + (drift + 0.8 * slow(rng, frames, 0.3, 6, 0.5))[:, None]
                  + 0.8 * turbulence(rng, frames, _HZ.size, 0.3, 12, 0.4))
        for _ in range(2)
    ]  # fmt: skip
    out = coloured(rng, frames, _HZ, ears[0], ears[1])
    out *= np.float32(0.019 / rms(out))
    songs = np.zeros((frames, 2), dtype=np.float32)
    for number in range(_ALL):
        singer = _singer(rng, near=number < _NEAR, side=(-1) ** number)
        place_both(songs, _song(rng, frames, singer), singer.azimuth)
    for ear in range(2):
        late = round(rng.uniform(0.008, 0.030) * RATE)
        out[:, ear] += colour(songs[:, ear], [2500, 5000, 9000, 14000], [0, 0, -3, -20])
        out[:, ear] += 0.2 * np.roll(songs[::-1, 1 - ear], late)
    return finish(out, lufs=-28, soften=8.0, even=0.5)


def _singer(rng: np.random.Generator, near: bool, side: int) -> _Singer:
    return _Singer(
        hz=float(np.clip(rng.normal(4450, 220), 3800, 5000)),
        pulses=int(rng.integers(2, 5)),
        rate=rng.uniform(26, 38),
        period=rng.uniform(0.50, 0.85),
        level=rng.uniform(-7, -4) if near else rng.uniform(-20, -11),
        azimuth=side * rng.uniform(0.5, 1) if near else rng.uniform(-1, 1),
        second=0.1 if near else 0.02,
    )


def _song(rng: np.random.Generator, frames: int, singer: _Singer) -> tuple[Mono, Mono]:
    """One singer's ring at each ear, of unit level before its own gain: chirps with uneven gaps, and rests."""
    bank = [_chirp(rng, singer) for _ in range(_COPIES)]
    starts = renewal(rng, frames, singer.period, 0.05, 0.05)
    voice = 1.2 * slow(rng, frames, 0.05, 0.5, 1.0)
    rests = smoothstep((slow(rng, frames, 1 / 30, 0.25, 1.0) + 1.2) / 0.35)
    at = starts // TICK % voice.size
    gain = 10 ** ((singer.level + voice[at] + rng.normal(0, 0.7, starts.size)) / 20) * rests[at]
    which = rng.integers(0, _COPIES, starts.size)
    left, right = (scatter(frames, starts, [chirp[ear] for chirp in bank], which, gain) for ear in range(2))
    return left, right


def _chirp(rng: np.random.Generator, singer: _Singer) -> Stereo:
    """Two to four pulses, each falling a little in pitch; shape (2, frames).

    Grass and ground scatter it: each ear has its own phase, which at 4 kHz it does not hear. With one phase a near
    singer is the same sound at both ears, only late.
    """
    every = 1 / singer.rate
    out = np.zeros((2, round((singer.pulses + 1) * every * RATE)))
    for k, db in enumerate((-6, -2, 0, 0)[: singer.pulses]):
        length = every * rng.uniform(0.55, 0.75)
        t = np.arange(round(length * RATE)) / RATE
        hz = singer.hz * (1 + 0.004 * k + 0.002 * rng.standard_normal())
        phase = 2 * np.pi * hz * (t - 0.015 * t * t / length) + rng.uniform(0, 6.28, (2, 1))
        shape = np.sin(np.pi * (t / length) ** 0.75) ** 1.5 * 10 ** (db / 20)
        start = round((k * every + abs(rng.normal(0, 0.0015))) * RATE)
        out[:, start : start + t.size] += shape * (np.sin(phase) + singer.second * np.sin(2 * phase))
    return np.asarray(out, dtype=np.float32)


RECIPES = (Recipe("crickets", crickets),)
