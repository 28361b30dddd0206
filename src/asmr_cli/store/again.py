"""A request as the history keeps it, and as `asmr again` asks for it once more."""

from pathlib import Path
from typing import Any

from asmr_cli.errors import UsageError
from asmr_cli.models import Request
from asmr_cli.store.history import last_request
from asmr_cli.store.layers import Layer
from asmr_cli.store.options import REQUEST, read_all, write_all


def remember(request: Request) -> dict[str, Any]:
    """The request's options as JSON has them, for `Recorder.begin`; its folders absolute, `duration` or `until`."""
    values = request._asdict()
    values["sounds"] = tuple(str(Path(folder).absolute()) for folder in request.sounds)
    if request.until is not None:
        del values["duration"]
    return write_all(values)


def recall(history: Path) -> Layer:
    """What the last session asked for, without its seed, for a fresh plan. Raises UsageError where there is none."""
    data = last_request(history)
    if data is None:
        raise UsageError("There is no session to play again.", "asmr sleep 30m")
    values = read_all({name: value for name, value in data.items() if name in REQUEST}, REQUEST)
    values.pop("seed", None)
    return Layer("the last session", values)
