"""A private PulseAudio server with a null sink whose monitor is recorded: what a speaker would have played."""

import ctypes
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

HERE = Path(__file__).parent
RATE = 48_000
FRAME_BYTES = 4
REQUIRED = "ASMR_REQUIRE_DEVICE"
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """No orphan servers, even where pytest itself is killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Server:
    """One daemon of our own; the user's is never touched."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="asmr-pulse-"))
        self.socket = self.home / "run" / "native"
        self.socket.parent.mkdir(mode=0o700)
        (self.home / "client.conf").write_text("autospawn = no\n")
        (self.home / "cookie").write_bytes(os.urandom(256))
        self.log = self.home / "server.log"
        self.daemon: subprocess.Popen[bytes] | None = None

    @property
    def environ(self) -> dict[str, str]:
        """What a client needs to reach this server and no other."""
        return {
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_CLIENTCONFIG": str(self.home / "client.conf"),
            "PULSE_COOKIE": str(self.home / "cookie"),
            "SDL_AUDIODRIVER": "pulseaudio",
        }

    def start(self) -> None:
        self.socket.unlink(missing_ok=True)
        environ = {k: v for k, v in os.environ.items() if not k.startswith("PULSE_")} | {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home),
            "XDG_CONFIG_HOME": str(self.home),
            "PULSE_RUNTIME_PATH": str(self.socket.parent),
            "PULSE_COOKIE": str(self.home / "cookie"),
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent",
        }
        protocol = f"module-native-protocol-unix socket={self.socket} auth-anonymous=1"
        self.daemon = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--high-priority=no",
             "--realtime=no", "--log-level=warning", f"--log-target=file:{self.log}",
             "-L", protocol, "-L", f"module-null-sink {self.sink_arguments}"],
            env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
        )  # fmt: skip
        wait_until(self.ready, "the sound server does not come up")

    sink_arguments = f"sink_name=ear rate={RATE} channels=2 format=s16le norewinds=1"

    def ready(self) -> bool:
        return "ear" in self.control("list", "short", "sinks", check=False)

    def control(self, *arguments: str, check: bool = True) -> str:
        environ = os.environ | self.environ | {"LC_ALL": "C"}
        done = subprocess.run(
            ["pactl", *arguments], env=environ, check=check, capture_output=True, text=True, timeout=10
        )
        return done.stdout

    def remove_sink(self) -> None:
        self.control("unload-module", "module-null-sink")

    def add_sink(self) -> None:
        self.control("load-module", "module-null-sink", *self.sink_arguments.split())

    def kill(self) -> None:
        if self.daemon and self.daemon.poll() is None:
            self.daemon.kill()
            self.daemon.wait()

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)


class PipeWire(Server):
    """PipeWire with its PulseAudio face, on which the tests' own tools work as before."""

    sink_arguments = f"sink_name=ear rate={RATE} sink_properties=device.description=Ear"

    def __init__(self) -> None:
        super().__init__()
        self.socket = self.home / "pulse" / "native"
        self.helpers: list[subprocess.Popen[bytes]] = []

    @property
    def environ(self) -> dict[str, str]:
        return super().environ | {"XDG_RUNTIME_DIR": str(self.home), "PIPEWIRE_RUNTIME_DIR": str(self.home)}

    def start(self) -> None:
        bus = f"unix:path={self.home}/bus"
        environ = os.environ | self.environ | {"HOME": str(self.home), "DBUS_SESSION_BUS_ADDRESS": bus}
        self._launch(["dbus-daemon", "--session", "--nofork", f"--address={bus}"], environ, "bus")
        for program in ("pipewire", "wireplumber", "pipewire-pulse"):
            self._launch([program], environ, "pipewire-0")
        wait_until(lambda: self.control("info", check=False) != "", "PipeWire's PulseAudio does not come up")
        self.add_sink()
        wait_until(self.ready, "the sink does not come up")
        wait_until(self.default, "the sink does not become the default one")

    def _launch(self, command: list[str], environ: dict[str, str], appears: str) -> None:
        with self.log.open("ab") as log:
            started = subprocess.Popen(
                command, env=environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=die_with_parent
            )
        self.helpers.append(started)
        wait_until((self.home / appears).exists, f"{command[0]} does not come up")

    def default(self) -> bool:
        """Make the sink the default one, once the session manager is there."""
        self.control("set-default-sink", "ear", check=False)
        return "Default Sink: ear" in self.control("info", check=False)

    def kill(self) -> None:
        for helper in reversed(self.helpers):
            helper.kill()
            helper.wait()
        self.helpers.clear()
        for name in ("bus", "pipewire-0"):  # what a start waits for
            (self.home / name).unlink(missing_ok=True)


class Recorder:
    """What the null sink plays, frame by frame; goes on across restarts of the server by `start` again."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.blocks: list[bytes] = []
        self.origins: list[tuple[int, float]] = []
        """(first frame, its moment on the monotonic clock) of each stretch."""
        self.client: subprocess.Popen[bytes] | None = None
        self.reader: threading.Thread | None = None

    def start(self) -> None:
        self.client = subprocess.Popen(
            ["parec", "--raw", "-d", "ear.monitor", f"--rate={RATE}", "--channels=2", "--format=s16le",
             "--latency-msec=20", "--process-time-msec=10", "--no-remix", "--no-remap"],
            env=os.environ | self.server.environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL, preexec_fn=die_with_parent,
        )  # fmt: skip
        heard = threading.Event()
        self.reader = threading.Thread(target=self._read, args=(self.client, heard), daemon=True)
        self.reader.start()
        assert heard.wait(5), "the recorder hears nothing"

    def _read(self, client: subprocess.Popen[bytes], heard: threading.Event) -> None:
        assert client.stdout is not None
        before = sum(map(len, self.blocks))
        place = len(self.origins)
        got = 0
        while data := os.read(client.stdout.fileno(), 65_536):
            self.blocks.append(data)
            got += len(data)
            origin = time.monotonic() - got / FRAME_BYTES / RATE
            if len(self.origins) == place:
                self.origins.append((before // FRAME_BYTES, origin))
            self.origins[place] = (before // FRAME_BYTES, min(origin, self.origins[place][1]))
            heard.set()

    def stop(self) -> None:
        if self.client:
            self.client.terminate()
            self.client.wait()
        if self.reader:
            self.reader.join(5)

    @property
    def frames(self) -> NDArray[np.int16]:
        """All that was heard so far, (n, 2)."""
        data = b"".join(self.blocks)
        return np.frombuffer(data[: len(data) // FRAME_BYTES * FRAME_BYTES], dtype="<i2").reshape(-1, 2)

    def moment(self, frame: int) -> float:
        """When a recorded frame was heard, on the monotonic clock."""
        first, origin = next(o for o in reversed(self.origins) if frame >= o[0])
        return origin + (frame - first) / RATE


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


def wait_until(condition: Callable[[], bool], otherwise: str, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, otherwise
        time.sleep(0.02)


def need(*tools: str, packages: str, required: bool = True) -> None:
    """Skip where a tool is missing; fail where the whole check is asked for."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        reason = f"no {', '.join(missing)} here (apt install {packages})"
        if required and os.environ.get(REQUIRED) == "1":
            pytest.fail(reason)
        pytest.skip(reason)


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
