"""Decoded frames to blocks of 48 kHz stereo, looked at for damage and joined softly where something is missing."""

from collections.abc import Callable, Iterator

import numpy as np

from asmr_cli.decode.convert import Ears, stretches
from asmr_cli.decode.gate import Gate
from asmr_cli.decode.pieces import Piece
from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, RATE, Frames

_JOIN: Frames = RATE // 100
"""10 ms: the fade on both sides of what is left out."""

_BATCH: Frames = RATE // 3
"""What is looked at together: six packets of the bundled sounds."""


def resampled(pieces: Iterator[Piece], on_damage: Callable[[], None]) -> Iterator[Block]:
    """Blocks of any length; mono goes to both ears, more channels are mixed down by FFmpeg's standard weights."""
    gate = Gate()
    held: Block | None = None
    after_gap = False
    for block in _checked(stretches(pieces, on_damage), gate, on_damage):
        if held is not None:
            yield faded(held, out=True) if block is None else held
        if block is None:
            held, after_gap = None, True
            continue
        whole = faded(block, out=False) if after_gap else block
        after_gap = False
        # Only what a gap would fade is held back: who reads on elsewhere has decoded no more than that in vain.
        yield whole[:-_JOIN]
        held = whole[-_JOIN:]
    if held is not None:
        yield held


def _checked(coming: Iterator[Ears | None], gate: Gate, on_damage: Callable[[], None]) -> Iterator[Block | None]:
    """What may be heard, many stretches joined to one where all is well; None where something is left out."""
    for batch in _batches(coming):
        joined = _joined(batch)
        if not batch:
            gate.be_wary()
            yield None
        elif gate.passes_all(joined, [len(left) for left, _ in batch]):
            yield joined
        else:
            yield from _one_by_one(batch, gate, on_damage)


def _one_by_one(batch: list[Ears], gate: Gate, on_damage: Callable[[], None]) -> Iterator[Block | None]:
    for ears in batch:
        block = _joined([ears])
        if gate.passes(block):
            yield block
        else:
            gate.be_wary()
            on_damage()
            yield None


def _joined(batch: list[Ears]) -> Block:
    """One block of all stretches: ear is put beside ear for all of them at once."""
    block = np.empty((sum(len(left) for left, _ in batch), CHANNELS), np.float32)
    for ear, parts in enumerate(zip(*batch, strict=True)):
        np.concatenate(parts, out=block[:, ear])
    return block


def _batches(coming: Iterator[Ears | None]) -> Iterator[list[Ears]]:
    """Lists of stretches, each of _BATCH frames or little more; an empty one stands for None."""
    batch: list[Ears] = []
    frames = 0
    for ears in coming:
        if ears is not None and len(ears[0]):
            batch.append(ears)
            frames += len(ears[0])
        if batch and (ears is None or frames >= _BATCH):
            yield batch
            batch, frames = [], 0
        if ears is None:
            yield []
    if batch:
        yield batch


def faded(block: Block, out: bool) -> Block:
    """The block with its first or last 10 ms faded."""
    count = min(_JOIN, len(block))
    ramp = np.linspace(0, 1, count, endpoint=False, dtype=np.float32)[:, None]
    soft = block.copy()
    if out:
        soft[len(soft) - count :] *= ramp[::-1]
    else:
        soft[:count] *= ramp
    return soft
