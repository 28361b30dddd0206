"""`--inhibit` with the system's own logind and systemd-inhibit, on a bus of their own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("systemd is Linux's", allow_module_level=True)

from support.shell import Terminal, run_process, started

pytestmark = pytest.mark.xdist_group("logind")  # both would keep what they hold in one folder

LOGIND = Path("/lib/systemd/systemd-logind")
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>{address}</listen>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""


def within(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    latest = time.monotonic() + seconds
    while not condition() and time.monotonic() < latest:
        time.sleep(0.05)
    return condition()


class Logind:
    """Holds inhibitors for whoever knows its bus."""

    def __init__(self, folder: Path) -> None:
        self.environ = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder / 'bus'}"}
        config = folder / "bus.conf"
        config.write_text(CONFIG.format(address=self.environ["DBUS_SYSTEM_BUS_ADDRESS"]))
        self._processes = [self._begin("dbus-daemon", f"--config-file={config}", "--nofork")]
        within((folder / "bus").exists)
        Path("/run/systemd").mkdir(exist_ok=True)  # where inhibitors are kept; a container may be without it
        self._processes.append(self._begin(str(LOGIND)))

    def answers(self) -> bool:
        return self._list().returncode == 0

    @property
    def holders(self) -> int:
        """How many sessions keep the machine awake."""
        lines = [line for line in self._list().stdout.splitlines() if line.startswith("asmr ")]
        assert all("sleep:idle" in line for line in lines)
        return len(lines)

    def close(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def _begin(self, *command: str) -> "subprocess.Popen[bytes]":
        silent = subprocess.DEVNULL
        environ = os.environ | self.environ
        return subprocess.Popen(command, env=environ, stdin=silent, stdout=silent, stderr=silent)

    def _list(self) -> "subprocess.CompletedProcess[str]":
        command = ["systemd-inhibit", "--list", "--no-pager", "--no-legend"]
        return subprocess.run(command, env=os.environ | self.environ, capture_output=True, text=True, timeout=10)


@pytest.fixture
def logind(tmp_path: Path) -> Iterator[Logind]:
    if not (shutil.which("systemd-inhibit") and shutil.which("dbus-daemon") and LOGIND.exists()):
        pytest.skip("no systemd or dbus here (apt install systemd dbus)")
    if Path("/run/systemd/system").exists() or os.geteuid() != 0:
        pytest.skip("the machine has its logind, and a second one needs root")
    logind = Logind(tmp_path)
    try:
        if not within(logind.answers):
            pytest.skip("logind does not come up here")
        yield logind
    finally:
        logind.close()


def test_the_machine_is_kept_awake_while_a_session_plays_and_no_longer(logind: Logind, tmp_path: Path) -> None:
    """Whatever ends it: nobody can let go of what a killed one holds."""
    words = ("sleep", "1m", "-t", "rain", "--inhibit")
    for way in (signal.SIGTERM, signal.SIGKILL):
        with started(*words, home=tmp_path / "home", **logind.environ) as session:
            assert within(lambda: logind.holders == 1), "nothing holds it"
            session.send_signal(way)
            session.wait(15)
            assert within(lambda: logind.holders == 0), f"held after {way.name}"
    for words in (("sleep", "5s", "-t", "rain", "--inhibit"), ("sleep", "5s", "--silent", "--inhibit")):
        with started(*words, home=tmp_path / "home", **logind.environ) as session:
            assert within(lambda: logind.holders == 1)
            assert session.wait(15) == 0
            assert within(lambda: logind.holders == 0), "held after the deadline"


@pytest.mark.parametrize(("key", "code"), [(b"\x03", 130), (b"q", 0)])
def test_a_key_that_ends_it_lets_go_only_at_the_end(logind: Logind, tmp_path: Path, key: bytes, code: int) -> None:
    session = Terminal("sleep", "1m", "-t", "rain", "--inhibit", home=tmp_path / "home", **logind.environ)
    try:
        session.until("in  ")
        assert within(lambda: logind.holders == 1)
        session.press(key)
        time.sleep(1.0)
        assert logind.holders == 1  # Ctrl-C reaches all that belong to the terminal
        assert session.end() == code
        assert "not kept awake" not in session.shown
        assert within(lambda: logind.holders == 0)
    finally:
        session.close()


def test_where_it_is_refused_the_session_plays_all_the_same(logind: Logind, tmp_path: Path) -> None:
    told = run_process(
        "sleep", "5s", "-t", "rain", "--inhibit", home=tmp_path, DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nonexistent"
    )
    assert told.code == 0
    assert "note: The machine was not kept awake: systemd-inhibit could not do it." in told.stderr
