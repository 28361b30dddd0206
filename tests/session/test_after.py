"""What runs after the deadline."""

import os
import shlex
import shutil
import signal
import sys
from pathlib import Path

import pytest

from asmr_cli.errors import UsageError
from asmr_cli.session.after import Afterwards


def nobody() -> "os.PathLike[str]":
    return Path(os.devnull)


@pytest.mark.parametrize("text", ["no-such-program", "no-such-program --with words", "", "   ", "'"])
def test_what_cannot_run_is_said_before(text: str) -> None:
    with pytest.raises(UsageError) as told:
        Afterwards.checked(text)
    assert "--then" in told.value.message


def test_nothing_asked_for_is_nothing_done() -> None:
    with nobody().open() as keyboard:  # type: ignore[attr-defined]
        assert Afterwards.checked(None).run(keyboard, print) == 0


def test_arguments_come_as_they_are_and_no_shell_reads_them(tmp_path: Path) -> None:
    program = "import sys; open(sys.argv[1], 'w').write(sys.argv[2])"
    text = shlex.join([sys.executable, "-c", program, str(tmp_path / "a"), "$(id); *"])
    with nobody().open() as keyboard:  # type: ignore[attr-defined]
        assert Afterwards.checked(text).run(keyboard, print) == 0
    assert (tmp_path / "a").read_text() == "$(id); *"


def test_what_fails_is_named() -> None:
    said: list[str] = []
    with nobody().open() as keyboard:  # type: ignore[attr-defined]
        text = shlex.join([sys.executable, "-c", "raise SystemExit(3)"])
        assert Afterwards.checked(text).run(keyboard, said.append) == 3
    assert said == [f"note: {sys.executable} failed with exit code 3."]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_what_a_signal_ends_is_named_so() -> None:
    said: list[str] = []
    with nobody().open() as keyboard:  # type: ignore[attr-defined]
        assert Afterwards((shutil.which("sh") or "", "-c", "kill -9 $$")).run(keyboard, said.append) == -9
    assert said == [f"note: {shutil.which('sh')} was ended by signal 9."]


def test_what_has_gone_meanwhile_is_named_and_the_night_was_as_it_was_to_be(tmp_path: Path) -> None:
    said: list[str] = []
    with nobody().open() as keyboard:  # type: ignore[attr-defined]
        assert Afterwards((str(tmp_path / "gone"),)).run(keyboard, said.append) == 1
    assert said == [f"note: {tmp_path / 'gone'} could not be run (No such file or directory)."]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
@pytest.mark.parametrize("way", ["key", "signal"])
def test_a_key_or_a_signal_cancels_it_and_the_terminal_is_as_before(way: str, tmp_path: Path) -> None:
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    said: list[str] = []

    def cancel(text: str) -> None:
        said.append(text)
        os.write(ours, b"k") if way == "key" else os.kill(os.getpid(), signal.SIGTERM)

    touch = shutil.which("touch")
    child = os.fork()
    if not child:  # in a session of its own, so that the terminal is ours to read
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
        with os.fdopen(theirs, "r+b", buffering=0) as keyboard:
            code = Afterwards((str(touch), str(tmp_path / "done"))).run(keyboard, cancel)  # type: ignore[arg-type]
        os._exit(code if said else 9)
    assert os.waitpid(child, 0)[1] == 0
    assert termios.tcgetattr(theirs) == before
    os.close(ours)
    os.close(theirs)
    assert not (tmp_path / "done").exists()
