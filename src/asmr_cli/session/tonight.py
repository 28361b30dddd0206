"""What one evening is made from: what there is, what suits, and the plan that comes out of it."""

import random
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from asmr_cli.errors import NothingToPlay, UsageError
from asmr_cli.models import Catalogue, Request, Session, Taste
from asmr_cli.models.command import Command, Extend, Instead, Love, StillAwake, Undo
from asmr_cli.plan.durations import LONGEST
from asmr_cli.plan.planner import plan
from asmr_cli.plan.replan import Choices, extend, skip, until, with_bed
from asmr_cli.session.marks import Marks
from asmr_cli.types import Seconds

if TYPE_CHECKING:
    from asmr_cli.decode.ahead import Ahead
    from asmr_cli.render.voices import OnTrouble

AWAKE: Seconds = 600.0
"""Whoever is still awake gets ten minutes more."""


def is_alone(session: Session) -> bool:
    """Whether it is one thing by itself, a sound to try or the breath: nothing of it can be planned anew."""
    return len(session.phases) < 3


@dataclass(frozen=True)
class Tonight:
    """The catalogue, the taste and the request of one evening; a request of None is a session out of a file."""

    catalogue: Catalogue
    taste: Taste
    pack: Path
    request: Request | None
    on_trouble: "OnTrouble" = lambda ref, error: None
    marks: Marks = field(default_factory=lambda: Marks(None))
    ahead: "Ahead | None" = None
    """Who decodes what a session begins with."""

    def plan(self) -> Session:
        """The session for the request. Raises UsageError, NothingToPlay."""
        request = self.request or Request()
        if request.seed is None:
            request = request._replace(seed=random.SystemRandom().getrandbits(31))
        return plan(request, self.catalogue, self.taste, random.Random(request.seed))

    def replan(self, session: Session, command: Command, at: Seconds) -> Session:
        """The session after a command, unchanged before `at`.

        Raises UsageError where there can be no more time, NothingToPlay where nothing else is left."""
        if isinstance(command, Extend | StillAwake):
            return self._longer(session, at, command.seconds if isinstance(command, Extend) else AWAKE)
        if isinstance(command, Instead):
            return self._instead(session, at)
        playing = [segment.trigger for segment in session.segments if segment.start <= at < segment.end]
        if playing:
            self.marks.mark(command, playing[-1])
        if isinstance(command, Love | Undo):
            return session
        if is_alone(session):
            return session._replace(segments=())
        try:
            return skip(session, at, self._choices(session, at, self.marks.left))
        except NothingToPlay:  # so it plays on, and may be made longer
            self.marks.left.difference_update(playing[-1:])
            raise

    def with_bed(self, session: Session) -> Session:
        """A session out of a file that has lost its bed with another, where there is one."""
        return with_bed(session, self._choices(session, 0.0, self.marks.left))

    def shorten(self, session: Session, at: Seconds, end: Seconds) -> Session:
        """The session with another end, for a deadline that stays while a pause passes."""
        return until(session, at, end, self._choices(session, at, self.marks.left))

    def _longer(self, session: Session, at: Seconds, more: Seconds) -> Session:
        if is_alone(session):
            raise UsageError("A preview, or the breath alone, cannot be made longer.", "asmr sleep 10m")
        if session.duration - at + more > LONGEST:
            raise UsageError("No more than 12 h may be left to play.", "asmr extend 10m, later on")
        return extend(session, at, more, self._choices(session, at, self.marks.left))

    def _instead(self, session: Session, at: Seconds) -> Session:
        """The session without the trigger it rests on; unchanged where there is no other."""
        resting = [segment for segment in session.lane("bed") or session.segments if segment.start <= at]
        if is_alone(session) or not resting:
            return session
        left = self.marks.left | {resting[-1].trigger}
        try:
            changed = skip(session, at, self._choices(session, at, left))
        except NothingToPlay:
            return session
        self.marks.left = left
        return changed

    def _choices(self, session: Session, at: Seconds, left: Collection[str]) -> Choices:
        """What is there to choose from at a moment; the same moment of the same session gives the same plan."""
        rng = random.Random(f"{session.seed} {at}")
        return Choices(self.catalogue, self.taste, rng, self.request, frozenset(left))
