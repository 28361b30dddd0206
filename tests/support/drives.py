"""A drive that hangs when it is told to: what reads for a session, made to wait where it would read or look."""

from pathlib import Path

import pytest

from asmr_cli.decode import courier, drives

_WAITS = """
import os, time
read, look, shown = os.pread, os.stat, os.scandir
def wait():
    while os.access({flag!r}, os.F_OK):
        time.sleep(0.01)
def pread(file, count, offset):
    wait()
    return read(file, count, offset)
def stat(path):
    wait()
    return look(path)
def scandir(folder):
    wait()
    return shown(folder)
os.pread, os.stat, os.scandir = pread, stat, scandir
__file__ = {courier!r}
exec(compile(open(__file__).read(), __file__, "exec"))
"""


class HangingDrive:
    """All files that another process reads lie on it, and are waited for so long, in seconds."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, patience: float = drives.PATIENT) -> None:
        self._flag = folder / "the-drive-hangs"
        script = folder / "courier.py"
        script.write_text(_WAITS.format(flag=str(self._flag), courier=courier.__file__))
        monkeypatch.setattr(courier, "__file__", str(script))
        monkeypatch.setattr(drives, "PATIENT", patience)

    def hang(self) -> None:
        self._flag.touch()

    def answer(self) -> None:
        self._flag.unlink()
