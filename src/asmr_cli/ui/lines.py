"""Events as JSON, one a line, for scripts."""

import json
from typing import TextIO

from asmr_cli.models.event import Event
from asmr_cli.ui.display import NullDisplay
from asmr_cli.ui.signs import takes_all


class JsonDisplay(NullDisplay):
    """Writes `{"event": …, "elapsed": …, …}` as it happens."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def event(self, event: Event) -> None:
        data = {name: round(value, 3) if isinstance(value, float) else value for name, value in event.data.items()}
        line = {"event": event.name, "elapsed": round(event.elapsed, 3), **data}
        self._stream.write(json.dumps(line, ensure_ascii=not takes_all(self._stream), allow_nan=False) + "\n")
        self._stream.flush()
