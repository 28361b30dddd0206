"""What the doctor finds."""

from pathlib import Path

import pytest

from asmr_cli.session.doctor import examine
from asmr_cli.store.paths import Paths, pack_dir


def looked_at(home: Path, pack: Path) -> dict[str, bool]:
    paths = Paths(home, home, home, home)
    return {finding.name: finding.fine for finding in examine(paths, pack, {})}


def test_it_looks_at_all_that_a_session_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    found = looked_at(tmp_path, pack_dir())
    assert list(found) == ["device", "decoders", "sounds", "config", "state", "cache", "runtime", "cron"]
    assert found["device"] and found["decoders"] and found["state"]
    assert not list(tmp_path.iterdir())  # nothing is changed


def test_it_misses_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "nonexistent")
    found = looked_at(tmp_path, tmp_path)
    assert not found["device"] and not found["sounds"]


def test_a_rehearsal_is_called_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    device = examine(Paths(tmp_path, tmp_path, tmp_path, tmp_path), pack_dir(), {})[0]
    assert "rehearsal" in device.text
