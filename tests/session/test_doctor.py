"""What the doctor finds."""

from pathlib import Path

import pytest

from asmr_cli.errors import NoDevice
from asmr_cli.session import softsecond
from asmr_cli.session.doctor import examine
from asmr_cli.sink.device import DeviceSink
from asmr_cli.sink.protocol import DeviceLost
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


def test_a_device_that_goes_during_the_soft_second_is_told_calmly(monkeypatch: pytest.MonkeyPatch) -> None:
    """When all is handed over, too: who only waited for its end would wait for ever."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")

    class Unplugged(DeviceSink):
        def room(self) -> int:
            if self._supply.end >= 48_000:
                raise DeviceLost
            return super().room()

    monkeypatch.setattr(softsecond, "DeviceSink", Unplugged)
    with pytest.raises(NoDevice):
        softsecond.soft_second()
