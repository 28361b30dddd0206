"""Waiting for what another process does, and for what a machine has."""

import ctypes
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable

import pytest

REQUIRED = "ASMR_REQUIRE_DEVICE"
PR_SET_PDEATHSIG = 1


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


def die_with_parent() -> None:
    """No orphan servers, even where pytest itself is killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
