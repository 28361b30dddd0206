"""Events as lines, and displays that fail."""

import io
import json

from asmr_cli.models import Session
from asmr_cli.models.event import Event
from asmr_cli.plan.durations import format_clock
from asmr_cli.ui.display import Guarded, NullDisplay
from asmr_cli.ui.lines import JsonDisplay
from asmr_cli.ui.plain import PlainDisplay
from support.sample import status_at


def test_one_object_a_line() -> None:
    out = io.StringIO()
    display = JsonDisplay(out)
    display.event(Event("segment", 7.12345, {"lane": "bed", "trigger": "雨\nx"}))
    display.event(Event("fade", 60.0, {"duration": 2.4000000000000004}))
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines == [
        {"event": "segment", "elapsed": 7.123, "lane": "bed", "trigger": "雨\nx"},
        {"event": "fade", "elapsed": 60.0, "duration": 2.4},
    ]


class Broken(NullDisplay):
    closed = False

    def event(self, event: Event) -> None:
        raise BrokenPipeError

    def close(self) -> None:
        self.closed = True
        raise OSError


def test_a_display_that_fails_is_dropped() -> None:
    failures: list[Exception] = []
    broken = Broken()
    display = Guarded(broken, failures.append)
    display.open()
    display.event(Event("paused", 1.0))
    display.event(Event("resumed", 2.0))
    display.peek()
    display.close()
    assert broken.closed and len(failures) == 1 and isinstance(failures[0], BrokenPipeError)


def test_a_notice_is_said_once(evening: Session) -> None:
    out = io.StringIO()
    display = PlainDisplay(out, evening)
    status = status_at(evening, 61.0)
    noticed = status._replace(notice="x again: never this")
    for _ in range(3):
        display.status(noticed)
    display.status(status)
    assert out.getvalue() == "   1:01  x again: never this\n"


def test_time_since_the_start() -> None:
    assert [format_clock(t) for t in (0, 59.6, 450, 3723)] == ["0:00", "1:00", "7:30", "1:02:03"]
