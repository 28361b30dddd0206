"""One file decoded from any place on: 48 kHz, stereo, float32, in order."""

from collections.abc import Callable, Iterator
from math import gcd
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
from av.audio.frame import AudioFrame

from asmr_cli.decode.container import cannot_decode, open_audio
from asmr_cli.render.source import Block, silence
from asmr_cli.types import CHANNELS, RATE, Frames

OnDamage: TypeAlias = Callable[[Path, str], None]
"""Called once for a file of which a part could not be decoded."""

# Decoded ahead of a seek's target, so that the state of the codec (MP3 reservoir, Opus prediction) has settled.
_PREROLL: Frames = RATE // 2


class Stream:
    """Sequential decoding with sample-exact seek. Raises CannotDecode where not one frame can be decoded."""

    def __init__(self, path: Path, on_damage: OnDamage = lambda path, what: None) -> None:
        self._path = path
        self._on_damage = on_damage
        self._restart()

    @property
    def position(self) -> Frames:
        """The frame that `read` returns next."""
        return self._position

    @property
    def estimate(self) -> Frames:
        """The length that the container states, 0 where it states none."""
        if self._stream.duration is not None:
            return round(self._stream.duration * self._stream.time_base * RATE)
        return round((self._container.duration or 0) * RATE / av.time_base)

    def read(self, frames: Frames) -> Block:
        """The next `frames` frames, fewer only at the end."""
        parts: list[Block] = []
        missing = frames
        while missing > 0:
            if not len(self._held):
                part = next(self._blocks, None)
                if part is None:
                    break
                self._held = part
            parts.append(self._held[:missing])
            self._held = self._held[missing:]
            missing -= len(parts[-1])
        self._position += frames - missing
        return np.concatenate(parts) if parts else silence(0)

    def seek(self, frame: Frames) -> None:
        """Go to a frame; exact, by decoding a little more and dropping it."""
        if frame <= 2 * _PREROLL or not self._jump(frame):
            self._restart()
        self._drop_until(frame)

    def close(self) -> None:
        self._container.close()

    def _restart(self) -> None:
        if hasattr(self, "_container"):
            self._container.close()
        self._container, self._stream = open_audio(self._path)
        decoded = self._decoded()
        first = next(decoded, None)
        if first is None:
            self._container.close()
            raise cannot_decode(self._path)
        self._origin = first.pts or 0
        self._begin(first, decoded, 0)

    def _jump(self, frame: Frames) -> bool:
        """Let the container seek to before the frame; False where it lands behind it."""
        tick = self._stream.time_base
        target = self._origin + int((frame - _PREROLL) / (RATE * tick))
        try:
            self._container.seek(target, stream=self._stream)
        except av.error.FFmpegError:
            return False
        decoded = self._decoded()
        first = next(decoded, None)
        if first is None or first.pts is None:
            return False
        rate = first.sample_rate
        index = round((first.pts - self._origin) * tick * rate)
        # The resampler's phase is the same at every multiple of this many input samples.
        unit = rate // gcd(rate, RATE)
        start = -(-index // unit) * unit
        while first is not None and index + first.samples <= start:
            index += first.samples
            first = next(decoded, None)
        if first is None or start * RATE // rate > frame:
            return False
        self._begin(_tail(first, start - index), decoded, start * RATE // rate)
        return True

    def _begin(self, first: AudioFrame, rest: Iterator[AudioFrame], position: Frames) -> None:
        self._blocks = _resampled(first, rest)
        self._held = silence(0)
        self._position = position

    def _drop_until(self, frame: Frames) -> None:
        while self._position < frame:
            if not len(self.read(min(frame - self._position, RATE))):
                return

    def _decoded(self) -> Iterator[AudioFrame]:
        for packet in self._container.demux(self._stream):
            try:
                yield from packet.decode()
            except av.error.InvalidDataError:
                self._on_damage(self._path, "a damaged part is left out")


def _resampled(first: AudioFrame, rest: Iterator[AudioFrame]) -> Iterator[Block]:
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    for frame in _chain(first, rest):
        for out in resampler.resample(frame):
            yield _block(out)
    for out in resampler.resample(None):
        yield _block(out)


def _chain(first: AudioFrame, rest: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
    yield first
    yield from rest


def _block(frame: AudioFrame) -> Block:
    return np.frombuffer(frame.planes[0], np.float32, count=frame.samples * CHANNELS).reshape(-1, CHANNELS)


def _tail(frame: AudioFrame, skip: int) -> AudioFrame:
    """The frame without its first samples."""
    if skip == 0:
        return frame
    samples = frame.to_ndarray()
    width = 1 if frame.format.is_planar else frame.layout.nb_channels
    tail = AudioFrame.from_ndarray(
        np.ascontiguousarray(samples[:, skip * width :]), format=frame.format.name, layout=frame.layout.name
    )
    tail.sample_rate = frame.sample_rate
    return tail
