"""Decoded frames of any rate and layout to blocks of 48 kHz stereo, joined softly where something is missing."""

from collections.abc import Callable, Iterator
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame

from asmr_cli.decode.gate import Gate
from asmr_cli.decode.packets import Piece
from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, RATE, Frames

_JOIN: Frames = RATE // 100
"""10 ms: the fade on both sides of what is left out."""


def resampled(pieces: Iterator[Piece], on_damage: Callable[[], None]) -> Iterator[Block]:
    """Blocks of any length; mono goes to both ears, more channels are mixed down by FFmpeg's standard weights."""
    gate = Gate()
    held: Block | None = None
    after_gap = False
    for block in _blocks(pieces, on_damage):
        if block is None or not gate.passes(block):
            gate.be_wary()
            if block is not None:
                on_damage()
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
    """Resampled blocks; None where something is missing or the file goes on in another rate or layout."""
    resampler: av.AudioResampler | None = None
    kind: tuple[Any, ...] = ()
    for piece in pieces:
        if resampler is not None and (piece is None or _kind(piece) != kind):
            yield from map(_block, resampler.resample(None))
            yield None
            resampler = None
        if piece is None:
            continue
        if resampler is None:
            resampler, kind = av.AudioResampler(format="flt", layout="stereo", rate=RATE), _kind(piece)
        try:
            ready = resampler.resample(piece)
        except (av.error.FFmpegError, ValueError):
            # Damaged bytes have made up a rate or a layout that there is not.
            on_damage()
            yield None
            resampler = None
            continue
        yield from map(_block, ready)
    if resampler is not None:
        yield from map(_block, resampler.resample(None))


def _kind(frame: AudioFrame) -> tuple[Any, ...]:
    return frame.sample_rate, frame.format.name, frame.layout.name


def _block(frame: AudioFrame) -> Block:
    samples: Block = np.frombuffer(memoryview(frame.planes[0]), np.float32, count=frame.samples * CHANNELS)
    return samples.reshape(-1, CHANNELS)


def tail(frame: AudioFrame, skip: int) -> AudioFrame:
    """The frame without its first samples."""
    if skip == 0:
        return frame
    samples: Any = frame.to_ndarray()
    width = 1 if frame.format.is_planar else frame.layout.nb_channels
    rest = np.ascontiguousarray(samples[:, skip * width :])
    shorter = AudioFrame.from_ndarray(rest, format=frame.format.name, layout=frame.layout.name)
    shorter.sample_rate = frame.sample_rate
    return shorter
