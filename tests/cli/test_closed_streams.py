"""Started without standard streams, as by `asmr … <&- >&- 2>&-` or a careless service manager."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.shell import alone

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="descriptors of POSIX")

WITHOUT = """
import os, sys
for number in {closed}:
    os.close(number)
os.execv(sys.executable, [sys.executable, {file!r}])
"""

WORKING = """
import sys
from asmr_cli.__main__ import main
from asmr_cli.cli import app

def command(argv, loaded, ahead):
    from asmr_cli.sink.opening import device_names
    with open(__file__) as opened:
        device_names()
        return 100 + opened.fileno()

app.run = command
main()
"""


@pytest.mark.parametrize("closed", [(2,), (0, 1, 2)])
def test_what_is_opened_does_not_take_their_numbers(tmp_path: Path, closed: tuple[int, ...]) -> None:
    """What ALSA writes to descriptor 2 would land in the history."""
    file = tmp_path / "working.py"
    file.write_text(WORKING)
    code = WITHOUT.format(closed=closed, file=os.fspath(file))
    done = subprocess.run([sys.executable, "-c", code], env=alone(tmp_path), capture_output=True, timeout=60)
    assert done.returncode > 100 + 2
