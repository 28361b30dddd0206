"""Rings of any length: a short one cut out of a longer, a long one joined of many, without a seam either."""

from collections.abc import Callable, Iterator

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Stereo
from asmr_cli.synth.finish import BEFORE, BLOCK, CEILING, calm, ceiling, loudness, lufs, running, weighted_power
from asmr_cli.types import RATE, Frames

SHORT_JOIN = 12 * TICK
"""How long the end of a short ring goes over into its beginning: 0.24 s, a quarter of it at most."""
_JOIN = 4 * RATE
"""How long one ring goes over into the next."""
_HIGHEST = 0.6
"""-4.4 dBFS: where two sounds meet, their peaks may add up to more than the ceiling of each."""


def cut(ring: Stereo, frames: Frames) -> Stereo:
    """A ring of `frames` out of one that is longer by `SHORT_JOIN` at least."""
    join = min(SHORT_JOIN, frames // 4)
    start = _fit(weighted_power(ring), frames // TICK) * TICK
    piece = np.roll(ring, join - start, axis=0)[: join + frames]
    sound = piece[join:].copy()
    sound[frames - join :] = _crossed(sound[frames - join :], piece[:join])
    return calm(sound)


def _fit(power: Curve, count: int) -> int:
    """The tick from which `count` ticks are as loud as the whole and begin no louder than they end.

    What begins the ring could be a rest.
    """
    blocks, before = running(power, BLOCK), min(BEFORE, count)
    off = lufs(running(blocks, count - BLOCK + 1)) - loudness(power)
    rise = lufs(blocks) - lufs(np.roll(running(power, before), before - count))
    return int((np.abs(off) + np.maximum(rise, 0)).argmin())


def joined(rings: Callable[[int], Stereo], frames: Frames) -> Iterator[Stereo]:
    """A ring of `frames` in blocks, in constant memory: fresh rings `rings(0)`, `rings(1)` ..., each going over into
    the next, and the last into what comes before the first block. Each ring must be over 8 s long, `frames` too."""
    first = rings(0)
    before, held = first[:_JOIN].copy(), first[_JOIN:]
    number = 0
    while frames > len(held):
        yield held[:-_JOIN]
        frames -= len(held) - _JOIN
        number += 1
        fresh = rings(number)
        fresh[:_JOIN] = _crossed(held[-_JOIN:], fresh[:_JOIN])
        held = fresh
    last = held[:frames]
    last[-_JOIN:] = _crossed(last[-_JOIN:], before)
    yield last


def _crossed(out: Stereo, into: Stereo) -> Stereo:
    """From one sound to another at equal power."""
    angle = np.linspace(0, np.pi / 2, len(out), dtype=np.float32)[:, None]
    return ceiling(np.asarray(np.cos(angle) * out + np.sin(angle) * into), _HIGHEST, CEILING)
