"""What happened in a session, for displays, JSON lines and history."""

from dataclasses import dataclass, field
from typing import Any, Literal

from asmr_cli.types import Seconds

EventName = Literal[
    "planned", "started", "segment", "phase", "breath_end", "fade", "paused", "resumed", "volume",
    "extended", "skipped", "device_lost", "device_back", "ended",
]  # fmt: skip
EndReason = Literal["deadline", "stopped", "signal", "device", "error"]


@dataclass(frozen=True, slots=True)
class Event:
    """`data` holds the further JSON fields of the event, such as `reason` on `ended`."""

    name: EventName
    elapsed: Seconds
    data: dict[str, Any] = field(default_factory=dict)
