"""What one evening is made from: what there is, what suits, and the plan that comes out of it."""

import gc
import random
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from asmr_cli.errors import CannotDecode, NothingToPlay, UsageError
from asmr_cli.library.catalogue import resolve
from asmr_cli.models import Catalogue, Request, Session, Sound, Taste
from asmr_cli.models.command import Command, Extend, Instead, Love, StillAwake, Undo
from asmr_cli.plan import replan
from asmr_cli.plan.durations import LONGEST
from asmr_cli.plan.planner import plan
from asmr_cli.session.marks import Marks
from asmr_cli.types import Seconds, to_frames

if TYPE_CHECKING:
    from asmr_cli.decode.ahead import Ahead
    from asmr_cli.render.chain import Mix
    from asmr_cli.render.source import Tape
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
        """The session after a command, unchanged before `at`. Raises NothingToPlay where nothing else is left."""
        rng = random.Random(f"{session.seed} {at}")
        world = (self.catalogue, self.taste, rng)
        if isinstance(command, Extend | StillAwake) and is_alone(session):
            raise UsageError("A preview, or the breath alone, cannot be made longer.", "asmr sleep 10m")
        more = command.seconds if isinstance(command, Extend) else AWAKE if isinstance(command, StillAwake) else 0.0
        if more > 0.0:
            if session.duration - at + more > LONGEST:
                raise UsageError("From now on a session lasts 12 h at most.", "asmr extend 10m, later in the night")
            return replan.extend(session, at, more, *world, self.request, self.marks.left)
        if isinstance(command, Instead):
            return self._instead(session, at, rng)
        playing = [segment.trigger for segment in session.segments if segment.start <= at < segment.end]
        if playing:
            self.marks.mark(command, playing[-1])
        if isinstance(command, Love | Undo):
            return session
        if is_alone(session):
            return session._replace(segments=())
        try:
            return replan.skip(session, at, *world, self.marks.left, self.request)
        except NothingToPlay:  # so it plays on, and may be made longer
            self.marks.left.difference_update(playing[-1:])
            raise

    def _instead(self, session: Session, at: Seconds, rng: random.Random) -> Session:
        """The session without the trigger it rests on; unchanged where there is no other."""
        resting = [segment for segment in session.lane("bed") or session.segments if segment.start <= at]
        if is_alone(session) or not resting:
            return session
        left = self.marks.left | {resting[-1].trigger}
        try:
            changed = replan.skip(session, at, self.catalogue, self.taste, rng, left, self.request)
        except NothingToPlay:
            return session
        self.marks.left = left
        return changed

    def shorten(self, session: Session, at: Seconds, end: Seconds) -> Session:
        """The session with another end, for a deadline that stays while a pause passes."""
        rng = random.Random(f"{session.seed} {at}")
        return replan.until(session, at, end, self.catalogue, self.taste, rng, self.request, self.marks.left)

    @cached_property
    def facts(self) -> dict[str, Sound]:
        """What is known of each sound, by its ref."""
        return {sound.ref: sound for trigger in self.catalogue for sound in trigger.sounds}

    def _damaged(self, path: Path, what: str) -> None:
        self.on_trouble(str(path), CannotDecode(f"{path.name} {what}; the session goes on.", f"asmr check {path}"))

    def begin(self, session: Session) -> None:
        """Let what the session begins with be decoded while libraries are loaded here."""
        if self.ahead:
            first = {clip.sound: clip for segment in session.segments for clip in segment.clips if clip.start == 0.0}
            self.ahead.ask((resolve(ref, self.pack), to_frames(clip.offset)) for ref, clip in first.items())

    def leave(self) -> None:
        """Nobody need decode ahead, any more or at all."""
        if self.ahead:
            self.ahead.leave()

    def mix(self, session: Session, live: bool = False) -> "Mix":
        """The sound of a session; `live`: it is heard while it is made, after `begin`, and can wait for no drive."""
        from asmr_cli.decode.shelf import Shelf
        from asmr_cli.render.chain import Mix

        shelf = Shelf(self._damaged)
        # All is loaded, and stays; from now on what goes is let go of soon, for it may hold blocks of sound.
        gc.freeze()
        gc.set_threshold(700)

        def open_sound(ref: str) -> "Tape":
            # What comes with the program hangs only where the program itself does.
            return shelf.open(resolve(ref, self.pack), far=_is_own(ref))

        if live and self.ahead:
            shelf.begin_with(self.ahead.answer())
        mix = Mix(session, open_sound, self.facts.get, self.on_trouble)
        shelf.begun()
        self.leave()
        shelf.pressed = lambda: live and mix.position > 0
        return mix


def _is_own(ref: str) -> bool:
    """Whether it is the user's own file, and none of the pack."""
    return Path(ref).is_absolute()
