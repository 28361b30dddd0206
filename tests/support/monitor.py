"""A recording of what a null sink plays: what a speaker would have played."""

import os
import subprocess
import threading
import time

import numpy as np
from numpy.typing import NDArray

from support.soundserver import RATE, Server
from support.waiting import die_with_parent

FRAME_BYTES = 4


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
