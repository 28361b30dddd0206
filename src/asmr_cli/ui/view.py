"""What of a session is to be seen at a moment, and how brightly: values in, a Scene out."""

import math
from dataclasses import dataclass, field
from typing import Final

from asmr_cli.models.session import Phase, Session
from asmr_cli.models.status import BreathMoment, Status
from asmr_cli.plan.breathing import moment
from asmr_cli.plan.phases import phases
from asmr_cli.types import Seconds
from asmr_cli.ui import words
from asmr_cli.ui.scene import Scene
from asmr_cli.ui.shapes import Glyphs

BLANK: Final[Seconds] = 120.0
"""Without a pacer the screen is black after so long; so it is in a long pause."""
_NOTE: Final[Seconds] = 45.0
_HINT: Final[Seconds] = 15.0
"""How long a note of the session's and the hint at the keys stay."""
_LEAST: Final = 0.3
_PEEKED: Final = 0.4
"""How bright a screen is at least while it is lit, and at most where it was black: just enough to be read."""
_WANES: Final = 0.35
"""By so much the screen has darkened when it goes black."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a person wants it."""

    still: bool = False
    silent: bool = False
    blank_after: Seconds | None = None
    note: str = ""
    """Said in the first seconds, on the first night."""
    without: str = ""
    """Keys that mean nothing in this session."""


@dataclass(frozen=True, slots=True)
class View:
    """One session as one person wants to see it."""

    session: Session
    look: Look = field(default_factory=Look)
    glyphs: Glyphs = field(default_factory=Glyphs)

    def scene(self, status: Status, elapsed: Seconds, keys: bool = False) -> Scene:
        """What is to be seen at a moment; `keys`: with what each key does."""
        dim = self._dim(status, elapsed)
        if self.is_dark(elapsed) or status.state == "grace":
            dim = max(_LEAST, min(_PEEKED, dim))
        return Scene(
            status=status,
            phases=self._phases(status.duration),
            elapsed=elapsed,
            breath=self._breath(status, elapsed),
            dim=dim,
            moving=not self.look.still,
            silent=self.look.silent,
            keys=words.keys(self.look.without) if keys else (),
            note=self._note(elapsed),
            glyphs=self.glyphs,
        )

    def is_dark(self, elapsed: Seconds) -> bool:
        """Whether the time for a black screen has come."""
        return elapsed >= self._dark_from()

    def _dark_from(self) -> Seconds:
        """When the pacer ends, or after two minutes without one; a session that is only looked at stays lit."""
        if self.look.blank_after is not None:
            return self.look.blank_after
        if self.look.silent:
            return float("inf")
        return BLANK if self.session.breath is None else self.session.breath.end

    def _dim(self, status: Status, elapsed: Seconds) -> float:
        """Slowly darker until it is black, and with the sound's own fade; the fade-in is no sunrise."""
        waned = 1 - _WANES * min(1.0, elapsed / min(self._dark_from(), status.duration))
        gain = 1.0 if elapsed <= self.session.fade_in else max(0.0, min(1.0, status.gain))
        return waned * (_LEAST + (1 - _LEAST) * math.sqrt(gain))

    def _breath(self, status: Status, elapsed: Seconds) -> BreathMoment | None:
        breath = self.session.breath
        found = moment(breath, elapsed) if breath is not None and status.state != "grace" else None
        return found._replace(word="") if found is not None and status.state == "paused" else found

    def _phases(self, duration: Seconds) -> tuple[Phase, ...]:
        """The plan's phases, or those of the new length when the session was extended."""
        return self.session.phases if duration == self.session.duration else phases(duration)

    def _note(self, elapsed: Seconds) -> str:
        if self.look.note and elapsed < _NOTE:
            return self.look.note
        return words.HINT if elapsed < _HINT else ""
