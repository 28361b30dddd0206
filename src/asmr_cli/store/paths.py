"""Where settings, state and the socket live, and where the bundled sounds are."""

import os
import stat
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import platformdirs

import asmr_cli

NAME = "asmr"


class Paths(NamedTuple):
    """The folders of one user. Only `runtime` is made here; the others are made when something is written."""

    config: Path
    """`config.toml`, `triggers.toml`, `presets/`: the user's own, never rewritten."""
    state: Path
    """History and liking: the program's own."""
    cache: Path
    """What can be made again: the index, loudness."""
    runtime: Path
    """The socket; gone after a restart of the machine."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Paths":
        """The folders under `ASMR_HOME` where that is set, else the platform's usual ones."""
        if home := environ.get("ASMR_HOME"):
            folder = Path(home).absolute()
            return cls(folder, folder, folder, folder if _can_be_used(folder) else runtime_dir(environ))
        runtime = runtime_dir(environ)
        folders = (platformdirs.user_config_path, platformdirs.user_state_path, platformdirs.user_cache_path)
        config, state, cache = (_usual(folder, runtime) for folder in folders)
        return cls(config, state, cache, runtime)

    @property
    def config_file(self) -> Path:
        return self.config / "config.toml"

    @property
    def presets(self) -> Path:
        return self.config / "presets"

    @property
    def likes(self) -> Path:
        return self.state / "taste.toml"

    @property
    def history(self) -> Path:
        return self.state / "history.db"


def runtime_dir(environ: Mapping[str, str]) -> Path:
    """A folder that only this user can enter: XDG_RUNTIME_DIR, else /run/user/UID, else one in the temporary folder.

    cron sets no XDG_RUNTIME_DIR; a session that cron started must still be found from a terminal."""
    if not hasattr(os, "getuid"):  # Windows: the temporary folder is the user's own
        return _private(Path(tempfile.gettempdir()) / NAME) or Path(tempfile.gettempdir())
    for folder in (Path(environ.get("XDG_RUNTIME_DIR", "")), login_dir()):
        if folder and folder.is_absolute() and _ours(folder):
            return folder
    return _private_in_temp(f"{NAME}-{os.getuid()}")


def login_dir() -> Path | None:
    """What XDG_RUNTIME_DIR is where systemd runs, for whoever was not told (cron); None on Windows."""
    return Path(f"/run/user/{os.getuid()}") if hasattr(os, "getuid") else None


def pack_dir() -> Path:
    """The bundled sounds: inside the installed package, else `sounds/` of the checkout."""
    package = Path(asmr_cli.__file__).parent
    inside = package / "sounds"
    return inside if inside.is_dir() else package.parent.parent / "sounds"


def is_there(path: Path) -> bool:
    """Is there a file, as far as we may see? A home that cannot be entered holds nothing for us."""
    try:
        return path.exists()
    except OSError:
        return False


def _can_be_used(folder: Path) -> bool:
    """Can a file be made in it, or in the nearest folder above it that is there?"""
    there = next((place for place in (folder, *folder.parents) if is_there(place)), folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _private_in_temp(name: str) -> Path:
    """The first of `name`, `name-1` … that is ours: a name taken by somebody else must not keep us from playing."""
    temp = Path(tempfile.gettempdir())
    for candidate in (name, *(f"{name}-{n}" for n in range(1, 10))):
        if folder := _private(temp / candidate):
            return folder
    return Path(tempfile.mkdtemp(prefix=f"{name}-"))


def _private(folder: Path) -> Path | None:
    """The folder, made with mode 0700 where it was not there, or None if it is not ours alone."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return folder if _ours(folder) else None


def _ours(folder: Path) -> bool:
    """Is it a real folder of this user's that nobody else can enter?"""
    try:
        facts = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(facts.st_mode):
        return False
    return not hasattr(os, "getuid") or (facts.st_uid == os.getuid() and not facts.st_mode & 0o077)


def _usual(folder: Callable[[str], Path], runtime: Path) -> Path:
    """The platform's folder; for a user without a home one that lasts as long as the runtime folder."""
    try:
        path = folder(NAME)
    except RuntimeError:  # newer platformdirs raise where older ones give a relative path
        return runtime / NAME
    return path if path.is_absolute() else runtime / NAME
