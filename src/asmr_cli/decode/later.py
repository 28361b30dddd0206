"""A file whose beginning is there already: it is opened only when more of it is wanted."""

from collections.abc import Callable
from typing import Protocol

from asmr_cli.errors import CannotDecode
from asmr_cli.render.source import Block, silence
from asmr_cli.types import RATE, Frames


class Sequential(Protocol):
    """What is decoded in order, from any place on."""

    estimate: Frames
    """Its length as far as it is known, 0 where it is not."""

    @property
    def position(self) -> Frames:
        """The frame that `read` returns next."""
        ...

    def read(self, frames: Frames) -> Block:
        """The next `frames` frames, fewer only at the end."""
        ...

    def seek(self, frame: Frames) -> None:
        """Go to a frame, or to the end if that comes first."""
        ...

    def close(self) -> None: ...


class Later:
    """The stream that `opened` gives, from when it is used on; nothing where it raises CannotDecode, told to `lost`.

    It goes on behind `there`, the frames that were decoded elsewhere, with a decoder that has gone through them, too:
    one that had come to the end of them by a seek would now and then differ from it by a bit."""

    def __init__(
        self,
        estimate: Frames,
        there: tuple[Frames, Frames],
        opened: Callable[[], Sequential],
        lost: Callable[[CannotDecode], None],
    ) -> None:
        self.estimate = estimate
        self._there = there
        self._opened = opened
        self._lost = lost
        self._stream: Sequential | None = None

    @property
    def position(self) -> Frames:
        return self._stream.position if self._stream else self._there[1]

    def read(self, frames: Frames) -> Block:
        if self._stream is None:
            self._catch_up(self._open())
        return self._open().read(frames)

    def seek(self, frame: Frames) -> None:
        self._open().seek(frame)

    def close(self) -> None:
        if self._stream:
            self._stream.close()

    def _catch_up(self, stream: Sequential) -> None:
        """Decode once more what is there already."""
        begin, end = self._there
        if stream.position != begin:
            stream.seek(begin)
        while stream.position < end and len(stream.read(min(end - stream.position, RATE))):
            pass

    def _open(self) -> Sequential:
        if self._stream is None:
            try:
                self._stream = self._opened()
            except CannotDecode as error:
                self._lost(error)
                self._stream = _Nothing()
        return self._stream


class _Nothing:
    """What is left of a file that has gone."""

    estimate: Frames = 0
    position: Frames = 0

    def read(self, frames: Frames) -> Block:
        return silence(0)

    def seek(self, frame: Frames) -> None:
        return

    def close(self) -> None:
        return
