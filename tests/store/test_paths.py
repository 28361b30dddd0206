"""Folders: one variable moves everything, and no home is needed."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from asmr_cli.store import atomic
from asmr_cli.store.paths import Paths, pack_dir, runtime_dir


def test_asmr_home_moves_everything(tmp_path: Path) -> None:
    paths = Paths.from_environ({"ASMR_HOME": str(tmp_path)})
    for path in (paths.config, paths.state, paths.cache, paths.runtime, paths.presets, paths.history):
        assert path.is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_where_the_own_home_cannot_be_written_the_socket_is_elsewhere(tmp_path: Path) -> None:
    """Its folder stands below a file: a session plays all the same, and is found by the other commands."""
    (tmp_path / "file").touch()
    environ = {"ASMR_HOME": str(tmp_path / "file" / "home"), "XDG_RUNTIME_DIR": "relative"}
    paths = Paths.from_environ(environ)
    assert paths.state == tmp_path / "file" / "home"
    assert paths.runtime == runtime_dir(environ)


def test_the_runtime_folder_is_the_one_of_the_login(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert runtime_dir({"XDG_RUNTIME_DIR": str(tmp_path)}) == tmp_path


def test_a_folder_that_others_can_enter_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid(), raising=False)
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    if Path(f"/run/user/{os.getuid()}").is_dir():
        pytest.skip("this user has a runtime folder of the login")
    found = runtime_dir({"XDG_RUNTIME_DIR": str(shared)})
    assert found == tmp_path / f"asmr-{os.getuid()}"
    assert stat.S_IMODE(found.stat().st_mode) == 0o700
    found.chmod(0o755)
    second = runtime_dir({})
    assert second == tmp_path / f"asmr-{os.getuid()}-1"
    assert runtime_dir({}) == second
    second.rmdir()
    second.symlink_to(shared)
    assert runtime_dir({}) == tmp_path / f"asmr-{os.getuid()}-2"


def test_the_bundled_sounds_are_found() -> None:
    assert (pack_dir() / "catalog.toml").is_file()


def test_without_a_home_the_paths_are_still_absolute(tmp_path: Path) -> None:
    code = (
        "import os, pwd; pwd.getpwuid = lambda uid: (_ for _ in ()).throw(KeyError(uid));"
        "from asmr_cli.store.paths import Paths; print(*Paths.from_environ(os.environ), sep='\\n')"
    )
    environ = {"PATH": os.defpath, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert all(Path(line).is_absolute() for line in done.stdout.split())


def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file"
    atomic.replace(path, b"one")
    path.chmod(0o640)
    atomic.replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(path.parent.iterdir()) == [path]
