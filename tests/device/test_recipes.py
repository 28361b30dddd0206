"""Every command of docs/RECIPES.md, run as it stands but for its duration, its server and its scheduler."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "RECIPES.md"
COMMANDS = re.findall(r"```sh\n(.*?)\n```", PAGE.read_text(), re.DOTALL)

pytestmark = [pytest.mark.device, pytest.mark.slow]

QUIET_ALSA = "pcm.!default { type null }\nctl.!default { type null }\n"
CRONTAB = '#!/bin/sh\nif [ "$1" = -l ]; then cat "$FAKE_CRONTAB"; else cp "$1" "$FAKE_CRONTAB"; fi\n'


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home, a sound system that swallows everything, a crontab of its own, and `asmr` in the path."""
    home = tmp_path_factory.mktemp("evening")
    (home / "bin").mkdir()
    (home / "asound.conf").write_text(QUIET_ALSA)
    (home / "table").touch()
    scripts = {"asmr": f'#!/bin/sh\nexec {sys.executable} -m asmr_cli "$@"\n', "crontab": CRONTAB}
    for name, text in scripts.items():
        (home / "bin" / name).write_text(text)
        (home / "bin" / name).chmod(0o755)
    return {
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}", "HOME": str(home), "ASMR_HOME": str(home / "state"),
        "SDL_AUDIODRIVER": "dummy", "ALSA_CONFIG_PATH": str(home / "asound.conf"), "FAKE_CRONTAB": str(home / "table"),
        "XDG_RUNTIME_DIR": str(home),
    }  # fmt: skip


def run(command: str, environ: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    tool = next((tool for tool in ("aplay", "ffplay", "ffmpeg") if tool in command), "sh")
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    short = re.sub(r"\b(30m|45m)\b", "6s", command)
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", short],
        env=environ,
        cwd=environ["HOME"],
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_recipes_work_one_after_the_other(evening: dict[str, str]) -> None:
    fifo = f"{evening['HOME']}/snapfifo"
    os.mkfifo(fifo)
    for command in COMMANDS:
        if "icecast" in command:
            continue
        reader = None
        if "/tmp/snapfifo" in command:
            command = command.replace("/tmp/snapfifo", fifo)
            reader = subprocess.Popen(["cat", fifo], stdout=subprocess.DEVNULL)
        if "--preset rain-45" in command:
            command = command.replace("sleep", "sleep 6s")
        done = run(command, evening)
        assert done.returncode == 0, (command, done.stderr)
        assert "Traceback" not in done.stderr
        if reader:
            assert reader.wait(10) == 0


def test_a_radio_gets_a_stream(evening: dict[str, str]) -> None:
    """ffmpeg sends to a listener that answers as Icecast does."""
    (command,) = (command for command in COMMANDS if "icecast" in command)
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(30)

        def icecast() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.settimeout(30)
                head = connection.recv(65_536)
                got.append(head)
                connection.sendall(
                    b"HTTP/1.1 100 Continue\r\n\r\n" if b"100-continue" in head else b"HTTP/1.0 200 OK\r\n\r\n"
                )
                while data := connection.recv(65_536):
                    got.append(data)

        thread = threading.Thread(target=icecast, daemon=True)
        thread.start()
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        done = run(command.replace("SERVER:8000", address), evening)
        thread.join(30)
    assert done.returncode == 0, done.stderr
    stream = b"".join(got)
    assert stream.startswith(b"PUT /asmr.ogg") and b"OpusHead" in stream
    assert 30_000 < len(stream) < 400_000
