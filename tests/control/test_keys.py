"""Keys through a real pseudo-terminal."""

import os
import pty
import select
import signal
import termios

import pytest

from asmr_cli.control.keys import ASK, Keys
from asmr_cli.control.terminal import quiet
from asmr_cli.models.command import Louder, Never, Pause, Peek, StillAwake, Stop


class Terminal:
    """Both ends of a pseudo-terminal, and a clock that a test turns."""

    def __init__(self, state="playing"):
        self.person, number = pty.openpty()
        self.program = os.fdopen(number, "rb", buffering=0)
        self.now = 0.0
        self.state = state
        self.keys = Keys(self.program, lambda: self.state, lambda: self.now)

    def type(self, data):
        os.write(self.person, data)
        select.select([self.program], [], [], 2)
        return [c for c in self.keys.commands() if not isinstance(c, Peek)]

    def close(self):
        os.close(self.person)
        self.program.close()


@pytest.fixture
def terminal():
    terminal = Terminal()
    before = termios.tcgetattr(terminal.program.fileno())
    raw = [*before]
    raw[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(terminal.program.fileno(), termios.TCSANOW, raw)
    yield terminal
    terminal.close()


def test_who_was_stopped_reads_keys_again_when_he_goes_on(monkeypatch):
    """Meanwhile a shell has set the terminal as it likes it; it is left so where it is still the shell's."""
    person, number = pty.openpty()
    with os.fdopen(number, "rb", buffering=0) as file:
        in_front = [True]
        monkeypatch.setattr("asmr_cli.control.terminal._in_front", lambda number: in_front[-1])
        shells = termios.tcgetattr(number)
        with quiet(file):
            ours = termios.tcgetattr(number)
            assert ours != shells
            for expected in (shells, ours):
                in_front.append(expected == ours)
                termios.tcsetattr(number, termios.TCSANOW, shells)
                os.kill(os.getpid(), signal.SIGCONT)
                assert termios.tcgetattr(number) == expected
        assert termios.tcgetattr(number) == shells
        assert signal.getsignal(signal.SIGCONT) == signal.SIG_DFL
    os.close(person)


def test_a_key_is_a_command(terminal):
    assert terminal.type(b"+") == [Louder(1)]
    assert terminal.type(b" ") == [Pause()]


def test_arrows_the_mouse_and_a_pasted_page_do_no_harm(terminal):
    assert terminal.type(b"\x1b[A\x1b[B\x1b[<35;10;3M") == []
    terminal.now = 5.0
    assert terminal.type(b"quite a long text that somebody pasted, q and x x") == []


def test_a_cat_that_sits_down_cannot_wake_anybody_but_ctrl_c_always_works(terminal):
    terminal.state = "fading"
    assert terminal.type(b"asdfghjkl" * 3) == []
    terminal.now = 0.2
    assert terminal.type(b"b") == []
    terminal.now = 1.5
    assert terminal.type(b"b") == [StillAwake()]


def test_esc_alone_leaves_after_a_moment(terminal):
    assert terminal.type(b"\x1b") == []
    terminal.now = 0.06
    assert list(terminal.keys.commands())[-1] == Stop()


def test_the_question_stays_five_seconds(terminal):
    terminal.type(b"x")
    assert terminal.keys.notice() == ASK
    terminal.now = 1.0
    assert terminal.type(b"x") == [Never()]
    assert terminal.keys.notice() == ""


def test_a_terminal_that_goes_away_is_not_asked_again(terminal):
    os.close(terminal.person)
    terminal.person = os.open(os.devnull, os.O_RDONLY)
    assert list(terminal.keys.commands()) == []
    assert terminal.keys.files() == []


def test_after_the_end_nobody_is_waited_for_whose_terminal_has_gone(terminal):
    """`--keep` has played on without it."""
    os.close(terminal.person)
    select.select([terminal.program], [], [], 2)
    assert list(terminal.keys.commands()) == []
    terminal.state = "grace"
    assert list(terminal.keys.commands()) == [Stop()]
    terminal.person = os.open(os.devnull, os.O_RDONLY)  # for the fixture to close


def test_without_a_terminal_in_front_nothing_is_changed(tmp_path):
    with (tmp_path / "file").open("wb") as file, quiet(file) as readable:
        assert readable is False


def test_the_terminal_is_as_before_afterwards_also_after_a_crash():
    child, master = pty.fork()
    if child == 0:
        status = 1
        try:
            before = termios.tcgetattr(0)
            try:
                with quiet(os.fdopen(0, "rb", closefd=False)) as readable:
                    during = termios.tcgetattr(0)
                    raise RuntimeError
            except RuntimeError:
                changed = readable and not during[3] & (termios.ICANON | termios.ECHO) and during[3] & termios.ISIG
                status = 0 if changed and termios.tcgetattr(0) == before else 2
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    os.close(master)
    assert os.waitstatus_to_exitcode(ended) == 0
