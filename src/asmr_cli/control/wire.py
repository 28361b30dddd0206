"""The words that go over the socket: one line of JSON asks, one line answers."""

import json
import math
from typing import Any, Final

from asmr_cli.models.command import Command, Extend, Pause, Resume, Skip, Stop, Volume
from asmr_cli.models.status import Status
from asmr_cli.plan.durations import LONGEST as LONGEST_SESSION

VERSION: Final = 1
LONGEST: Final = 4096
"""Bytes of a line, the end of line included."""

_STATUS: Final = "status"
_PLAIN: Final[dict[str, Command]] = {"stop": Stop(), "pause": Pause(), "resume": Resume(), "skip": Skip()}


class Malformed(Exception):  # noqa: N818 - the message goes back to the sender
    """A line that is no request; the text says why."""


def request(verb: str, **fields: float) -> bytes:
    """A line that asks for `verb`."""
    return _line({"version": VERSION, "verb": verb, **fields})


def parse_request(line: bytes) -> Command | None:
    """The command that is asked for, None for `status`. Raises Malformed."""
    message = _object(line)
    if message.get("version") != VERSION:
        raise Malformed(f"version {VERSION} is spoken here")
    verb = message.get("verb")
    if verb == _STATUS:
        return None
    if isinstance(verb, str) and verb in _PLAIN:
        return _PLAIN[verb]
    if verb == "extend":
        return Extend(_number(message, "seconds", 1, LONGEST_SESSION))
    if verb == "volume":
        return Volume(round(_number(message, "value", 1, 100)))
    raise Malformed("unknown verb")


def answer(status: Status | None, refusal: str = "") -> bytes:
    """The line that answers: the state after the command, and why it was not carried out where it was not."""
    state = status_fields(status) if status is not None else {"state": "idle"}
    if refusal:
        return _line({"version": VERSION, "ok": False, "error": refusal, "status": state})
    return _line({"version": VERSION, "ok": True, "status": state})


def complaint(text: str) -> bytes:
    """The line that answers what was no request."""
    return _line({"version": VERSION, "ok": False, "error": text})


def parse_answer(line: bytes) -> dict[str, Any]:
    """The fields of an answer. Raises Malformed."""
    return _object(line)


def status_fields(status: Status) -> dict[str, Any]:
    """What `asmr status --json` prints."""
    level = status.level_lufs
    return {
        "state": status.state,
        "elapsed": status.elapsed,
        "remaining": status.remaining,
        "duration": status.duration,
        "phase": status.phase,
        "playing": [{"lane": item.lane, "trigger": item.trigger} for item in status.playing],
        "volume": status.volume,
        "level_lufs": level if level is not None and math.isfinite(level) else None,
        "breath_bpm": status.breath.bpm if status.breath else None,
        "device": status.device,
    }


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps(message, allow_nan=False).encode() + b"\n"


def _object(line: bytes) -> dict[str, Any]:
    try:
        message = json.loads(line.decode())  # bytes would be tried as UTF-16 and UTF-32 too
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    if not isinstance(message, dict):
        raise Malformed("not an object")
    return message


def _number(message: dict[str, Any], name: str, least: float, most: float) -> float:
    value = message.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise Malformed(f"{name} is a number from {least:g} to {most:g}")
    return float(value)
