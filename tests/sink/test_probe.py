"""The child that looks for the device ends by itself, whatever becomes of the sound server."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.shell import alone

HANGING = """
import time
from asmr_cli.sink import probe
probe.PATIENCE = 1
probe.open_output = lambda device, pull: time.sleep(600)
probe.look(None)
"""


@pytest.mark.skipif(not hasattr(signal, "alarm"), reason="alarms of POSIX")
def test_an_attempt_that_never_ends_is_ended(tmp_path: Path) -> None:
    """By the system: inside of a sound library nothing of ours runs."""
    with subprocess.Popen([sys.executable, "-c", HANGING], env=alone(tmp_path), stdin=subprocess.PIPE) as started:
        try:
            assert started.wait(30) == -signal.SIGALRM
        finally:
            started.kill()
