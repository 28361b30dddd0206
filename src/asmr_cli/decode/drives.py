"""Files on drives that may begin to hang at any moment: each read has a time limit.

A process that waits for a drive in user space (sshfs) is ended by nothing, not even SIGKILL, before the drive answers;
nor is one that only holds a file open there, because to close it asks the drive, too. So another process opens and
reads, and is left behind with what it waits for."""

import marshal
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TypeVar, cast

from asmr_cli.decode import courier
from asmr_cli.decode.damage import OnDamage, ignore_damage
from asmr_cli.decode.errand import Errand
from asmr_cli.decode.far import FarFile
from asmr_cli.decode.reach import directly
from asmr_cli.types import Seconds

PATIENT: Final[Seconds] = 10.0
"""A disk that is asleep needs less."""

PRESSED: Final[Seconds] = 1.2
"""While something sounds: at least 1.75 s of it wait for the device when more is rendered, which takes up to 0.3."""

BRIEF: Final[Seconds] = 0.2
"""Where one place does not answer the others are asked, but not waited for as well."""

AGAIN: Final[Seconds] = 60.0
"""A place that did not answer is asked again after so long."""

_MOST = 4
"""Processes that are left behind; with so many nothing is asked until one of them has ended."""

Answer = TypeVar("Answer")


class State(NamedTuple):
    """What is told of a path without opening it."""

    mode: int
    size: int
    mtime: int
    """Nanoseconds."""
    device: int
    number: int
    """On its device; 0 for all where it numbers none."""

    @classmethod
    def of(cls, path: Path) -> "State":
        """Asked here. Raises OSError."""
        state = path.stat()
        return cls(state.st_mode, state.st_size, state.st_mtime_ns, state.st_dev, state.st_ino)


class Drives:
    """One process reads for all, one piece after the other; where it gets no answer another takes its place."""

    def __init__(
        self,
        on_damage: OnDamage = ignore_damage,
        pressed: Callable[[], bool] = lambda: False,
        clock: Callable[[], Seconds] = time.monotonic,
    ) -> None:
        """`pressed`: whether what is read now is heard in a moment."""
        self._on_damage = on_damage
        self._pressed = pressed
        self._clock = clock
        self._errand: Errand | None = None
        self._left_behind: list[Errand] = []
        self._silent: dict[Path, Seconds] = {}
        """Folders that did not answer, and when they may be asked again."""

    def open(self, path: Path) -> BinaryIO:
        """The file, to read and to seek in. Raises OSError, where its drive does not answer TimeoutError."""
        return cast(BinaryIO, FarFile(path, self, self._lost)) if self._is_served() else directly(path)

    def silent(self, path: Path) -> bool:
        """Whether the place of a file gave no answer the last time."""
        return path.parent in self._silent

    def read(self, path: Path, offset: int, count: int) -> tuple[bytes, int]:
        """So many bytes of a file from there on, fewer at its end, and its size. Raises OSError."""
        return self._asked(path, lambda errand, limit: errand.read(path, offset, count, limit))

    def look(self, path: Path) -> State:
        """What a path is. Raises OSError, where its drive does not answer TimeoutError."""
        if not self._is_served():
            return State.of(path)
        return State(*courier.STATE.unpack(self._asked(path, lambda errand, limit: errand.look(path, limit))))

    def listing(self, folder: Path, endings: frozenset[bytes]) -> courier.Listed:
        """What is in a folder, with the sizes of files whose names end so behind their last dot. Raises as `look`."""
        if not self._is_served():
            return courier.listed(os.fsencode(folder), endings)
        listed = marshal.loads(self._asked(folder, lambda errand, limit: errand.list(folder, endings, limit)))
        return cast(courier.Listed, listed)

    def close(self) -> None:
        """Let the process go; who asks once more gets another."""
        if self._errand is not None:
            self._leave()

    def let_go(self, path: Path) -> None:
        """The file is read no more for now."""
        if self._errand is not None:
            try:
                self._errand.tell(courier.LEAVE, path)
            except BrokenPipeError:
                self._leave()

    def _asked(self, path: Path, question: Callable[[Errand, Seconds], Answer]) -> Answer:
        self._remember()
        if path.parent in self._silent or len(self._left_behind) >= _MOST:
            raise TimeoutError("no answer the last time")
        self._begin()
        assert self._errand is not None
        limit = BRIEF if self._silent else PRESSED if self._pressed() else PATIENT
        try:
            return question(self._errand, limit)
        except TimeoutError:
            self._silent[path.parent] = self._clock() + AGAIN
            self._leave()
            raise
        except BrokenPipeError:  # somebody has ended it
            self._leave()
            raise

    def _is_served(self) -> bool:
        """Whether there is a process that asks, or one may be had."""
        with suppress(OSError):
            self._begin()
        return self._errand is not None

    def _begin(self) -> None:
        if os.name == "posix" and self._errand is None:
            self._errand = Errand()

    def _lost(self, path: Path, error: OSError) -> None:
        silent = isinstance(error, TimeoutError)
        self._on_damage(path, "is on a drive that does not answer" if silent else "cannot be read any more")

    def _remember(self) -> None:
        """Which places are known not to answer, and who waits for them."""
        now = self._clock()
        self._silent = {folder: until for folder, until in self._silent.items() if until > now}
        self._left_behind = [errand for errand in self._left_behind if not errand.gone]

    def _leave(self) -> None:
        if self._errand is not None:
            self._errand.end()
            self._left_behind.append(self._errand)
            self._errand = None
