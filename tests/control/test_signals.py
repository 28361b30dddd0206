"""Signals as commands."""

import os
import signal
import time

import pytest

from asmr_cli.control.inbox import Inbox
from asmr_cli.control.signals import Signals
from asmr_cli.models.command import Stop


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_is_a_soft_stop_and_ends_the_wait(number):
    with Signals() as signals:
        inbox = Inbox(signals)
        os.kill(os.getpid(), number)
        began = time.monotonic()
        inbox.wait(30.0)
        assert time.monotonic() - began < 10
        assert list(inbox.commands()) == [Stop("signal", number)]
        assert list(inbox.commands()) == []


def test_each_signal_counts_so_that_the_second_can_end_it_at_once():
    with Signals() as signals:
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0)
        assert len(list(signals.commands())) == 2


def test_kept_sessions_outlive_their_terminal():
    with Signals(keep=True) as signals:
        os.kill(os.getpid(), signal.SIGHUP)
        assert list(signals.commands()) == []


def test_the_handlers_of_before_are_back():
    before = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    with Signals():
        pass
    assert [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before


def test_a_wait_without_anybody_to_wait_for_is_a_sleep(monkeypatch):
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    Inbox().wait(7.0)
    assert slept == [7.0]
