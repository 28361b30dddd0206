"""A session to a file: wav, flac, opus, mp3 or m4a by its suffix, complete or not there at all."""

import errno
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

from asmr_cli.errors import AsmrError, CannotWrite, UsageError
from asmr_cli.render.source import Block
from asmr_cli.sink.compressed import FORMATS, Chapter, CompressedWriter
from asmr_cli.sink.encode import Encode, Pcm
from asmr_cli.sink.newfile import NewFile
from asmr_cli.sink.wave import WaveWriter
from asmr_cli.types import RATE, Frames

WAVE: Final = ".wav"
SUFFIXES: Final = (WAVE, *FORMATS)


class _Writer(Protocol):
    def write(self, pcm: Pcm) -> None: ...

    def close(self) -> None: ...


class FileSink:
    """Takes a second at a time, as fast as it comes. `finish` makes the file appear; `close` without it leaves none."""

    def __init__(
        self,
        path: Path,
        encode: Encode,
        metadata: Mapping[str, str] | None = None,
        chapters: Sequence[Chapter] = (),
    ) -> None:
        """`metadata` and `chapters` are kept where the format has room for them; WAV has none.

        Raises UsageError for an unknown suffix, CannotWrite where the folder takes no file."""
        self._path = path
        self._encode = encode
        suffix = suffix_of(path)
        self.name: str | None = str(path)
        self.written: Frames = 0
        """Frames that were handed over."""
        try:
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
            self._new = NewFile(path)
        except OSError as error:
            raise _cannot_write(path, error) from error
        file = self._new.file
        self._writer: _Writer = (
            WaveWriter(file)
            if suffix == WAVE
            else CompressedWriter(file, FORMATS[suffix], dict(metadata or {}), chapters)
        )

    def room(self) -> Frames:
        return RATE

    def write(self, block: Block) -> None:
        """Raises CannotWrite when the disk is full."""
        try:
            self._writer.write(self._encode(block, self.written))
        except OSError as error:
            raise self._failed(error) from error
        self.written += len(block)

    def latency(self) -> Frames:
        return 0

    def held(self) -> Frames:
        return 0

    def refresh(self) -> None:
        """What is written is heard."""

    def rewrite(self, block: Block) -> None:
        """Nothing is held, so nothing can be replaced."""

    def hold(self) -> None:
        """A file does not mind waiting."""

    def go_on(self) -> None:
        """A file did not mind waiting."""

    def finish(self) -> None:
        """The file is complete: give it its name. Raises CannotWrite."""
        try:
            self._writer.close()
            self._new.publish()
        except OSError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Let go; a file that is not finished leaves nothing behind."""
        self._new.discard()

    def _failed(self, error: OSError) -> AsmrError:
        self.close()
        return _cannot_write(self._path, error)


def suffix_of(path: Path) -> str:
    """The known suffix of an output file. Raises UsageError."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"{path.name} names no format that can be written.",
            f"use one of {', '.join(SUFFIXES)}, or -o - for raw PCM",
        )
    return suffix


def _cannot_write(path: Path, error: OSError) -> CannotWrite:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CannotWrite(f"The disk is full: {path} was not written.", f"df -h {path.parent}")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return CannotWrite(f"There is no permission to write {path}.", "choose another place with -o")
    if not path.parent.exists():
        return CannotWrite(f"The folder {path.parent} is not there.", f"mkdir -p {path.parent}")
    if isinstance(error, IsADirectoryError):
        return CannotWrite(f"{path} is a folder.", f"choose a file in it, such as -o {path / 'night.flac'}")
    return CannotWrite(f"{path} cannot be written: {error.strerror or error}.", "choose another place with -o")
