"""Decoded frames of any rate and layout to blocks of 48 kHz stereo, joined softly where something is missing."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

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

_Ears: TypeAlias = tuple[NDArray[np.float32], NDArray[np.float32]]
"""A stretch at 48 kHz, left and right by themselves, shape (frames,) each: so decoders yield it."""

_Convert: TypeAlias = Callable[[AudioFrame | None], list[_Ears]]
"""A decoded frame to stretches at 48 kHz; None gets what is left in the converter."""

_FITTING: Final[_Kind] = (RATE, "fltp", "stereo")
"""What Opus, AAC and Vorbis at 48 kHz decode to."""


def resampled(pieces: Iterator[Piece], on_damage: Callable[[], None]) -> Iterator[Block]:
    """Blocks of any length; mono goes to both ears, more channels are mixed down by FFmpeg's standard weights."""
    gate = Gate()
    held: Block | None = None
    after_gap = False
    for block in _checked(_stretches(pieces, on_damage), gate, on_damage):
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


def _checked(stretches: Iterator[_Ears | None], gate: Gate, on_damage: Callable[[], None]) -> Iterator[Block | None]:
    """What may be heard, many stretches joined to one where all is well; None where something is left out."""
    for batch in _batches(stretches):
        joined = _joined(batch)
        if not batch:
            gate.be_wary()
            yield None
        elif gate.passes_all(joined, [len(left) for left, _ in batch]):
            yield joined
        else:
            yield from _one_by_one(batch, gate, on_damage)


def _one_by_one(batch: list[_Ears], gate: Gate, on_damage: Callable[[], None]) -> Iterator[Block | None]:
    for ears in batch:
        block = _joined([ears])
        if gate.passes(block):
            yield block
        else:
            gate.be_wary()
            on_damage()
            yield None


def _joined(batch: list[_Ears]) -> Block:
    """One block of all stretches: ear is put beside ear for all of them at once."""
    block = np.empty((sum(len(left) for left, _ in batch), CHANNELS), np.float32)
    for ear, parts in enumerate(zip(*batch, strict=True)):
        np.concatenate(parts, out=block[:, ear])
    return block


def _batches(stretches: Iterator[_Ears | None]) -> Iterator[list[_Ears]]:
    """Lists of stretches, each of _BATCH frames or little more; an empty one stands for None."""
    batch: list[_Ears] = []
    frames = 0
    for ears in stretches:
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


def _stretches(pieces: Iterator[Piece], on_damage: Callable[[], None]) -> Iterator[_Ears | None]:
    """Converted stretches; None where something is missing or the file goes on in another rate or layout."""
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
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    return lambda frame: [_ears(ready) for ready in resampler.resample(frame)]


def _direct(frame: AudioFrame | None) -> list[_Ears]:
    """As it is: FFmpeg's resampler would do nothing here, at several times the cost."""
    return [_ears(frame)] if frame is not None else []


def _ears(frame: AudioFrame) -> _Ears:
    left, right = (np.frombuffer(memoryview(plane), np.float32, count=frame.samples) for plane in frame.planes)
    return left, right
