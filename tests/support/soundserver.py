"""A private sound server with a null sink, PulseAudio or PipeWire; the user's own is never touched."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from support.waiting import die_with_parent, wait_until

RATE = 48_000


class Server:
    """PulseAudio."""

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
