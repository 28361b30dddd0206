"""Files and folders as a person names them: from the root on, on a drive that answers, there and readable."""

import os
import stat
from pathlib import Path

from asmr_cli.errors import UsageError
from asmr_cli.library.patience import answers


def absolute(path: Path) -> Path:
    """The path from the root on, links as the user wrote them."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100  # resolve() would follow the links


def checked(path: Path) -> Path:
    """The absolute path of a file or folder; UsageError where it does not answer, is not there or may not be read."""
    path = absolute(path)
    if not answers(path):
        raise no_answer(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            os.scandir(path).close()
    except FileNotFoundError as error:
        raise UsageError(f"{path} is not there.", f"ls {path.parent}") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", f"ls -ld {path}") from error
    if not os.access(path, os.R_OK):
        raise UsageError(f"{path} may not be read.", f"ls -ld {path}")
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise UsageError(f"{path} is neither a file nor a folder.", f"ls -ld {path}")
    return path


def checked_folder(folder: Path) -> Path:
    """The same for what has to be a folder."""
    folder = checked(folder)
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder.", f"name its folder: {folder.parent}")
    return folder


def no_answer(path: Path) -> UsageError:
    """What is said of a drive that hangs."""
    return UsageError(f"{path} does not answer.", "look whether its drive is connected")
