"""Several rooms: a real Snapcast server takes the FIFO, a real client records what it would play."""

import os
import socket
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from support.waiting import need

RATE = 48_000

pytestmark = [pytest.mark.device, pytest.mark.slow]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Path]:
    """A server that reads tmp/snapfifo, and a client that writes what it hears to tmp/heard.raw."""
    need("snapserver", "snapclient", packages="snapserver snapclient")
    os.mkfifo(tmp_path / "snapfifo")
    port, control = free_port(), free_port()
    source = f"source = pipe://{tmp_path}/snapfifo?name=asmr&sampleformat=48000:16:2&codec=pcm"
    (tmp_path / "snapserver.conf").write_text(
        f"[http]\nenabled = false\n[tcp]\nport = {control}\n[stream]\nport = {port}\n{source}\n"
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    environ = os.environ | {"HOME": str(tmp_path)}
    server = subprocess.Popen(["snapserver", "--config", str(tmp_path / "snapserver.conf")], env=environ, **quiet)
    time.sleep(1)
    player = f"file:filename={tmp_path / 'heard.raw'}"
    client = subprocess.Popen(
        ["snapclient", "-h", "127.0.0.1", "-p", str(port), "--player", player], env=environ, **quiet
    )
    time.sleep(1)
    try:
        yield tmp_path
    finally:
        for process in (client, server):
            process.terminate()
            process.wait(10)


def test_the_sound_arrives_unbroken_in_another_room(rooms: Path) -> None:
    environ = os.environ | {"ASMR_HOME": str(rooms / "home")}
    words = ["12s", "--seed", "3", "-t", "rain"]
    asmr = [sys.executable, "-m", "asmr_cli"]
    subprocess.run(
        [*asmr, "render", *words, "-o", str(rooms / "night.wav")], env=environ, check=True, capture_output=True
    )
    subprocess.run(
        [*asmr, "sleep", *words, "--to", str(rooms / "snapfifo")], env=environ, check=True, capture_output=True
    )
    time.sleep(2)  # the client keeps a second
    with wave.open(str(rooms / "night.wav"), "rb") as file:
        meant = np.frombuffer(file.readframes(RATE * 60), "<i2").reshape(-1, 2)[:, 0].astype(float)
    heard = np.fromfile(rooms / "heard.raw", "<i2").reshape(-1, 2)[:, 0].astype(float)
    # The client drops or doubles a frame now and then to stay with the server's clock, so each second is sought anew.
    places = [found(meant[start : start + RATE // 40], heard) for start in range(RATE, 10 * RATE, RATE // 2)]
    assert min(likeness for _, likeness in places) > 0.95
    steps = np.diff([place for place, _ in places]) - RATE // 2
    assert np.abs(steps).max() < RATE // 100, "a gap, or a stretch that came twice"


def found(part: np.ndarray, whole: np.ndarray) -> tuple[int, float]:
    """Where a part is heard, and how alike it is there (1: the same)."""
    size = 1 << (len(whole) + len(part) - 1).bit_length()
    matches = np.fft.irfft(np.fft.rfft(whole, size) * np.fft.rfft(part, size).conj(), size)[: len(whole)]
    energy = np.convolve(whole**2, np.ones(len(part)))[len(part) - 1 :]  # a loud drop is like everything, a little
    likeness = matches / (np.sqrt(np.maximum(energy, 1.0)) * np.linalg.norm(part) + 1e-9)
    place = int(np.argmax(likeness))
    return place, float(likeness[place])
