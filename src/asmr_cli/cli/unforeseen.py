"""A failure that nobody thought of: one sentence, and the details in a file for whoever mends it."""

import errno
import os
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

from asmr_cli.cli.environment import environment
from asmr_cli.errors import AsmrError, CannotWrite, UsageError
from asmr_cli.store.paths import Paths

NAME = "trouble.log"

_NO_TEXT = "surrogates not allowed"
"""Python's reason, where bytes of a name that were kept as they are can be written nowhere."""


def unforeseen(error: Exception) -> AsmrError:
    """The failure as a sentence. A file that cannot be used and a full disk behind stdout are no mistakes of ours."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return CannotWrite("There is no room left to write to.", "df -h shows which disk is full")
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return AsmrError("No more files may be opened here.", "ulimit -n 256, then the same command again")
    if isinstance(error, OSError) and error.filename is not None:
        return AsmrError(f"{error.filename} cannot be used: {error.strerror}.", f"ls -ld {error.filename}")
    if isinstance(error, UnicodeEncodeError) and error.reason == _NO_TEXT:
        return UsageError("The name of a file or folder is in bytes that are no text (UTF-8).", "give it another name")
    where = _keep("".join(traceback.format_exception(error)))
    details = f"; {where} holds the details" if where else ""
    return AsmrError(
        f"Something went wrong that should not: {type(error).__name__}.",
        f"asmr doctor looks at the usual causes{details}",
    )


def _keep(details: str) -> Path | None:
    """The file that holds the details: in the state folder, else a new one in the temporary folder, else none."""
    with suppress(OSError, AsmrError):  # nothing can be kept there: the next place
        state = Paths.from_environ(environment().environ).state
        state.mkdir(parents=True, exist_ok=True)
        file = state / NAME
        file.write_text(details, encoding="utf-8")
        return file
    with suppress(OSError):  # nor there: then the sentence has to do
        handle, name = tempfile.mkstemp(prefix="asmr-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(details)
        return Path(name)
    return None
