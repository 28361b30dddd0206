"""Rings of any length: a short one cut out of a longer, a long one joined of many, without a seam either."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from asmr_cli.synth.canvas import TICK, Curve, Stereo
from asmr_cli.synth.finish import BEFORE, BLOCK, CEILING, calm, ceiling, loudness, lufs, running, weighted_power
from asmr_cli.types import RATE, Frames

SHORT_JOIN = 12 * TICK
"""How long the end of a short ring goes over into its beginning: 0.24 s, a quarter of it at most."""
_JOIN = 4 * RATE
"""How long one ring goes over into the next."""
_CROSS = _JOIN // TICK
_ROUND = _CROSS + BEFORE
"""Ticks before and after the beginning of a join that say how far it rises."""
_TRIED = 25
"""A ring may begin anywhere; every half second is tried."""
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
    the next, and the last into what comes before the first block. Each ring must be over 15 s long, `frames` too."""
    first = rings(0)
    before, held, power = first[:_JOIN].copy(), first[_JOIN:], weighted_power(first)
    lead, tail = power[:_ROUND], power[-_ROUND:]
    number = 0
    while frames > len(held):
        last = held[-_JOIN:]
        yield held[:-_JOIN]
        frames -= len(held) - _JOIN
        number += 1
        fresh = rings(number)
        power = weighted_power(fresh)
        starts = np.arange(0, power.size, _TRIED)
        rise = _rise(tail, _stretches(power, starts))
        if frames <= len(fresh):
            rise = np.maximum(rise, _rise(_stretches(power, starts + frames // TICK - _ROUND), lead))
        start = int(starts[rise.argmin()])
        held, tail = np.roll(fresh, -start * TICK, axis=0), np.roll(power, -start)[-_ROUND:]
        held[:_JOIN] = _crossed(last, held[:_JOIN])
    held = held[:frames]
    held[-_JOIN:] = _crossed(held[-_JOIN:], before)
    yield held


def _stretches(power: Curve, starts: NDArray[np.int64]) -> Curve:
    """`_ROUND` ticks of a ring from each start on, a row each."""
    return np.asarray(power[(starts[:, None] + np.arange(_ROUND)) % power.size])


def _rise(out: Curve, into: Curve) -> Curve:
    """How far (as a ratio) 400 ms stand over the 3 s before where one course of powers goes over into another.

    `out` ends and `into` begins with the join; one of them may be many rows.
    """
    fade = np.sin(np.linspace(0, np.pi / 2, _CROSS)) ** 2
    crossed = (1 - fade) * out[..., -_CROSS:] + fade * into[..., :_CROSS]
    shape = (*crossed.shape[:-1], BEFORE)
    ends = np.broadcast_to(out[..., :BEFORE], shape), np.broadcast_to(into[..., -BEFORE:], shape)
    total = np.cumsum(np.concatenate([ends[0], crossed, ends[1]], axis=-1), axis=-1)
    now = (total[..., BEFORE + BLOCK :] - total[..., BEFORE:-BLOCK]) / BLOCK
    past = (total[..., BEFORE:-BLOCK] - total[..., : -BEFORE - BLOCK]) / BEFORE
    return np.asarray((now / np.maximum(past, out.mean() / 10)).max(axis=-1))


def _crossed(out: Stereo, into: Stereo) -> Stereo:
    """From one sound to another at equal power."""
    angle = np.linspace(0, np.pi / 2, len(out), dtype=np.float32)[:, None]
    return ceiling(np.asarray(np.cos(angle) * out + np.sin(angle) * into), _HIGHEST, CEILING)
