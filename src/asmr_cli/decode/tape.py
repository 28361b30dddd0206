"""A file as a Tape: read at any place, in constant memory."""

from pathlib import Path

from asmr_cli.decode.packets import OnDamage, ignore_damage
from asmr_cli.decode.pages import PAGE, Page, Pages
from asmr_cli.decode.stream import Stream
from asmr_cli.render.row import Row
from asmr_cli.render.source import Block, silence
from asmr_cli.types import Frames


class FileTape:
    """Pages of one second, decoded when they are first needed."""

    def __init__(self, path: Path, stream: Stream, pages: Pages) -> None:
        self._path = path
        self._stream = stream
        self.pages = pages
        """Where decoded pages are kept."""
        self._frames = stream.estimate

    @property
    def frames(self) -> Frames:
        """Its length; an estimate from the container until the end has been met."""
        return self._frames

    def read(self, start: Frames, frames: Frames) -> Block:
        """`frames` frames from `start`, fewer only at the end of what can be decoded."""
        parts = Row()
        end = start + frames
        while start < end:
            number, first = divmod(start, PAGE)
            part = self._part(number, first, min(PAGE, first + end - start))
            if not len(part):
                break
            parts.put(part)
            start += len(part)
        return parts.take(frames)

    def close(self) -> None:
        self._stream.close()

    def _part(self, number: int, first: Frames, last: Frames) -> Block:
        key = (self._path, number)
        part = self.pages.get(key, first, last)
        if part is not None:
            return part
        page = self._decode(number)
        self.pages.put(key, page)
        return page.block(first, last)

    def _decode(self, number: int) -> Page:
        start = number * PAGE
        if self._stream.position != start:
            self._stream.seek(start)
        block = self._stream.read(PAGE) if self._stream.position == start else silence(0)
        if len(block) < PAGE:
            self._frames = self._stream.position
        return Page.of(block)


def open_tape(path: Path, pages: Pages | None = None, on_damage: OnDamage = ignore_damage) -> FileTape:
    """Any file with sound. Tapes that are given the same `pages` share one bounded memory. Raises CannotDecode."""
    return FileTape(path, Stream(path, on_damage), pages or Pages())
