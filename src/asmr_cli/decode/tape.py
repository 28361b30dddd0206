"""A file as a Tape: read at any place, in constant memory."""

from pathlib import Path

import numpy as np

from asmr_cli.decode.damage import OnDamage, ignore_damage
from asmr_cli.decode.later import Sequential
from asmr_cli.decode.pages import PAGE, Page, Pages
from asmr_cli.decode.reach import Reach, directly
from asmr_cli.render.source import Block, silence
from asmr_cli.types import CHANNELS, Frames

RUN = 8
"""Eight seconds take 12 ms: a texture looks at six places of its file before it goes to one."""


class FileTape:
    """Pages of one second, decoded when they are first needed."""

    def __init__(self, path: Path, stream: Sequential, pages: Pages) -> None:
        self._path = path
        self._stream = stream
        self.pages = pages
        """Where decoded pages are kept."""
        self.run = RUN
        """Pages that are decoded after a seek."""
        self.readers = 1
        """Who still has to close it."""
        self._frames = stream.estimate

    @property
    def frames(self) -> Frames:
        """Its length; an estimate from the container until the end has been met."""
        return self._frames

    def read(self, start: Frames, frames: Frames) -> Block:
        """`frames` frames from `start`, fewer only at the end of what can be decoded."""
        block = np.empty((frames, CHANNELS), dtype=np.float32)
        done = 0
        while done < frames:
            number, first = divmod(start + done, PAGE)
            page = self._page(number, first, min(PAGE, first + frames - done))
            if not len(page.samples):
                break
            done += page.into(block[done:])
        return block[:done]

    def page(self, number: int) -> Page:
        """A whole page, shorter where the file ends in it, empty behind its end."""
        return self._page(number, 0, PAGE)

    def close(self) -> None:
        self.readers -= 1
        if self.readers == 0:
            self._stream.close()

    def _page(self, number: int, first: Frames, last: Frames) -> Page:
        kept = self.pages.get((self._path, number), first, last)
        return kept if kept is not None else self._decoded(number).cut(first, last)

    def _decoded(self, number: int) -> Page:
        """A page as it is decoded. Where that needs a seek, which costs as much as a page, those behind it follow."""
        seeks = self._stream.position != number * PAGE
        run = self.run if seeks else 1
        page = self._decode(number)
        for other in range(number + 1, number + run):
            if (self._path, other) in self.pages or self._stream.position != other * PAGE:
                break
            self._decode(other)
        return page

    def _decode(self, number: int) -> Page:
        start = number * PAGE
        if self._stream.position != start:
            self._stream.seek(start)
        block = self._stream.read(PAGE) if self._stream.position == start else silence(0)
        if len(block) < PAGE:
            self._frames = self._stream.position
        page = Page.of(block)
        self.pages.put((self._path, number), page)
        return page


def open_tape(
    path: Path, pages: Pages | None = None, on_damage: OnDamage = ignore_damage, reach: Reach = directly
) -> FileTape:
    """Any file with sound. Tapes that are given the same `pages` share one bounded memory. Raises CannotDecode."""
    from asmr_cli.decode.stream import Stream  # FFmpeg, without which the first sound may begin

    return FileTape(path, Stream(path, on_damage, reach), pages or Pages())
