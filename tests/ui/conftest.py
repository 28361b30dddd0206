"""One small evening, and a display of it with a clock that the test moves."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from asmr_cli.models import Breath, Clip, FadeOut, Phase, Segment, Session
from asmr_cli.ui.live import LiveDisplay
from asmr_cli.ui.view import Look
from support.sample import status_at

TRUE = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def segment(lane: Any, trigger: str, start: float, end: float) -> Segment:
    clip = Clip(f"{trigger}/1.opus", start, 0.0, end - start)
    return Segment(lane, trigger, ("soft",), start, end, 0.0, 0.0, 0.0, (clip,))


EVENING = Session(
    duration=1800.0,
    seed=7,
    preset="sleep",
    phases=(Phase("settle", 0, 450), Phase("drift", 450, 1080), Phase("away", 1080, 1800)),
    segments=(
        segment("bed", "rain", 0, 1800),
        segment("foreground", "whisper", 0, 450),
        segment("foreground", "hair-brushing", 442, 760),
        segment("foreground", "page-turning", 752, 1080),
    ),
    breath=Breath("ramp", (0.4, 0.0, 0.6, 0.0), 10.0, 6.0, 480.0, 720.0),
    fade_in=30.0,
    fade_out=FadeOut(1080.0, 720.0, "sone"),
)


class Terminal(io.StringIO):
    """A stream that remembers every write and says that it can draw."""

    encoding = "utf-8"  # type: ignore[assignment]

    def taken(self) -> str:
        """What was written since the last look."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


class Bedside:
    """A display whose clock and size the test sets."""

    def __init__(self, session: Session, environ: dict[str, str], look: Look, cols: int, rows: int) -> None:
        self.session = session
        self.clock = 100.0
        self.size = (cols, rows)
        self.terminal = Terminal()
        self.display = LiveDisplay(
            self.terminal, environ, session, look, size=lambda: self.size, now=lambda: self.clock
        )

    def at(self, moment: float, **changes: Any) -> float | None:
        """Let the session be at a moment, and draw."""
        self.display.status(status_at(self.session, moment)._replace(**changes))
        return self.display.frame()


Make = Callable[..., Bedside]


@pytest.fixture(name="evening", scope="session")
def _evening() -> Session:
    return EVENING


@pytest.fixture(name="bedside", scope="session")
def _bedside() -> Make:
    def make(
        session: Session = EVENING, environ: dict[str, str] | None = None, look: Look | None = None, cols: int = 80,
        rows: int = 24,
    ) -> Bedside:  # fmt: skip
        return Bedside(session, TRUE if environ is None else environ, look or Look(), cols, rows)

    return make
