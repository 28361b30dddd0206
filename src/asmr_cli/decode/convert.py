"""Decoded frames of any rate and layout to stretches at 48 kHz, each ear by itself."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from asmr_cli.decode.pieces import Piece
from asmr_cli.types import RATE

_Kind: TypeAlias = tuple[int, str, str]
"""Rate, format, layout."""

Ears: TypeAlias = tuple[NDArray[np.float32], NDArray[np.float32]]
"""A stretch at 48 kHz, left and right by themselves, shape (frames,) each: so decoders yield it."""

_Convert: TypeAlias = Callable[[AudioFrame | None], list[Ears]]
"""A decoded frame to stretches at 48 kHz; None gets what is left in the converter."""

_FITTING: Final[_Kind] = (RATE, "fltp", "stereo")
"""What Opus, AAC and Vorbis at 48 kHz decode to."""


def stretches(pieces: Iterator[Piece], on_damage: Callable[[], None]) -> Iterator[Ears | None]:
    """Stretches in order; None where something is missing or the file goes on in another rate or layout."""
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


def _direct(frame: AudioFrame | None) -> list[Ears]:
    """As it is: FFmpeg's resampler would do nothing here, at several times the cost."""
    return [_ears(frame)] if frame is not None else []


def _ears(frame: AudioFrame) -> Ears:
    left, right = (np.frombuffer(memoryview(plane), np.float32, count=frame.samples) for plane in frame.planes)
    return left, right
