"""A desk fan at low speed: even air, hardly chopped by the blades, a motor hum, a slow swing of the head."""

import numpy as np

from asmr_cli.synth.canvas import Curve, Stereo, at_rate, rms, slow, tone, upsample
from asmr_cli.synth.ears import echoes, gains
from asmr_cli.synth.finish import finish
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.turbulence import coloured, nodes, turbulence
from asmr_cli.types import RATE

_HZ, _AIR = nodes(
    (20, -48), (45, -33), (90, -21), (160, -13), (300, -10), (500, -11.5), (800, -13), (1300, -15.5), (2200, -20.5),
    (3800, -28), (6500, -37), (11000, -47), (20000, -64),
)  # fmt: skip
"""The air in dB: broad, highest at 300 Hz."""
_BLADES = 3
_THIN = 8
"""Tones are made at 6 kHz: none is above 800 Hz."""
_HUM_HZ = 98.7
"""Twice a mains of 49.35 Hz: nobody's mains, so that it beats with none."""
_HUM = ((1, 0.8), (2, 0.8), (3, 0.42), (4, 0.4), (5, 0.12), (6, 0.21), (8, 0.1))
"""As loud as the air in the bass: with less a fan is the sea. The air is even, as a fan's is: gusts are the sea's."""
_BLADE = ((1, 0.30), (2, 0.26), (3, 0.17), (4, 0.10), (5, 0.05))


def fan(frames: int, rng: np.random.Generator) -> Stereo:
    """Air and machine; both wander, neither beats in step."""
    swing = slow(rng, frames, 0.05, 0.12, 0.0)
    weather = 0.5 * slow(rng, frames, 1 / 60, 0.2, 1.0)
    ears = []
    for side in (-1.0, 1.0):
        toward = 0.9 * side * swing + 0.3 * slow(rng, frames, 0.1, 1.5, 1.0)
        bright = toward[:, None] * np.clip(np.log2(_HZ / 300) / 4, 0, 1)
        ears.append(
            _AIR + weather[:, None] + toward[:, None] + bright + 0.4 * turbulence(rng, frames, _HZ.size, 0.8, 14, 0.5)
        )
    out = coloured(rng, frames, _HZ, ears[0], ears[1])
    level = rms(out)
    speed = slow(rng, frames, 0.02, 0.6, 1.2)
    turn = rng.uniform(19.5, 22.5)
    _chop(out, frames, rng, turn * _BLADES, speed)
    machine = np.zeros((frames // _THIN, 2), dtype=np.float32)
    for base, partials in ((_HUM_HZ * rng.uniform(0.985, 1.015), _HUM), (turn * _BLADES, _BLADE)):
        for number, gain in partials:
            _partial(rng, machine, base * number, 1.15 * gain * level, number, speed, swing)
    hum = np.stack([upsample(machine[:, ear], _THIN) for ear in range(2)], axis=1)
    return finish(out + echoes(rng, hum, 4, (-14, -7)), lufs=-27, even=0.7)


def _chop(out: Stereo, frames: int, rng: np.random.Generator, hz: float, speed: Curve) -> None:
    """Blades passing: a shallow modulation of the air, its depth and phase of its own at each ear."""
    for ear in range(2):
        depth = 0.06 * (1 + 0.5 * np.clip(slow(rng, frames, 0.1, 2, 0.8), -1.8, 1.8))
        wobble = 5.0 * speed + slow(rng, frames, 0.3, 4, 1.0) + rng.uniform(0, 6.28)
        blades = tone(frames // _THIN, hz, wobble, RATE // _THIN)
        out[:, ear] *= 1 + at_rate(depth, frames) * at_rate(blades, frames)


def _partial(
    rng: np.random.Generator, out: Stereo, hz: float, level: float, number: int, speed: Curve, swing: Curve
) -> None:
    """One steady tone of the machine: pitch follows the speed, level and phase flutter at each ear."""
    thin = len(out)
    frames = thin * _THIN
    left, right = gains(0.6 * swing + rng.normal(0, 0.3))
    for ear, share in enumerate((left, right)):
        flutter = 10 ** ((1.6 * slow(rng, frames, 0.2, 6, 0.8)) / 20)
        wobble = 1.6 * number * speed + 0.9 * slow(rng, frames, 0.2, 6, 0.8) + rng.uniform(0, 6.28)
        out[:, ear] += at_rate(1.41 * level * share * flutter, thin) * tone(thin, hz, wobble, RATE // _THIN)


RECIPES = (Recipe("fan", fan),)
