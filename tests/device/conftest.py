"""A private sound server, what its speaker would have played, and evenings that play on it."""

import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from support.monitor import Recorder
from support.soundserver import PipeWire, Server
from support.waiting import die_with_parent, need, wait_until

HERE = Path(__file__).parent


class Evening:
    """The player of `evening.py` in a process of its own."""

    def __init__(self, server: Server, *arguments: str, driver: str = "pulseaudio") -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "evening.py"), *arguments],
            env=os.environ | server.environ | {"SDL_AUDIODRIVER": driver},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=die_with_parent,
        )  # fmt: skip
        self.events: list[dict[str, Any]] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.append(json.loads(line))

    def at(self, name: str) -> float:
        """When an event was told, on the monotonic clock; waits for it."""
        wait_until(lambda: any(e["event"] == name for e in self.events), f"no {name}: {self.events}", 20)
        return float(next(e["at"] for e in self.events if e["event"] == name))

    def until(self, name: str, seconds: float) -> None:
        """Wait until so many seconds after an event."""
        time.sleep(max(self.at(name) + seconds - time.monotonic(), 0))

    def end(self) -> int:
        """The exit code."""
        code = self.process.wait(30)
        self.reader.join(5)
        return code


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A PulseAudio server; with the parameter `pipewire` (indirect) a PipeWire one."""
    pipewire = getattr(request, "param", "pulseaudio") == "pipewire"
    if pipewire:
        tools = ("pipewire", "pipewire-pulse", "wireplumber", "dbus-daemon", "pactl", "parec")
        need(*tools, packages="pipewire pipewire-pulse wireplumber dbus pulseaudio-utils", required=False)
    else:
        need("pulseaudio", "pactl", "parec", packages="pulseaudio pulseaudio-utils")
    server = PipeWire() if pipewire else Server()
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture
def recorder(server: Server) -> Iterator[Recorder]:
    recorder = Recorder(server)
    recorder.start()
    yield recorder
    recorder.stop()


@pytest.fixture
def play(server: Server) -> Iterator[Callable[..., Evening]]:
    """Start an evening with arguments; what still runs is killed afterwards."""
    started: list[Evening] = []

    def start(*arguments: str, driver: str = "pulseaudio") -> Evening:
        started.append(Evening(server, *arguments, driver=driver))
        return started[-1]

    yield start
    for evening in started:
        evening.process.kill()
        evening.process.wait()


@pytest.fixture(scope="session")
def evening() -> ModuleType:
    """The module of the evening, for the samples that it plays."""
    specification = importlib.util.spec_from_file_location("evening", HERE / "evening.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
