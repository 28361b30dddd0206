"""Decoded frames of any rate and layout to blocks of 48 kHz stereo, joined softly where something is missing."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import av
import numpy as np
from av.audio.frame import AudioFrame

from asmr_cli.decode.gate import Gate
from asmr_cli.decode.packets import Piece
from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, RATE, Frames

_JOIN: Frames = RATE // 100
"""10 ms: the fade on both sides of what is left out."""

_BATCH: Frames = RATE // 3
"""What is looked at together: six packets of the bundled sounds."""

_Kind: TypeAlias = tuple[int, str, str]
"""Rate, format, layout."""

_Convert: TypeAlias = Callable[[AudioFrame | None], list[Block]]
"""A decoded frame to blocks of 48 kHz stereo; None gets what is left in the converter."""

_FITTING: Final[_Kind] = (RATE, "fltp", "stereo")
"""What Opus, AAC and Vorbis at 48 kHz decode to."""


def resampled(pieces: Iterator[Piece], on_damage: Callable[[], None]) -> Iterator[Block]:
    """Blocks of any length; mono goes to both ears, more channels are mixed down by FFmpeg's standard weights."""
    gate = Gate()
    held: Block | None = None
    after_gap = False
    for block in _checked(_blocks(pieces, on_damage), gate, on_damage):
        if block is None:
            if held is not None:
                yield faded(held, out=True)
            held, after_gap = None, True
            continue
        if held is not None:
            yield held
        held = faded(block, out=False) if after_gap else block
        after_gap = False
    if held is not None:
        yield held


def _checked(blocks: Iterator[Block | None], gate: Gate, on_damage: Callable[[], None]) -> Iterator[Block | None]:
    """What may be heard, many blocks joined to one where all is well; None where something is left out."""
    for batch in _batches(blocks):
        joined = np.concatenate(batch) if batch else None
        if joined is None:
            gate.be_wary()
            yield None
        elif gate.passes_all(joined, [len(block) for block in batch]):
            yield joined
        else:
            yield from _one_by_one(batch, gate, on_damage)


def _one_by_one(batch: list[Block], gate: Gate, on_damage: Callable[[], None]) -> Iterator[Block | None]:
    for block in batch:
        if gate.passes(block):
            yield block
        else:
            gate.be_wary()
            on_damage()
            yield None


def _batches(blocks: Iterator[Block | None]) -> Iterator[list[Block]]:
    """Lists of blocks, each of _BATCH frames or little more; an empty one stands for None."""
    batch: list[Block] = []
    frames = 0
    for block in blocks:
        if block is not None and len(block):
            batch.append(block)
            frames += len(block)
        if batch and (block is None or frames >= _BATCH):
            yield batch
            batch, frames = [], 0
        if block is None:
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


def _blocks(pieces: Iterator[Piece], on_damage: Callable[[], None]) -> Iterator[Block | None]:
    """Converted blocks; None where something is missing or the file goes on in another rate or layout."""
    convert: _Convert | None = None
    kind: _Kind = (0, "", "")
    for piece in pieces:
        if convert is not None and (piece is None or _kind(piece) != kind):
            yield from convert(None)
            yield None
            convert = None
        if piece is None:
            continue
        if convert is None:
            kind = _kind(piece)
            convert = _direct if kind == _FITTING else _resampler()
        try:
            ready = convert(piece)
        except (av.error.FFmpegError, ValueError):
            # Damaged bytes have made up a rate or a layout that there is not.
            on_damage()
            yield None
            convert = None
            continue
        yield from ready
    if convert is not None:
        yield from convert(None)


def _kind(frame: AudioFrame) -> _Kind:
    return frame.sample_rate, frame.format.name, frame.layout.name


def _resampler() -> _Convert:
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    return lambda frame: [_block(ready) for ready in resampler.resample(frame)]


def _block(frame: AudioFrame) -> Block:
    samples: Block = np.frombuffer(memoryview(frame.planes[0]), np.float32, count=frame.samples * CHANNELS)
    return samples.reshape(-1, CHANNELS)


def _direct(frame: AudioFrame | None) -> list[Block]:
    """Only put ear beside ear: what FFmpeg's resampler does here too, at several times the cost."""
    if frame is None:
        return []
    block = np.empty((frame.samples, CHANNELS), np.float32)
    for ear, plane in enumerate(frame.planes):
        block[:, ear] = np.frombuffer(memoryview(plane), np.float32, count=frame.samples)
    return [block]
