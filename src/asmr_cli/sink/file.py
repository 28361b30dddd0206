"""A session to a file: wav, flac, opus, mp3 or m4a by its suffix, complete or not there at all."""

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import av

from asmr_cli.errors import AsmrError, CannotWrite, UsageError
from asmr_cli.render.source import Block
from asmr_cli.sink.compressed import FORMATS, CompressedWriter
from asmr_cli.sink.encode import Encode, Pcm
from asmr_cli.sink.wave import WaveWriter
from asmr_cli.types import RATE, Frames

SUFFIXES = (".wav", *FORMATS)


class _Writer(Protocol):
    def write(self, pcm: Pcm) -> None: ...

    def close(self) -> None: ...


class FileSink:
    """Takes a second at a time, as fast as it comes. `finish` makes the file appear; `close` without it leaves none."""

    def __init__(self, path: Path, encode: Encode, metadata: Mapping[str, str] | None = None) -> None:
        """Raises UsageError for an unknown suffix, CannotWrite where the folder takes no file."""
        self._path = path
        self._encode = encode
        self._frames: Frames = 0
        suffix = suffix_of(path)
        try:
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        except OSError as error:
            raise _cannot_write(path, error) from error
        self._temporary = Path(name)
        self._file = cast(BinaryIO, os.fdopen(handle, "wb"))
        self._writer: _Writer = (
            WaveWriter(self._file)
            if suffix == ".wav"
            else CompressedWriter(self._temporary, suffix, dict(metadata or {}))
        )
        self._open = True

    @property
    def written(self) -> Frames:
        """Frames that were handed over."""
        return self._frames

    def room(self) -> Frames:
        return RATE

    def write(self, block: Block) -> None:
        """Raises CannotWrite when the disk is full."""
        try:
            self._writer.write(self._encode(block, self._frames))
        except (OSError, av.error.FFmpegError) as error:
            raise self._failed(error) from error
        self._frames += len(block)

    def latency(self) -> Frames:
        return 0

    def refresh(self) -> None:
        """What is written is heard."""

    def finish(self) -> None:
        """The file is complete: give it its name."""
        try:
            self._writer.close()
            self._file.close()
            self._temporary.chmod(0o666 & ~_umask())
            self._temporary.replace(self._path)
        except (OSError, av.error.FFmpegError) as error:
            raise self._failed(error) from error
        self._open = False

    def close(self) -> None:
        """Let go; a file that is not finished leaves nothing behind."""
        if self._open:
            self._open = False
            self._file.close()
            self._temporary.unlink(missing_ok=True)

    def _failed(self, error: Exception) -> AsmrError:
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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: Exception) -> CannotWrite:
    number = getattr(error, "errno", None)
    if number in (errno.ENOSPC, errno.EDQUOT):
        return CannotWrite(f"The disk is full: {path} was not written.", f"df -h {path.parent}")
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return CannotWrite(f"There is no permission to write {path}.", "choose another place with -o")
    if isinstance(error, FileNotFoundError):
        return CannotWrite(f"The folder {path.parent} is not there.", f"mkdir -p {path.parent}")
    return CannotWrite(f"{path} cannot be written: {error}.", "choose another place with -o")
