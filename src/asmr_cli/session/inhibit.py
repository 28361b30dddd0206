"""Keeps the machine awake while a session plays, with the system's own tool."""

import contextlib
import shutil
import subprocess
from collections.abc import Callable, Iterator

from asmr_cli.errors import UsageError
from asmr_cli.types import Seconds

_PATIENCE: Seconds = 1.0
"""A tool that waits for a bus which does not answer may not keep the session from ending."""

TOOLS = (
    ("systemd-inhibit", "--what=sleep:idle", "--who=asmr", "--why=a session plays", "cat"),
    ("caffeinate", "-i", "cat"),
)
"""Each holds on while its command runs. `cat` reads from us, and so ends with us, however that happens: a machine that
is kept awake by nobody would never sleep again."""


@contextlib.contextmanager
def awake(wanted: bool, note: Callable[[str], None]) -> Iterator[None]:
    """While inside, the machine does not go to sleep by itself; `note` is told afterwards where that did not work.

    Raises UsageError where there is no tool for it."""
    if not wanted:
        yield
        return
    command = next((tool for tool in TOOLS if shutil.which(tool[0])), None)
    if command is None:
        raise UsageError("Nothing here can keep the machine awake.", "leave --inhibit out")
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a Ctrl-C is for the player alone, and so is the terminal
    ) as tool:
        try:
            yield
        finally:
            if tool.poll() is not None:
                note(f"The machine was not kept awake: {command[0]} could not do it.")
            _end(tool)


def _end(tool: "subprocess.Popen[bytes]") -> None:
    tool.terminate()
    try:
        tool.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        tool.kill()
