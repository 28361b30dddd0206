"""Inside a night train: rolling noise, axles over rail joints as swells of noise, and a wandering hum."""

import numpy as np

from asmr_cli.synth.canvas import RATE_OF_TICKS, Curve, Stereo, at_rate, rms, slow, tone, upsample
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import renewal
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, nodes, power_sum, turbulence
from asmr_cli.types import RATE

_HZ, _ROLL = nodes(
    (20, -45), (40, -32), (60, -24), (100, -19), (180, -12.5), (320, -8), (500, -9), (800, -12), (1200, -18),
    (2000, -24), (4000, -35), (8000, -49), (20000, -70),
)  # fmt: skip
_CLACK = np.interp(
    np.log(_HZ),
    np.log([20, 60, 100, 180, 320, 500, 800, 1200, 2000, 4000, 20000]),
    [-25, -12, -6, -3.5, -3, -5, -8, -12.5, -20, -32, -66],
)
_AXLES = ((0.0, 0.6), (0.16, 0.7), (0.36, 1.0), (0.52, 0.9), (0.72, 0.5), (0.88, 0.45))
"""When each axle meets the joint (s at the usual speed) and how loud it is heard in this place of the carriage."""
_JOINTS_S = 1.25
"""Rails of some 20 m, old and short, at 56 km/h: the next joint comes soon after the last axle, and leaves no gap."""
_HUM = ((47.0, 0.25), (94.0, 0.2), (188.0, 0.15), (376.0, 0.1), (540.0, 0.07), (752.0, 0.05), (1080.0, 0.03))
"""Hz and gain of each tone of the hum."""
_PARTS_A_TICK = 4
"""Axles are drawn in steps of 5 ms first: they rise in 8."""
_THIN = 8
"""Tones are made at 6 kHz: none is above 1.1 kHz."""


def train(frames: int, rng: np.random.Generator) -> Stereo:
    """A berth over the bogie, rails of uneven lengths."""
    speed = 0.05 * slow(rng, frames, 1 / 60, 0.05, 1.0)
    rumble = 1.2 * slow(rng, frames, 2, 12, 0.2) + 1.2 * slow(rng, frames, 1 / 40, 0.4, 1.0) + 20 * speed
    clacks = _clacks(rng, frames, speed)
    ears = []
    for late in (0.0, 0.02):
        hits = np.roll(clacks, round(late * RATE_OF_TICKS), axis=0)
        body = _CLACK + 8.5 + 20 * np.log10(hits)[:, None]
        roll = _ROLL + rumble[:, None] + 1.0 * turbulence(rng, frames, _HZ.size, 0.8, 12, 0.5)
        ears.append(power_sum(roll, body + 1.0 * turbulence(rng, frames, _HZ.size, 2, 14, 0.3)))
    out = coloured(rng, frames, _HZ, ears[0], ears[1])
    level = rms(out)
    for ear in range(2):
        hum = np.zeros(frames // _THIN, dtype=np.float32)
        for hz, gain in _HUM:
            wobble = 40 * hz / 188 * speed + 1.2 * slow(rng, frames, 0.1, 3, 1.0) + rng.uniform(0, 6.28)
            loud = gain * level * 0.6 * 10 ** (0.15 * slow(rng, frames, 0.1, 3, 1.0))
            pitch = hz * rng.uniform(0.985, 1.015)
            hum += at_rate(loud, hum.size) * tone(hum.size, pitch, wobble, RATE // _THIN)
        out[:, ear] += upsample(hum, _THIN)
    return finish(out, lufs=-26, even=0.6)


def _clacks(rng: np.random.Generator, frames: int, speed: Curve) -> Curve:
    """Amplitude of the axles' noise over ticks: sharp rise, fall of some 45 ms, never zero."""
    fine = np.full(speed.size * _PARTS_A_TICK, 0.0)
    rate = RATE_OF_TICKS * _PARTS_A_TICK
    t = np.arange(round(0.4 * rate)) / rate
    shape = np.minimum(t / 0.008, 1) * np.exp(-t / 0.045)
    for joint in (renewal(rng, frames, _JOINTS_S, 0.18) / RATE).tolist():
        pace = 1 - 2 * speed[int(joint * RATE_OF_TICKS) % speed.size]
        for after, gain in _AXLES:
            at = joint + after * pace + 0.008 * rng.standard_normal()
            index = (round(at * rate) + np.arange(t.size)) % fine.size
            fine[index] += gain * 10 ** (0.1 * rng.standard_normal()) * shape
    power = (fine.reshape(-1, _PARTS_A_TICK) ** 2).mean(axis=1)
    return np.asarray(np.sqrt(power) + 1e-4)


RECIPES = (Recipe("night-train", train),)
