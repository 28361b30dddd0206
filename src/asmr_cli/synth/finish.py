"""The last step of every recipe: no offset, an even and calm level, a soft ceiling."""

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.kweight import response
from asmr_cli.render.truepeak import TruePeak
from asmr_cli.synth.canvas import TICK, Curve, Stereo, at_rate
from asmr_cli.synth.filters import filter_by
from asmr_cli.types import RATE

CEILING = 0.56
"""-5 dBFS: leaves room for peaks between samples below -3 dBTP."""
_TRUE_PEAK = 0.68
"""-3.35 dBTP: the highest peak between samples. A click of highs alone can stand 1.7 dB over its samples."""
_CELL = 240
"""Frames of the fast envelope's steps: 5 ms."""
BLOCK = 20
_STEP = 5
"""A gating block of BS.1770 is 400 ms every 100 ms, in ticks."""
_SLOW = 301
"""Ticks of the bell that tells slow level from fast: 6 s, 3 s at half height."""
BEFORE = 150
"""Ticks a jump is measured against: 3 s."""


def finish(
    sound: Stereo, lufs: float = -25.0, jump: float = 6.0, soften: float | None = None, even: float = 0.0
) -> Stereo:
    """A finished ring: zero mean, at `lufs`, no 400 ms more than about `jump` LU above the 3 s before it.

    `soften` is how far (dB over the rms) a 10 ms envelope may rise before it is pressed 2:1. `even` is the share of
    the slow wandering of the level (over some 5 s) that is taken out again: a sound may change its colour for
    minutes, but a level that does so is remembered, and heard again when a night is cut from one ring.
    """
    out = (sound - sound.mean(axis=0, dtype=np.float64)).astype(np.float32)
    if soften is not None:
        out *= at_rate(press(out, soften), len(out))[:, None]
    power = weighted_power(out)
    lowered = (_smooth(power, _SLOW) / power.mean()) ** (-even / 2)
    lowered *= settle(power * lowered**2, jump)
    out *= at_rate(lowered, len(out))[:, None]
    out *= np.float32(10 ** ((lufs - loudness(power * lowered**2)) / 20))
    return calm(ceiling(out))


def calm(sound: Stereo) -> Stereo:
    """The sound without an offset, softer as a whole where a peak between two samples is too high."""
    out = sound - sound.mean(axis=0, dtype=np.float64).astype(np.float32)
    between = TruePeak(RATE, 2)
    between.add(np.ascontiguousarray(out.T))
    if between.peak > _TRUE_PEAK:
        out *= np.float32(_TRUE_PEAK / between.peak)
    return np.asarray(out)


def ceiling(sound: Stereo, limit: float = CEILING, linear: float = CEILING / 2) -> Stereo:
    """As it is up to `linear`, bent smoothly towards `limit` above."""
    knee, room = np.float32(linear), np.float32(limit - linear)
    size = np.abs(sound)
    bent = np.minimum(size, knee) + room * np.tanh(np.maximum(size - knee, 0) / room)
    return np.asarray(np.copysign(bent, sound), dtype=np.float32)


def weighted_power(sound: Stereo) -> Curve:
    """K-weighted power of each tick, both ears summed (ITU-R BS.1770-4)."""
    total = np.zeros(len(sound) // TICK)
    for ear in range(2):
        heard = filter_by(np.ascontiguousarray(sound[:, ear]), _k_gain())
        total += (heard.reshape(-1, TICK).astype(np.float64) ** 2).mean(axis=1)
    return total


def lufs(power: Curve) -> Curve:
    """The loudness of K-weighted powers, each by itself."""
    return np.asarray(-0.691 + 10 * np.log10(power + 1e-15))


def loudness(power: Curve) -> float:
    """Integrated loudness in LUFS of power over ticks, with both gates of BS.1770."""
    blocks = running(power, BLOCK)[::_STEP] + 1e-12
    level = lufs(blocks)
    loud = blocks[level > -70]
    if not loud.size:
        return -70.0
    gate = float(lufs(loud.mean())) - 10
    return float(lufs(blocks[level > max(gate, -70.0)].mean()))


def rises(power: Curve) -> Curve:
    """How far (LU) the 400 ms from each tick on are above the 3 s before (no quieter than the mean - 10 LU)."""
    now = running(power, BLOCK)
    before = np.roll(running(power, BEFORE), BEFORE)
    return np.asarray(10 * np.log10((now + 1e-15) / (np.maximum(before, power.mean() / 10) + 1e-15)))


def settle(power: Curve, jump: float) -> Curve:
    """Gains over ticks that keep every rise below `jump` LU, moving over some 0.4 s."""
    gain = np.zeros(power.size)
    for _ in range(6):
        excess = rises(power * 10 ** (gain / 10)) - jump
        if excess.max() <= 0:
            break
        inside = _highest(np.roll(np.maximum(excess, 0), BLOCK), BLOCK + 1, around=False)
        gain -= _smooth(_highest(inside, 2 * BLOCK + 1), 2 * BLOCK + 1)
    return np.asarray(10 ** (gain / 20))


def press(sound: Stereo, over: float) -> Curve:
    """Gains over 5 ms cells that press 2:1 what stands more than `over` dB above the rms, seen 20 ms ahead."""
    power = (sound.astype(np.float64) ** 2).mean(axis=1).reshape(-1, _CELL).mean(axis=1)
    level = 10 * np.log10(running(power, 2) + 1e-15)
    excess = np.maximum(level - 10 * np.log10(power.mean() + 1e-15) - over, 0)
    return np.asarray(10 ** (-0.5 * _smooth(_highest(excess, 17), 15) / 20))


def running(values: Curve, count: int) -> Curve:
    """Mean of `count` values from each on, around the ring."""
    count = min(count, values.size)
    total = np.concatenate([[0.0], np.cumsum(np.concatenate([values, values[: count - 1]]))])
    return np.asarray(np.maximum(total[count:] - total[:-count], 0) / count)


def _windows(values: Curve, count: int, around: bool) -> NDArray[np.float64]:
    before = count // 2 if around else 0
    closed = np.concatenate([values[values.size - before :], values, values[: count - 1 - before]])
    return np.lib.stride_tricks.sliding_window_view(closed, count)


def _highest(values: Curve, count: int, around: bool = True) -> Curve:
    return np.asarray(_windows(values, count, around).max(axis=1))


def _smooth(values: Curve, count: int) -> Curve:
    bell = np.hanning(count + 2)[1:-1]
    return np.asarray(_windows(values, count, True) @ (bell / bell.sum()))


def _k_gain() -> Curve:
    """Amplitude of the K filter at 2049 even steps up to 24 kHz."""
    return np.asarray(np.abs(response(np.fft.rfftfreq(4096, 1 / RATE).astype(np.float64), RATE)))
