"""Which folders are the user's own."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from asmr_cli.errors import UsageError
from asmr_cli.store import atomic


def load_folders(path: Path) -> tuple[Path, ...]:
    """The library's folders as absolute paths, in the order in which they were added."""
    try:
        return tuple(Path(name) for name in json.loads(path.read_text("utf-8"))["folders"])
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UsageError(
            f"The list of your folders, {path}, cannot be read: {error.strerror}.", f"ls -l {path}"
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = f"{path} is damaged: it should be the list of your folders."
        raise UsageError(message, f"delete {path} and use asmr library add again") from error


def save_folders(folders: Iterable[Path], path: Path) -> None:
    content = {"version": 1, "folders": [str(folder) for folder in folders]}
    atomic.replace(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def around(folder: Path, folders: Iterable[Path]) -> Path | None:
    """The folder of the library that is this one or holds it, by whatever link it is reached."""
    real = Path(os.path.realpath(folder))
    return next((other for other in folders if real.is_relative_to(os.path.realpath(other))), None)
