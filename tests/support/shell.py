"""`asmr` as a person types it: in this process, in one of its own, or at a terminal. What comes back reads like one."""

import contextlib
import datetime
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asmr_cli.cli import environment
from asmr_cli.cli.app import run as run_asmr

PROGRAM = (sys.executable, "-m", "asmr_cli")


@dataclass(frozen=True)
class Told:
    """How a command ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def sentence(self) -> str:
        """The first line of what went wrong."""
        return self.stderr.splitlines()[0]

    @property
    def is_calm(self) -> bool:
        """One sentence and one hint, besides notes, and no traceback."""
        lines = [line for line in self.stderr.splitlines() if not line.startswith("note: ")]
        return len(lines) == 2 and lines[0].endswith((".", "?")) and lines[1].startswith("hint: ")


Asmr = Callable[..., Told]
"""What the fixture `asmr` gives: the words of a command line, and variables by name."""


@dataclass(frozen=True)
class Here(environment.Environment):
    """One in which it is always the same moment, if that is told."""

    moment: datetime.datetime | None = None

    def now(self) -> datetime.datetime:
        return self.moment or super().now()


def run(*argv: str, home: Path, moment: datetime.datetime | None = None, **variables: str) -> Told:
    """Run a command line in this process. For whatever needs no device: SDL reads the real environment."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    environ = {"ASMR_HOME": str(home), "PATH": os.environ["PATH"], **variables}
    with Path(os.devnull).open(encoding="utf-8") as nobody:
        environment.use(Here(nobody, out, err, environ, moment=moment))
        try:
            # typer prints its help to the process's own streams
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run_asmr(argv)
        finally:
            environment.use(None)
    return Told(code, _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(errors="replace")


def alone(home: Path, **variables: str) -> dict[str, str]:
    """The environment of a process that shares nothing with the machine's user; the device is a rehearsal."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return {**kept, "ASMR_HOME": str(home), "SDL_AUDIODRIVER": "dummy", "OPENBLAS_NUM_THREADS": "1", **variables}


def run_process(*argv: str, home: Path, **variables: str) -> Told:
    """Run a command line in a process of its own, without a terminal."""
    environ = alone(home, **variables)
    done = subprocess.run(
        [*PROGRAM, *argv], env=environ, stdin=subprocess.DEVNULL, capture_output=True, errors="replace", timeout=120
    )
    return Told(done.returncode, done.stdout, done.stderr)


@contextlib.contextmanager
def started(*argv: str, home: Path, **variables: str) -> Iterator["subprocess.Popen[str]"]:
    """A session with `--json` in a process of its own, once it plays; ended at the end of the block at the latest."""
    with subprocess.Popen(
        [*PROGRAM, *argv, "--json"],
        env=alone(home, **variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if '"started"' in line:
                    break
            yield process
        finally:
            process.kill()


class Terminal:
    """A command at a terminal of its own (POSIX)."""

    def __init__(
        self,
        *argv: str,
        home: Path,
        rows: int = 24,
        columns: int = 80,
        program: tuple[str, ...] = PROGRAM,
        **variables: str,
    ) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self._ours, theirs = pty.openpty()
        self.resize: Callable[[int, int], Any] = lambda rows, columns: fcntl.ioctl(
            theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0)
        )
        self.resize(rows, columns)
        self._modes: Callable[[], list[Any]] = lambda: termios.tcgetattr(theirs)
        self._theirs = theirs
        self._before = self._modes()
        self.process = subprocess.Popen(
            [*program, *argv],
            env={"TERM": "xterm-256color", **alone(home, **variables)},
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        self.shown = ""
        """Everything that was written to it."""

    def press(self, keys: bytes) -> None:
        os.write(self._ours, keys)

    def until(self, text: str, patience: float = 30.0) -> None:
        """Watch until a text has been shown."""
        latest = time.monotonic() + patience
        while text not in self.shown:
            assert self._watch(0.1) or self.process.poll() is None, f"ended without {text!r}: {self.shown[-500:]!r}"
            assert time.monotonic() < latest, f"no {text!r} in {self.shown[-500:]!r}"

    def end(self, patience: float = 30.0) -> int:
        """Watch to the end; the exit code."""
        latest = time.monotonic() + patience
        while self.process.poll() is None:
            self._watch(0.1)
            assert time.monotonic() < latest, f"still running: {self.shown[-500:]!r}"
        while self._watch(0.0):
            pass
        return self.process.returncode

    @property
    def as_before(self) -> bool:
        """Echo, lines and signal keys are as they were, and the alternate screen was left."""
        left = self.shown.rfind("\x1b[?1049l") >= self.shown.rfind("\x1b[?1049h")
        return left and self.shown.rfind("\x1b[?25h") >= self.shown.rfind("\x1b[?25l") and self._modes() == self._before

    def vanish(self) -> None:
        """The window is closed: its sessions are hung up."""
        os.close(self._ours)
        os.close(self._theirs)
        self._ours = -1

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._ours >= 0:
            self.vanish()

    def _watch(self, patience: float) -> bool:
        import select

        if not select.select([self._ours], [], [], patience)[0]:
            return False
        self.shown += os.read(self._ours, 65536).decode(errors="replace")
        return True
