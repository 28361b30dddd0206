"""What happened in a session, for displays, JSON lines and history."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from asmr_cli.types import Seconds

EventName = Literal[
    "planned", "started", "segment", "phase", "breath_end", "fade", "paused", "resumed", "volume",
    "extended", "skipped", "device_lost", "device_back", "ended",
]  # fmt: skip
EndReason = Literal["deadline", "stopped", "signal", "device", "error"]


class Event(NamedTuple):
    """`data` holds the further JSON fields of the event, such as `reason` on `ended`."""

    name: EventName
    elapsed: Seconds
    data: Mapping[str, Any] = MappingProxyType({})
