"""How the running session can be spoken to on this system."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from asmr_cli.control.address import available
from asmr_cli.control.inbox import Source
from asmr_cli.control.server import Server
from asmr_cli.models.status import Status


def server(
    folder: Path, status: Callable[[], Status | None], refusal: Callable[[], str]
) -> AbstractContextManager[Source]:
    """A Unix socket in the runtime folder, on Windows a named pipe; both hold the place of the one session."""
    if available():
        return Server(folder, status, refusal)
    from asmr_cli.control.pipe import PipeServer, pipe_name

    return PipeServer(pipe_name(folder), status, refusal)
