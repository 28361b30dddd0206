"""Keeping the machine awake with the system's own tool."""

import sys
import time
from pathlib import Path

import pytest

from asmr_cli.errors import UsageError
from asmr_cli.session import inhibit


def tool(folder: Path, does: str) -> None:
    file = folder / "systemd-inhibit"
    file.write_text(f"#!/bin/sh\n{does}\n")
    file.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="a tool written for sh")
@pytest.mark.parametrize(("does", "notes"), [("exec sleep 60", 0), ("exit 1", 1)])
def test_it_holds_on_as_long_as_it_plays_and_says_where_it_could_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, notes: int
) -> None:
    tool(tmp_path, f'echo $$ > "{tmp_path}/began"; {does}')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    told: list[str] = []
    with inhibit.awake(True, told.append):
        latest = time.monotonic() + 20.0
        while not (tmp_path / "began").exists() and time.monotonic() < latest:
            time.sleep(0.01)
        if notes:
            time.sleep(0.3)  # for the tool to be gone
    assert len(told) == notes


@pytest.mark.skipif(sys.platform == "win32", reason="a tool written for sh")
@pytest.mark.parametrize("wanted", [True, False])
def test_not_asked_for_is_not_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool) -> None:
    tool(tmp_path, f'echo > "{tmp_path}/began"; exec sleep 60')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with inhibit.awake(wanted, print):
        latest = time.monotonic() + 20.0
        while wanted and not (tmp_path / "began").exists() and time.monotonic() < latest:
            time.sleep(0.01)
    assert (tmp_path / "began").exists() == wanted


@pytest.mark.skipif(sys.platform == "win32", reason="a tool written for sh")
def test_one_that_does_not_end_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(tmp_path, f'trap "" TERM; echo > "{tmp_path}/began"; while :; do sleep 0.1; done')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(inhibit, "_PATIENCE", 0.2)
    with inhibit.awake(True, print):
        latest = time.monotonic() + 20.0
        while not (tmp_path / "began").exists() and time.monotonic() < latest:
            time.sleep(0.01)
        began = time.monotonic()
    assert time.monotonic() - began < 10.0


def test_without_a_tool_it_is_said_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inhibit, "TOOLS", (("no-such-tool",),))
    with pytest.raises(UsageError), inhibit.awake(True, print):
        pass
