"""A file that is there when it is complete, and of which nothing is left when it is not."""

import contextlib
import errno
import glob
import os
from pathlib import Path
from typing import BinaryIO, cast

_SUFFIX = ".part"


class NewFile:
    """Written without a name where the system can (Linux), so that not even a kill leaves a trace; raises OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # What a named temporary file is called: hidden, and with the process in it, so that a stale one is known.
        self._temporary = path.with_name(f".{path.name}.{os.getpid()}{_SUFFIX}")
        _remove_stale(path)
        self._named = False
        self.file: BinaryIO = self._open()

    def publish(self) -> None:
        """Give the file its name; one that had it before is replaced at once."""
        self.file.flush()
        if not self._named:
            self._temporary.unlink(missing_ok=True)
            self._link()
            self._named = True
        self.file.close()
        self._temporary.replace(self._path)
        self._named = False

    def discard(self) -> None:
        """Leave nothing behind; after `publish` it does nothing."""
        # On a full disk even closing fails; what it could not write is not wanted.
        with contextlib.suppress(OSError):
            self.file.close()
        if self._named:
            self._temporary.unlink(missing_ok=True)
            self._named = False

    def _link(self) -> None:
        """Give the nameless file its temporary name."""
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            # With a folder given Python calls linkat, which follows the link in /proc; link does not.
            nameless = f"/proc/self/fd/{self.file.fileno()}"
            os.link(nameless, self._temporary, src_dir_fd=folder, follow_symlinks=True)
        finally:
            os.close(folder)

    def _open(self) -> BinaryIO:
        if hasattr(os, "O_TMPFILE") and Path("/proc/self/fd").is_dir():
            try:
                descriptor = os.open(self._path.parent, os.O_TMPFILE | os.O_RDWR, 0o666)
                return cast(BinaryIO, os.fdopen(descriptor, "w+b"))
            except (IsADirectoryError, NotImplementedError):
                pass  # a kernel or a file system without nameless files
            except OSError as error:
                if error.errno != errno.EOPNOTSUPP:
                    raise
        self._named = True
        return cast(BinaryIO, self._temporary.open("w+b"))


def _remove_stale(path: Path) -> None:
    """Remove what a killed process left beside the file."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*{_SUFFIX}"):
        owner = left.name[: -len(_SUFFIX)].rpartition(".")[2]
        if owner.isdecimal() and not _runs(int(owner)):
            left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
